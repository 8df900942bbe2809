// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <orm/migrate/plan.hpp>

using orm::migration::applied_row;
using orm::migration::compare;
using orm::migration::migration_entry;
using orm::migration::migration_plan;
using state = orm::migration_state;

namespace {

using entries = std::vector<migration_entry>;
using rows = std::vector<applied_row>;
using states = std::vector<state>;

migration_entry entry(const char* name, std::int64_t created_at, const char* hash) {
    return {name, created_at, hash, 0};
}

states states_of(const migration_plan& plan) {
    states found;
    for (const auto& one : plan.migrations) found.push_back(one.state);
    return found;
}

const entries three = {entry("0000_a", 1000, "aa"), entry("0001_b", 2000, "bb"),
                       entry("0002_c", 3000, "cc")};

}  // namespace

TEST_CASE("plan: everything is pending in an empty database", "[migrate]") {
    CHECK(states_of(compare(three, {})) == states{state::pending, state::pending, state::pending});
}

TEST_CASE("plan: a row with the same time and text is applied", "[migrate]") {
    const auto plan =
        compare(three, {{1, "aa", 1000, {}, {}}, {2, "bb", 2000, {}, {}}, {3, "cc", 3000, {}, {}}});
    CHECK(plan.is_up_to_date());
}

TEST_CASE("plan: a gap is named although later migrations are applied", "[migrate]") {
    const auto plan = compare(three, {{1, "aa", 1000, {}, {}}, {2, "cc", 3000, {}, {}}});
    CHECK(states_of(plan) == states{state::applied, state::out_of_order, state::applied});
}

TEST_CASE("plan: a time that goes backwards in the journal is no gap", "[migrate]") {
    const entries backwards = {entry("0000_a", 3000, "aa"), entry("0001_b", 1000, "bb")};
    CHECK(states_of(compare(backwards, {{1, "aa", 3000, {}, {}}})) ==
          states{state::applied, state::pending});
}

TEST_CASE("plan: another text under the same time is an edit", "[migrate]") {
    CHECK(states_of(compare(three, {{1, "xx", 1000, {}, {}}}))[0] == state::edited);
}

TEST_CASE("plan: the same text under another time or name is renamed", "[migrate]") {
    CHECK(states_of(compare(three, {{1, "aa", 777000, {}, {}}}))[0] == state::renamed);
    CHECK(states_of(compare(three, {{1, "aa", 1000, "0000_old", {}}}))[0] == state::renamed);
}

TEST_CASE("plan: a name decides where there is one", "[migrate]") {
    const auto plan = compare(three, {{1, "zz", 9000, "0001_b", {}}});
    CHECK(states_of(plan)[1] == state::edited);
    CHECK(states_of(plan)[0] == state::out_of_order);
}

TEST_CASE("plan: two migrations with one time are told apart by their text", "[migrate]") {
    const entries twins = {entry("0000_a", 1000, "aa"), entry("0000_b", 1000, "bb")};
    CHECK(states_of(compare(twins, {{1, "aa", 1000, {}, {}}})) ==
          states{state::applied, state::pending});
    CHECK(states_of(compare(twins, {{1, "bb", 1000, {}, {}}})) ==
          states{state::out_of_order, state::applied});
}

TEST_CASE("plan: equal texts are two migrations", "[migrate]") {
    const entries twins = {entry("0000_a", 1000, "aa"), entry("0001_b", 2000, "aa")};
    CHECK(states_of(compare(twins, {{1, "aa", 1000, {}, {}}})) ==
          states{state::applied, state::pending});
}

TEST_CASE("plan: times cut to the second still match", "[migrate]") {
    const entries folders = {entry("19700101000001_a", 1000, "aa")};
    CHECK(compare(folders, {{1, "aa", 1234, {}, {}}}).is_up_to_date());
}

TEST_CASE("plan: a row that the folder lacks is missing or ahead by its time", "[migrate]") {
    const auto plan = compare(three, {{1, "q1", 500, {}, {}}, {2, "q2", 9000, {}, {}}});
    CHECK(plan.missing_rows == std::vector<std::size_t>{0});
    CHECK(plan.ahead_rows == std::vector<std::size_t>{1});
}

TEST_CASE("plan: a migration recorded twice is no missing one", "[migrate]") {
    const auto plan = compare(three, {{1, "aa", 1000, {}, {}}, {2, "aa", 1000, {}, {}}});
    CHECK(plan.repeated_rows == std::vector<std::size_t>{1});
    CHECK(plan.missing_rows.empty());
}
