// SPDX-License-Identifier: MIT
// decimal: nothing is lost between text, wire and value.
#include <algorithm>
#include <chrono>
#include <limits>

#include <orm/types/decimal_conversion.hpp>
#include <orm/types/numeric.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

using orm::decimal;

namespace {

std::string printed(std::string_view text) { return decimal(text).to_string(); }

decimal random_decimal() {
    auto& random = wire::random();
    std::string text = random() % 2 == 0 ? "-" : "";
    for (auto count = random() % 30; count > 0; --count)
        text += static_cast<char>('0' + random() % 10);
    text += "0.";
    for (auto count = random() % 30; count > 0; --count)
        text += static_cast<char>('0' + random() % 10);
    return decimal(text + "e" + std::to_string(static_cast<int>(random() % 60) - 30));
}

}  // namespace

TEST_CASE("decimal: text comes back digit by digit") {
    for (const char* text :
         {"0", "0.0", "0.000", "1.10", "-9999", "10000", "0.0001", "0.00001", "-0.5",
          "99999999.99999999", "0.00000000000000000001", "123456789.5", "NaN", "Infinity",
          "-Infinity", "12345678901234567890123456789012345678.12345"})
        CHECK(printed(text) == text);
}

TEST_CASE("decimal: input is read like PostgreSQL reads it") {
    CHECK(printed("-0") == "0");
    CHECK(printed("-0.00") == "0.00");
    CHECK(printed("1e20") == "100000000000000000000");
    CHECK(printed("1.5e-3") == "0.0015");
    CHECK(printed("+007.50") == "7.50");
    CHECK(printed(".5") == "0.5");
    CHECK(printed("5.") == "5");
    CHECK(printed("inf") == "Infinity");
    CHECK(printed("nan") == "NaN");
    CHECK(printed("1.23e1") == "12.3");
    CHECK(printed("120e-1") == "12.0");
}

TEST_CASE("decimal: text that is no number is refused") {
    for (const char* text : {"", "-", ".", "1e", "1e+", "e5", "1.2.3", "0x1F", "1_000", " 1", "1 ",
                             "--1", "-nan", "infinit", "1,5"})
        CHECK_THROWS_AS(decimal(text), orm::invalid_value);
}

TEST_CASE("decimal: PostgreSQL's limits are the limits") {
    CHECK(decimal("1e131071").to_string().size() == 131'072);
    CHECK_THROWS_AS(decimal("1e131072"), orm::invalid_value);
    CHECK(decimal("1e-16383").scale() == 16'383);
    CHECK_THROWS_AS(decimal("1e-16384"), orm::invalid_value);
    CHECK_THROWS_AS(decimal("1e99999999999999999999"), orm::invalid_value);
    CHECK_THROWS_AS(decimal("1e-99999999999999999999"), orm::invalid_value);
}

TEST_CASE("decimal: the largest number is read, sent and printed in under 5 ms") {
    std::string text(131'072, '7');
    text += '.' + std::string(16'383, '3');
    const std::string raw = wire::bytes(wire::encoded<orm::pg::numeric>(decimal(text)));
    auto fastest = std::chrono::nanoseconds::max();
    for (int run = 0; run < 5; ++run) {
        const auto start = std::chrono::steady_clock::now();
        orm::encoder out;
        orm::codec<orm::pg::numeric>::encode(out, decimal(text));
        const auto read = orm::codec<orm::pg::numeric>::decode({raw.data(), raw.size()});
        REQUIRE(read.to_string() == text);
        fastest =
            std::min(fastest, std::chrono::nanoseconds(std::chrono::steady_clock::now() - start));
    }
#if defined(__OPTIMIZE__)
    CHECK(fastest < std::chrono::milliseconds(5));
#else
    CHECK(fastest < std::chrono::milliseconds(50));
#endif
}

TEST_CASE("decimal: equality is numeric, identity includes the scale") {
    CHECK(decimal("1.10") == decimal("1.1"));
    CHECK_FALSE(decimal("1.10").identical(decimal("1.1")));
    CHECK(decimal("NaN") == decimal::nan());
    CHECK(decimal("10000") == decimal(10'000));
    CHECK(decimal("1.0") == 1);
}

TEST_CASE("decimal: the order is PostgreSQL's, NaN last") {
    const decimal sorted[] = {decimal::negative_infinity(),
                              decimal("-1e30"),
                              decimal("-10000"),
                              decimal("-9999.5"),
                              decimal("-0.0001"),
                              decimal(0),
                              decimal("1e-20"),
                              decimal("0.5"),
                              decimal(1),
                              decimal("1.00001"),
                              decimal("10000"),
                              decimal("1e30"),
                              decimal::infinity(),
                              decimal::nan()};
    for (std::size_t i = 0; i < std::size(sorted); ++i)
        for (std::size_t j = 0; j < std::size(sorted); ++j) {
            CHECK((sorted[i] < sorted[j]) == (i < j));
            CHECK((sorted[i] == sorted[j]) == (i == j));
        }
}

TEST_CASE("decimal: integers go in and out exactly, and never wrap") {
    CHECK(decimal(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854775808");
    CHECK(decimal(std::numeric_limits<std::uint64_t>::max()).to_string() == "18446744073709551615");
    CHECK(decimal("-9223372036854775808").to_integer<std::int64_t>() ==
          std::numeric_limits<std::int64_t>::min());
    CHECK(decimal("3.00").to_integer<int>() == 3);
    CHECK(decimal("32767").to_integer<std::int16_t>() == 32'767);
    CHECK_THROWS_AS(decimal("32768").to_integer<std::int16_t>(), orm::invalid_value);
    CHECK_THROWS_AS(decimal("9223372036854775808").to_integer<std::int64_t>(), orm::invalid_value);
    CHECK_THROWS_AS(decimal("18446744073709551616").to_integer<std::uint64_t>(),
                    orm::invalid_value);
    CHECK_THROWS_AS(decimal("-1").to_integer<std::uint64_t>(), orm::invalid_value);
    CHECK_THROWS_AS(decimal("0.5").to_integer<int>(), orm::invalid_value);
    CHECK_THROWS_AS(decimal::nan().to_integer<int>(), orm::invalid_value);
}

TEST_CASE("decimal: double is reached by name only") {
    static_assert(!std::is_convertible_v<double, decimal>);
    static_assert(!std::is_constructible_v<decimal, double>);
    static_assert(!std::is_convertible_v<decimal, double>);
    static_assert(!std::is_constructible_v<decimal, bool>);
    CHECK(orm::shortest_decimal(0.1).to_string() == "0.1");
    CHECK(orm::nearest_double(decimal("0.1")) == 0.1);
    CHECK(orm::nearest_double(decimal("1e400")) == std::numeric_limits<double>::infinity());
    CHECK(orm::nearest_double(decimal("-1e400")) == -std::numeric_limits<double>::infinity());
    CHECK(orm::nearest_double(decimal("1e-400")) == 0.0);
}

TEST_CASE("numeric: the bytes are the server's") {
    const std::pair<const char*, const char*> cases[] = {
        {"0", "0000000000000000"},
        {"0.000", "0000000000000003"},
        {"1.10", "0002000000000002000103e8"},
        {"NaN", "00000000c0000000"},
        {"Infinity", "00000000d0000020"},
        {"-Infinity", "00000000f0000020"},
        {"-9999", "0001000040000000270f"},
        {"10000", "00010001000000000001"},
        {"0.0001", "0001ffff000000040001"},
        {"99999999.99999999", "0004000100000008270f270f270f270f"}};
    for (const auto& [text, hex] : cases) {
        CHECK(wire::encoded<orm::pg::numeric>(decimal(text)) == hex);
        CHECK(wire::decoded<orm::pg::numeric>(hex).identical(decimal(text)));
    }
}

TEST_CASE("numeric: bytes that the server never sends are refused") {
    for (const char* hex :
         {"", "00", "000000000000", "00010000000000002710", "0001000000000000", "0000000000004000",
          "0000000012340000", "0001ffff000000000001", "000000000000000000"})
        CHECK_THROWS_AS(wire::decoded<orm::pg::numeric>(hex), orm::invalid_value);
}

TEST_CASE("numeric: 10000 random numbers survive text and wire") {
    for (int i = 0; i < 10'000; ++i) {
        const decimal value = random_decimal();
        const decimal through_text(value.to_string());
        const auto through_wire =
            wire::decoded<orm::pg::numeric>(wire::encoded<orm::pg::numeric>(value));
        if (!through_text.identical(value) || !through_wire.identical(value))
            FAIL(value.to_string());
    }
}
