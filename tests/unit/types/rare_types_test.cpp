// SPDX-License-Identifier: MIT
// Bits, geometry, text search, system types and extension types on the wire.
#include <cmath>
#include <limits>

#include <orm/types/bits.hpp>
#include <orm/types/geometric.hpp>
#include <orm/types/hstore.hpp>
#include <orm/types/postgis.hpp>
#include <orm/types/system.hpp>
#include <orm/types/text_extensions.hpp>
#include <orm/types/text_search.hpp>
#include <orm/types/vector.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;

TEST_CASE("bits: the first bit is the highest of the first byte") {
    CHECK(wire::encoded<pg::varbit>(orm::bit_string("101010101")) == "00000009aa80");
    CHECK(wire::decoded<pg::bit>("00000008a0").to_string() == "10100000");
    CHECK(wire::encoded<pg::varbit>({}) == "00000000");
    CHECK_THROWS_AS(orm::bit_string("012"), orm::invalid_value);
    for (const char* hex :
         {"", "00000001", "000000018000", "00000001c0", "ffffffff00", "0000000900"})
        CHECK_THROWS_AS(wire::decoded<pg::varbit>(hex), orm::invalid_value);
}

TEST_CASE("geometric: negative zero, NaN and infinities keep their bits") {
    for (const char* hex : {"00000000000000008000000000000000", "7ff80000000000007ff0000000000000",
                            "7fe1ccf385ebc8a0800730d67819e8d2"})
        CHECK(wire::encoded<pg::point>(wire::decoded<pg::point>(hex)) == hex);
}

TEST_CASE("geometric: all seven shapes round trip") {
    CHECK(wire::round_trips<pg::line>({1, -1, 0}));
    CHECK(wire::round_trips<pg::lseg>({{0, 0}, {1, 1}}));
    CHECK(wire::round_trips<pg::box>({{1, 1}, {0, 0}}));
    CHECK(wire::round_trips<pg::path>({{{0, 0}, {1, 1}}, true}));
    CHECK(wire::round_trips<pg::polygon>({{{0, 0}, {1, 1}, {2, 0}}}));
    CHECK(wire::round_trips<pg::circle>({{0, 0}, 1.5}));
}

TEST_CASE("geometric: counts that the bytes do not hold are typed errors") {
    for (const char* hex :
         {"", "00000001", "ffffffff", "10000000", "0000000100000000000000000000000000"})
        CHECK_THROWS_AS(wire::decoded<pg::polygon>(hex), orm::invalid_value);
    for (const char* hex : {"", "02", "0200000000", "0100000001"})
        CHECK_THROWS_AS(wire::decoded<pg::path>(hex), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::box>("00"), orm::invalid_value);
}

TEST_CASE("tsvector: lexemes, positions and weights") {
    const char* hex = "0000000361000002c00180026200000069742773000000";
    const auto value = wire::decoded<pg::tsvector>(hex);
    REQUIRE(value.lexemes.size() == 3);
    CHECK(value.lexemes[0] == pg::lexeme{"a", {{1, 'A'}, {2, 'B'}}});
    CHECK(value.lexemes[2].text == "it's");
    CHECK(wire::encoded<pg::tsvector>(value) == hex);
    for (const char* bad : {"", "ffffffff", "0000000161", "00000001610000", "0000000161000001",
                            "00000001610000010001ff"})
        CHECK_THROWS_AS(wire::decoded<pg::tsvector>(bad), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::tsvector>({{{"a", {{0, 'A'}}}}}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::tsvector>({{{"a", {{1, 'E'}}}}}), orm::invalid_value);
}

TEST_CASE("tsquery: prefix notation as the server sends it") {
    const char* hex = "00000006020301000163000202020101000062000100006100";
    const auto value = wire::decoded<pg::tsquery>(hex);
    REQUIRE(value.items.size() == 6);
    CHECK(value.items[1].is_prefix);
    CHECK(value.items[3].what == pg::tsquery_item::kind::not_);
    CHECK(wire::encoded<pg::tsquery>(value) == hex);
    for (const char* bad : {"", "ffffffff", "00000001", "000000010205", "0000000103",
                            "00000001010000", "0000000101ff006100", "000000010204"})
        CHECK_THROWS_AS(wire::decoded<pg::tsquery>(bad), orm::invalid_value);
}

TEST_CASE("system types: sizes are checked, numbers are unsigned") {
    CHECK(wire::decoded<pg::oid_type>("ffffffff") == 4'294'967'295U);
    CHECK(wire::decoded<pg::xid8>("ffffffffffffffff") == std::numeric_limits<std::uint64_t>::max());
    CHECK(wire::decoded<pg::tid>("ffffffffffff") == pg::tid{4'294'967'295U, 65'535});
    CHECK(wire::decoded<pg::money>("8000000000000000").smallest_units ==
          std::numeric_limits<std::int64_t>::min());
    CHECK(wire::decoded<pg::byte_char>("ff") == '\xff');
    CHECK(wire::round_trips<pg::pg_lsn>({0x1234567890}));
    CHECK_THROWS_AS(wire::decoded<pg::oid_type>("00"), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::tid>("0000000000"), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::name_type>(std::string(64, 'a')), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::jsonpath>("0224"), orm::invalid_value);
}

TEST_CASE("hstore: NULL is not empty, and no key comes twice") {
    CHECK(wire::round_trips<pg::hstore>({{"", ""}, {"a", std::nullopt}, {"b", "NULL"}}));
    for (const char* hex : {"", "00000001", "00000001ffffffffffffffff", "7fffffff",
                            "0000000200000001610000000162000000016100000001620",
                            "000000020000000161ffffffff0000000161ffffffff"})
        CHECK_THROWS_AS(wire::decoded<pg::hstore>(hex), orm::invalid_value);
}

TEST_CASE("ltree and citext: text with and without a version") {
    CHECK(wire::encoded<pg::ltree>("a.b") == "01612e62");
    CHECK(wire::decoded<pg::ltree>("01612e62") == "a.b");
    CHECK_THROWS_AS(wire::decoded<pg::ltree>("02612e62"), orm::invalid_value);
    CHECK(wire::round_trips<pg::citext>("Ann"));
}

TEST_CASE("vector: dimensions are counted, floats keep their bits") {
    CHECK(wire::encoded<pg::vector>({1.0F, -2.5F}) == "000200003f800000c0200000");
    CHECK(wire::round_trips<pg::vector>({1.0F, std::numeric_limits<float>::denorm_min()}));
    CHECK(wire::round_trips<pg::halfvec>({orm::half::nearest(1.0F), orm::half::nearest(-0.5F)}));
    CHECK(wire::round_trips<pg::sparsevec>({5, {0, 3}, {1.0F, 2.0F}}));
    for (const char* hex : {"", "0001", "00010001", "00010000", "000100003f8000", "ffff0000"})
        CHECK_THROWS_AS(wire::decoded<pg::vector>(hex), orm::invalid_value);
    for (const char* hex :
         {"", "0000000500000001000000000000000500000000", "00000005ffffffff0000000000000000",
          "000000050000000100000000ffffffff00000000"})
        CHECK_THROWS_AS(wire::decoded<pg::sparsevec>(hex), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::sparsevec>({5, {3, 0}, {1, 2}}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::vector>({}), orm::invalid_value);
}

TEST_CASE("half: every bit pattern becomes a float and comes back") {
    for (unsigned bits = 0; bits <= 0xffff; ++bits) {
        const orm::half value{static_cast<std::uint16_t>(bits)};
        const float number = value.to_float();
        const bool is_same = std::isnan(number) || orm::half::nearest(number) == value;
        if (!is_same) FAIL(bits);
    }
}

TEST_CASE("half: numbers between two halves go to the nearer, ties to the even one") {
    CHECK(orm::half::nearest(65504.0F).bits == 0x7bff);
    CHECK(orm::half::nearest(65519.0F).bits == 0x7bff);
    CHECK(orm::half::nearest(65520.0F).bits == 0x7c00);
    CHECK(orm::half::nearest(1.0F + 0x1p-11F).bits == 0x3c00);
    CHECK(orm::half::nearest(1.0F + 0x3p-11F).bits == 0x3c02);
    CHECK(orm::half::nearest(0x1p-25F).bits == 0x0000);
    CHECK(orm::half::nearest(0x1.8p-25F).bits == 0x0001);
    CHECK(orm::half::nearest(-1e-30F).bits == 0x8000);
}

TEST_CASE("geometry: bytes that are no WKB are refused") {
    const pg::geometry point =
        wire::decoded<pg::geometry>("0101000000000000000000f03f0000000000000040");
    CHECK(wire::round_trips<pg::geometry>(point));
    CHECK_THROWS_AS(wire::decoded<pg::geometry>("01"), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::geography>("0201000000"), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::geometry>({}), orm::invalid_value);
}
