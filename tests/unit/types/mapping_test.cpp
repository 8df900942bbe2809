// SPDX-License-Identifier: MIT
// The user's own types: mappings, domains and composites.
#include <orm/types/array.hpp>
#include <orm/types/composite.hpp>
#include <orm/types/domain.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/mapping.hpp>
#include <orm/types/numeric.hpp>
#include <orm/types/text.hpp>
#include <orm/types/uuid.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;
using orm_test::contains_text;

namespace mapping_test {

struct email_address {
    std::string text;
    bool operator==(const email_address&) const = default;
};

struct cents {
    std::int64_t count = 0;
    bool operator==(const cents&) const = default;
};

struct price {
    cents amount;
    std::optional<std::string> currency;
    std::vector<std::int32_t> discounts;
    bool operator==(const price&) const = default;
};

}  // namespace mapping_test

template <>
struct orm::mapping<mapping_test::email_address> {
    using stored_as = orm::pg::text;
    static mapping_test::email_address from_stored(std::string text) { return {std::move(text)}; }
    static const std::string& to_stored(const mapping_test::email_address& value) {
        return value.text;
    }
};

template <>
struct orm::mapping<mapping_test::cents> {
    using stored_as = orm::pg::domain<orm::pg::int8, "cents">;
    static mapping_test::cents from_stored(std::int64_t count) { return {count}; }
    static std::int64_t to_stored(const mapping_test::cents& value) {
        if (value.count < 0) throw orm::invalid_value("cents are not negative");
        return value.count;
    }
};

using email = orm::mapped<mapping_test::email_address>;
using cents = orm::mapped<mapping_test::cents>;
using price = pg::composite<mapping_test::price, "price">;

TEST_CASE("mapped: a user's type travels as the type it is stored as") {
    STATIC_REQUIRE(email::oid == pg::text::oid);
    STATIC_REQUIRE(orm::viewable<email>);
    STATIC_REQUIRE_FALSE(orm::viewable<cents>);
    CHECK(wire::encoded<email>({"a@b.c"}) == wire::hex("a@b.c"));
    CHECK(wire::round_trips<email>({"a@b.c"}));
    CHECK_THROWS_AS(wire::encoded<email>({std::string("a\0b", 3)}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<cents>({-1}), orm::invalid_value);
}

TEST_CASE("mapped: C++ types find their SQL type") {
    STATIC_REQUIRE(std::is_same_v<orm::sql_type_for_t<mapping_test::email_address>, email>);
    STATIC_REQUIRE(std::is_same_v<orm::sql_type_for_t<std::int64_t>, pg::int8>);
    STATIC_REQUIRE(std::is_same_v<orm::sql_type_for_t<pg::uuid>, pg::uuid>);
    STATIC_REQUIRE(
        std::is_same_v<orm::sql_type_for_t<std::vector<std::string>>, pg::array<pg::text>>);
}

TEST_CASE("domain: alone under the base's oid, nested under its own") {
    wire::one_type known(70'000);
    using domain = pg::domain<pg::int4, "positive">;
    STATIC_REQUIRE(domain::oid == pg::int4::oid);
    CHECK(wire::encoded<domain>(7) == "00000007");
    CHECK(wire::encoded<pg::array<domain>>({7}, &known) ==
          "00000001000000000001117000000001000000010000000400000007");
    CHECK(wire::round_trips<pg::array<cents>>({{1}, {2}}, &known));
    CHECK_FALSE(pg::array<domain>::accepts(1007));
    CHECK_THROWS_AS(wire::encoded<pg::array<domain>>({7}), orm::type_not_found);
}

TEST_CASE("composite: fields keep order, NULL and their types") {
    wire::one_type known(70'000);
    const mapping_test::price value{{199}, std::nullopt, {1, 2}};
    CHECK(wire::round_trips<price>(value, &known));
    CHECK(wire::encoded<price>(value, &known) ==
          "00000003"
          "00011170000000080000000000000"
          "0c7"
          "00000019ffffffff"
          "000003ef000000240000000100000000000000170000000200000001"
          "0000000400000001"
          "0000000400000002");
}

TEST_CASE("composite: NULL without optional, wrong types and counts are typed errors") {
    const std::string null_amount =
        "0000000300000014ffffffff00000019ffffffff000003ef0000000c000000000000000000000017";
    CHECK_THROWS_AS(wire::decoded<price>(null_amount), orm::unexpected_null);
    CHECK_THROWS_WITH(wire::decoded<price>(null_amount), contains_text("field amount of price"));
    CHECK_THROWS_AS(wire::decoded<price>("0000000200000014ffffffff00000019ffffffff"),
                    orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<price>("0000000300000014"), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<price>(""), orm::invalid_value);
    CHECK_THROWS_WITH(
        wire::decoded<price>("00000003000000140000000800000000000000010000001700000004"),
        contains_text("field currency of price arrived with type oid 23"));
}
