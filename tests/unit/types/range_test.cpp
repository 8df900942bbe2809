// SPDX-License-Identifier: MIT
// Ranges: empty, unbounded and infinite are three different things.
#include <orm/types/array.hpp>
#include <orm/types/range.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;
using ints = orm::range<std::int32_t>;

TEST_CASE("range: the oracle's ranges have the oracle's bytes") {
    const std::pair<ints, const char*> cases[] = {
        {ints::empty(), "01"},
        {ints{}, "18"},
        {ints{1, 6}, "0200000004000000010000000400000006"},
        {ints{1, {}}, "120000000400000001"},
        {ints{{}, 6}, "080000000400000006"}};
    for (const auto& [value, hex] : cases) {
        CHECK(wire::encoded<pg::int4range>(value) == hex);
        CHECK(wire::decoded<pg::int4range>(hex) == value);
    }
}

TEST_CASE("range: inclusion of a bound is part of the value, of an absent bound it is not") {
    CHECK_FALSE(ints{1, 6} == ints{1, 6, false, false});
    CHECK_FALSE(ints{1, 6} == ints{1, 6, true, true});
    CHECK(ints{{}, 6, true, false} == ints{{}, 6, false, false});
    CHECK_FALSE(ints{} == ints::empty());
    CHECK(wire::round_trips<pg::int4range>({1, 6, false, true}));
}

TEST_CASE("range: infinite bounds are not unbounded") {
    using moment = orm::extended<orm::local_microseconds>;
    const orm::range<moment> infinite{moment::negative_infinity(), moment::infinity(), true, true};
    CHECK(wire::encoded<pg::tsrange>(infinite) ==
          "06000000088000000000000000000000087fffffffffffffff");
    CHECK(wire::round_trips<pg::tsrange>(infinite));
    CHECK_FALSE(infinite == orm::range<moment>{});
}

TEST_CASE("range: numbers keep their scale") {
    const auto value =
        wire::decoded<pg::numrange>("060000000a000100000000000100010000000a00010000000000020001");
    CHECK(value.lower->to_string() == "1.0");
    CHECK(value.upper->to_string() == "1.00");
}

TEST_CASE("range: bytes that the server never sends are typed errors") {
    for (const char* hex : {"", "02", "20", "80", "0100", "1800",
                            "02000000040000000100000004000000", "02ffffffff0000000400000006",
                            "0200000003000000000000040000000600", "020000000400000001ffffffff"})
        CHECK_THROWS_AS(wire::decoded<pg::int4range>(hex), orm::invalid_value);
}

TEST_CASE("multirange: any number of ranges, no count is believed") {
    CHECK(wire::encoded<pg::int4multirange>({}) == "00000000");
    CHECK(wire::round_trips<pg::int4multirange>({{1, 2}, {3, 4}, {9, {}}}));
    for (const char* hex : {"", "ffffffff", "00000001", "0000000100000001", "0000000000",
                            "000000017fffffff01", "00000001ffffffff00"})
        CHECK_THROWS_AS(wire::decoded<pg::int4multirange>(hex), orm::invalid_value);
}

TEST_CASE("range: arrays of ranges and range types of the user's own") {
    CHECK(wire::round_trips<pg::array<pg::int4range>>({{1, 2}, ints::empty()}));
    using prices = pg::range_of<pg::numeric, "price_range">;
    wire::one_type known(80'000);
    CHECK(orm::parameter_oid<prices>(&known) == 80'000);
    CHECK(wire::round_trips<prices>({orm::decimal("1.10"), orm::decimal("2")}));
}
