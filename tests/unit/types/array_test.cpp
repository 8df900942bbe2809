// SPDX-License-Identifier: MIT
// Arrays: shapes, NULL elements and lower bounds are kept or refused, never lost.
#include <orm/types/boolean.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/multi_array.hpp>
#include <orm/types/numeric.hpp>
#include <orm/types/text.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;
using ints = pg::array<pg::int4>;
using nullable_ints = pg::array_of_nullable<pg::int4>;
using any_ints = pg::multi_array<pg::int4>;

namespace {

constexpr const char* empty = "000000000000000000000017";
constexpr const char* one_null_three =
    "00000001000000010000001700000003000000010000000400000001ffffffff0000000400000003";
constexpr const char* from_two =
    "0000000100000000000000170000000300000002000000040000000100000004000000020000000400000003";

}  // namespace

TEST_CASE("array: oid and name follow from the element") {
    STATIC_REQUIRE(ints::oid == 1007);
    CHECK(std::string(ints::name) == "integer[]");
    STATIC_REQUIRE(ints::accepts(1007));
    STATIC_REQUIRE_FALSE(ints::accepts(1016));
    STATIC_REQUIRE(pg::array<pg::text>::accepts(1015));
}

TEST_CASE("array: vectors have the server's bytes") {
    CHECK(wire::encoded<ints>({}) == empty);
    CHECK(wire::decoded<ints>(empty).empty());
    CHECK(wire::round_trips<ints>({1, -2, 3}));
    CHECK(wire::round_trips<pg::array<pg::text>>({"", "NULL", "a,b", "{}", "\"\\"}));
    CHECK(wire::round_trips<pg::array<pg::boolean>>({true, false, true}));
}

TEST_CASE("array: NULL elements are optionals, or a typed error") {
    CHECK(wire::encoded<nullable_ints>({1, std::nullopt, 3}) == one_null_three);
    CHECK(wire::decoded<nullable_ints>(one_null_three) ==
          std::vector<std::optional<std::int32_t>>{1, std::nullopt, 3});
    CHECK_THROWS_AS(wire::decoded<ints>(one_null_three), orm::unexpected_null);
}

TEST_CASE("array: a vector refuses shapes that it would lose") {
    CHECK_THROWS_AS(wire::decoded<ints>(from_two), orm::invalid_value);
    CHECK(wire::decoded<any_ints>(from_two) == orm::multi_array<std::int32_t>{{{3, 2}}, {1, 2, 3}});
    CHECK(wire::encoded<any_ints>({{{3, 2}}, {1, 2, 3}}) == from_two);
}

TEST_CASE("array: any number of dimensions up to six round trips") {
    orm::multi_array<std::int32_t> value{{}, {7}};
    for (int dimension = 1; dimension <= 6; ++dimension) {
        value.dimensions.push_back({1, -dimension});
        CHECK(wire::round_trips<any_ints>(value));
    }
    value.dimensions.push_back({1, 1});
    CHECK_THROWS_AS(wire::encoded<any_ints>(value), orm::invalid_value);
    CHECK(wire::round_trips<any_ints>({{{2, 0}, {2, -1}}, {1, std::nullopt, 3, 4}}));
}

TEST_CASE("array: dimensions must agree with the elements") {
    CHECK_THROWS_AS(wire::encoded<any_ints>({{{2, 1}}, {1}}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<any_ints>({{}, {1}}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<any_ints>({{{0, 1}}, {}}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<any_ints>({{{1, 0x7fffffff}}, {1}}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<any_ints>({{{0x7fffffff, 0}, {0x7fffffff, 0}, {4, 1}}, {1}}),
                    orm::invalid_value);
}

TEST_CASE("array: fixed-size arrays take their size and no other") {
    using three = pg::fixed_array<pg::int4, 3>;
    CHECK(wire::round_trips<three>({1, 2, 3}));
    CHECK_THROWS_AS(wire::decoded<three>(empty), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<three>(one_null_three), orm::unexpected_null);
}

TEST_CASE("array: hostile headers end in typed errors before memory is asked for") {
    for (const char* hex :
         {"", "00000001", "ffffffff0000000000000017", "000000070000000000000017",
          "000000010000000200000017", "0000000100000000000000177fffffff00000001",
          "000000010000000000000017ffffffff00000001",
          "00000001000000000000001700000001000000010000000a",
          "000000010000000000000017000000010000000100000003000001",
          "00000001000000000000001700000001000000010000000400000001ff",
          "000000010000000000000017000000010000000180000000",
          "0000000100000000000000190000000100000001000000040000000",
          "00000006000000000000001770000000000000017000000000000001700000000000000170000000"
          "0000000170000000000000017000000000000001"}) {
        CHECK_THROWS_AS(wire::decoded<ints>(hex), orm::error);
        CHECK_THROWS_AS(wire::decoded<any_ints>(hex), orm::error);
    }
}

TEST_CASE("array: elements of another type are refused") {
    const char* texts = "000000010000000000000019000000010000000100000004000000ff";
    CHECK_THROWS_AS(wire::decoded<ints>(texts), orm::invalid_value);
}
