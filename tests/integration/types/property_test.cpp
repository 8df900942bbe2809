// SPDX-License-Identifier: MIT
// Matrix B3: random values of every fixed-width type go to the server and come back bit by bit.
// ORM_PROPERTY_CASES says how many of each type; 10000 without it, a million in the nightly run.
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <orm/types.hpp>

#include "support/catch.hpp"
#include "support/database.hpp"
#include "type_session.hpp"
#include "unit/types/wire.hpp"

using namespace type_tests;
namespace pg = orm::pg;

namespace {

std::size_t case_count() {
    const char* wanted = std::getenv("ORM_PROPERTY_CASES");
    return wanted == nullptr ? 10'000 : std::stoul(wanted);
}

std::uint64_t bits() { return wire::random()(); }

/// Random bits, but often a border: zero, all ones, the smallest and the largest.
template <class Integer>
Integer any_integer() {
    switch (bits() % 16) {
        case 0: return Integer{0};
        case 1: return static_cast<Integer>(-1);
        case 2: return std::numeric_limits<Integer>::min();
        case 3: return std::numeric_limits<Integer>::max();
        default: return static_cast<Integer>(bits());
    }
}

std::int64_t between(std::int64_t first, std::int64_t last) {
    const auto range = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + bits() % range);
}

template <class Value>
Value any_time(std::int64_t first, std::int64_t last) {
    using count = typename Value::count_type;
    if (bits() % 32 == 0) return Value::infinity();
    if (bits() % 32 == 0) return Value::negative_infinity();
    return Value::from_server_count(static_cast<count>(between(first, last)));
}

orm::decimal any_decimal() {
    std::string text = bits() % 2 == 0 ? "-" : "";
    for (auto count = bits() % 40; count > 0; --count) text += static_cast<char>('0' + bits() % 10);
    text += "0.";
    for (auto count = bits() % 40; count > 0; --count) text += static_cast<char>('0' + bits() % 10);
    return bits() % 50 == 0 ? orm::decimal::nan() : orm::decimal(text);
}

std::string any_text() {
    static const char* const parts[] = {
        "a",  "'", "\"",   "\\", "\n",   "\xC3\xBC",     "\xF0\x9F\x98\x80",
        "{",  ",", "NULL", " ",  "\x01", "\xEF\xBB\xBF", "e\xCC\x81",
        "--", "$1"};
    std::string text;
    for (auto count = bits() % 12; count > 0; --count) text += parts[bits() % std::size(parts)];
    return text;
}

template <std::size_t Size, class Value>
Value any_bytes() {
    Value value;
    for (auto& byte : value.bytes) byte = static_cast<unsigned char>(bits());
    return value;
}

/// Sends batches as arrays; the server's array_recv and array_send call the type's own functions.
template <class Sql, class Make>
std::size_t round_trip(type_session& session, std::size_t count, Make make) {
    std::size_t changed = 0;
    while (count > 0) {
        const std::size_t batch = std::min<std::size_t>(count, 10'000);
        std::vector<orm::value_t<Sql>> values;
        for (std::size_t i = 0; i < batch; ++i) values.push_back(make());
        const parameter sent = session.bind<pg::array<Sql>>(values);
        const auto answer = session.run("select $1", {sent});
        if (!orm::fits_column<pg::array<Sql>>(answer.column_oid(0), &session)) ++changed;
        const auto back = orm::codec<pg::array<Sql>>::decode(answer.bytes(0, 0));
        if (session.bind<pg::array<Sql>>(back).bytes != sent.bytes) ++changed;
        count -= batch;
    }
    return changed;
}

}  // namespace

TEST_CASE("B3: random values of every fixed-width type come back bit by bit") {
    orm_test::test_database database;
    type_session session(database.url());
    const std::size_t count = case_count();
    const auto real = [] { return std::bit_cast<double>(any_integer<std::uint64_t>()); };
    CHECK(round_trip<pg::int2>(session, count, any_integer<std::int16_t>) == 0);
    CHECK(round_trip<pg::int4>(session, count, any_integer<std::int32_t>) == 0);
    CHECK(round_trip<pg::int8>(session, count, any_integer<std::int64_t>) == 0);
    CHECK(round_trip<pg::oid_type>(session, count, any_integer<std::uint32_t>) == 0);
    CHECK(round_trip<pg::xid8>(session, count, any_integer<std::uint64_t>) == 0);
    CHECK(round_trip<pg::boolean>(session, count, [] { return bits() % 2 == 0; }) == 0);
    CHECK(round_trip<pg::float8>(session, count, real) == 0);
    CHECK(round_trip<pg::float4>(session, count, [] {
              return std::bit_cast<float>(any_integer<std::uint32_t>());
          }) == 0);
    CHECK(round_trip<pg::point>(session, count, [&] { return pg::point{real(), real()}; }) == 0);
    CHECK(round_trip<pg::money>(session, count,
                                [] { return pg::money{any_integer<std::int64_t>()}; }) == 0);
    CHECK(round_trip<pg::uuid>(session, count, any_bytes<16, pg::uuid>) == 0);
    CHECK(round_trip<pg::macaddr>(session, count, any_bytes<6, pg::macaddr>) == 0);
    CHECK(round_trip<pg::macaddr8>(session, count, any_bytes<8, pg::macaddr8>) == 0);
    std::printf("property round trip: %zu values of each fixed-width type\n", count);
}

TEST_CASE("B3: random dates, times and intervals come back bit by bit") {
    orm_test::test_database database;
    type_session session(database.url());
    const std::size_t count = case_count();
    const auto moment = [] {
        return any_time<orm::extended<orm::sys_microseconds>>(-211'813'488'000'000'000,
                                                              9'223'371'331'199'999'999);
    };
    const auto day = [] {
        return any_time<orm::extended<std::chrono::sys_days>>(-2'451'545, 2'145'031'948);
    };
    const auto clock = [] { return std::chrono::microseconds(between(0, 86'400'000'000)); };
    CHECK(round_trip<pg::extended_timestamptz>(session, count, moment) == 0);
    CHECK(round_trip<pg::extended_date>(session, count, day) == 0);
    CHECK(round_trip<pg::time>(session, count, clock) == 0);
    CHECK(round_trip<pg::timetz>(session, count, [&] {
              return pg::timetz{clock(), std::chrono::seconds(between(-57'599, 57'599))};
          }) == 0);
    CHECK(round_trip<pg::interval>(session, count, [] {
              return pg::interval{any_integer<std::int32_t>(), any_integer<std::int32_t>(),
                                  std::chrono::microseconds(any_integer<std::int64_t>())};
          }) == 0);
}

TEST_CASE("B3: random values of variable width come back unchanged") {
    orm_test::test_database database;
    type_session session(database.url());
    const std::size_t count = case_count() / 10;
    CHECK(round_trip<pg::numeric>(session, count, any_decimal) == 0);
    CHECK(round_trip<pg::text>(session, count, any_text) == 0);
    CHECK(round_trip<pg::bytea>(session, count, [] {
              std::vector<std::byte> value(bits() % 64);
              for (std::byte& byte : value) byte = static_cast<std::byte>(bits());
              return value;
          }) == 0);
    CHECK(round_trip<pg::varbit>(session, count, [] {
              orm::bit_string value(bits() % 64);
              for (std::size_t i = 0; i < value.size(); ++i) value.set(i, bits() % 2 == 0);
              return value;
          }) == 0);
}

TEST_CASE("B3: random addresses and ranges come back unchanged") {
    orm_test::test_database database;
    type_session session(database.url());
    const std::size_t count = case_count() / 10;
    CHECK(round_trip<pg::inet>(session, count, [] {
              pg::inet value;
              value.address.is_ipv6 = bits() % 2 == 0;
              for (std::size_t i = 0; i < value.address.byte_count(); ++i)
                  value.address.bytes[i] = static_cast<unsigned char>(bits() % 4 == 0 ? bits() : 0);
              value.address.prefix_length =
                  static_cast<std::uint8_t>(between(0, value.address.max_prefix_length()));
              return value;
          }) == 0);
    CHECK(round_trip<pg::numrange>(session, count, [] {
              const auto drawn = any_decimal();
              const auto low = drawn.is_nan() ? orm::decimal(0) : drawn;
              return orm::range<orm::decimal>{low, orm::decimal::infinity(), bits() % 2 == 0, true};
          }) == 0);
}

TEST_CASE("B3: decimal and inet print what the server prints") {
    orm_test::test_database database;
    type_session session(database.url());
    for (int i = 0; i < 500; ++i) {
        const orm::decimal number = any_decimal();
        CHECK(session.text_value("select $1", {session.bind<pg::numeric>(number)}) ==
              number.to_string());
        pg::inet address;
        address.address.is_ipv6 = true;
        address.address.prefix_length = 128;
        for (auto& byte : address.address.bytes)
            byte = static_cast<unsigned char>(bits() % 3 == 0 ? bits() : 0);
        CHECK(session.text_value("select $1", {session.bind<pg::inet>(address)}) ==
              address.to_string());
        CHECK(pg::inet::parse(address.to_string()) == address);
    }
}
