// SPDX-License-Identifier: MIT
// Enums: labels by reflection, by table, and what is refused.
#include <orm/types/array.hpp>
#include <orm/types/enumeration.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;

namespace enumeration_test {

enum class state { open, in_progress, done = 100 };
enum class odd { plain, spaced, empty };

}  // namespace enumeration_test

template <>
struct orm::labels_of<enumeration_test::odd> {
    static constexpr orm::label<enumeration_test::odd> list[] = {
        {enumeration_test::odd::plain, "plain"},
        {enumeration_test::odd::spaced, "with space"},
        {enumeration_test::odd::empty, ""}};
};

using state_type = pg::enumeration<enumeration_test::state, "shop.state">;
using odd_type = pg::enumeration<enumeration_test::odd, "odd">;

TEST_CASE("enumerators: names are found in the range, in order") {
    const auto& found = orm::meta::enumerators<enumeration_test::state>;
    REQUIRE(found.size() == 3);
    CHECK(found.items[1].name == "in_progress");
    CHECK(found.items[2].value == enumeration_test::state::done);
}

TEST_CASE("enumeration: labels are the enumerators' names") {
    CHECK(wire::encoded<state_type>(enumeration_test::state::in_progress) ==
          wire::hex("in_progress"));
    CHECK(wire::decoded<state_type>(wire::hex("done")) == enumeration_test::state::done);
}

TEST_CASE("enumeration: a label table replaces the names") {
    CHECK(wire::encoded<odd_type>(enumeration_test::odd::spaced) == wire::hex("with space"));
    CHECK(wire::decoded<odd_type>("") == enumeration_test::odd::empty);
}

TEST_CASE("enumeration: unknown labels and unnamed values are typed errors") {
    CHECK_THROWS_AS(wire::decoded<state_type>(wire::hex("closed")), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<state_type>(""), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<state_type>(static_cast<enumeration_test::state>(7)),
                    orm::invalid_value);
}

TEST_CASE("enumeration: the database is asked for the oid") {
    wire::one_type known(70'000);
    wire::one_type unknown(0);
    CHECK(orm::parameter_oid<state_type>(&known) == 70'000);
    CHECK(orm::fits_column<state_type>(70'000, &known));
    CHECK_FALSE(orm::fits_column<state_type>(25, &known));
    CHECK_THROWS_AS(orm::parameter_oid<state_type>(&unknown), orm::type_not_found);
    CHECK_THROWS_AS(orm::parameter_oid<state_type>(nullptr), orm::type_not_found);
}

TEST_CASE("enumeration: arrays carry the enum's own oid") {
    using states = pg::array<state_type>;
    wire::one_type known(70'000);
    CHECK(std::string(states::name) == "shop.state[]");
    CHECK(wire::encoded<states>({enumeration_test::state::open}, &known) ==
          "0000000100000000000111700000000100000001000000046f70656e");
    CHECK(wire::round_trips<states>({enumeration_test::state::open, enumeration_test::state::done},
                                    &known));
}
