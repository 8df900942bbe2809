// SPDX-License-Identifier: MIT
// Random schemas go to a server and come back unchanged, forwards and backwards.
#include "support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "live_database.hpp"
#include "random_schema.hpp"

namespace {

/// What is compared after a way back: DROP COLUMN and ADD COLUMN change the order of columns.
orm::catalog::database without_column_order(orm::catalog::database of) {
    for (orm::catalog::table& table : of.tables)
        std::sort(table.columns.begin(), table.columns.end(),
                  [](const auto& lhs, const auto& rhs) { return lhs.name < rhs.name; });
    return of;
}

void check_round_trip(unsigned seed) {
    INFO("seed " << seed);
    orm_test::random_schema random(seed);
    const orm::catalog::database first = random.make();
    const orm::catalog::database second = random.change(first);
    orm_test::live_database live;

    const orm::diff::plan creation = orm::diff::make_plan({}, first);
    INFO(orm_test::as_text(creation.statements()));
    REQUIRE(live.run_all(creation.statements()) == "");
    const orm::catalog::database first_live = live.inspect();
    CHECK(orm_test::as_text(
              orm::diff::make_plan(first_live, live.normalised(first)).statements()) == "");

    const orm::diff::plan change = orm::diff::make_plan(first_live, live.normalised(second));
    INFO(orm_test::as_text(change.statements()));
    REQUIRE(live.run_all(change.statements()) == "");
    CHECK(orm_test::as_text(
              orm::diff::make_plan(live.inspect(), live.normalised(second)).statements()) == "");

    INFO(orm_test::as_text(change.reverse()));
    REQUIRE(live.run_all(change.reverse()) == "");
    CHECK(orm_test::as_text(orm::diff::make_plan(without_column_order(live.inspect()),
                                                 without_column_order(first_live))
                                .statements()) == "");
}

}  // namespace

TEST_CASE("random schemas: 200 round trips leave nothing to change", "[diff]") {
    const char* only = std::getenv("ORM_TEST_SEED");
    if (only != nullptr) return check_round_trip(static_cast<unsigned>(std::atoi(only)));
    for (unsigned seed = 1; seed <= 200; ++seed) check_round_trip(seed);
}
