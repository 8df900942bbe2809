// SPDX-License-Identifier: MIT
// Steps of plans: order, transactions, the way back, hazards.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <orm/diff/plan.hpp>

using namespace orm;
using sql_list = std::vector<std::string>;

namespace {

catalog::table users() {
    catalog::table table;
    table.schema = "public";
    table.name = "users";
    catalog::column age;
    age.name = "age";
    age.type = {"", "integer", 0};
    table.columns.push_back(age);
    return table;
}

catalog::database with(catalog::table table) {
    catalog::database database;
    database.tables.push_back(std::move(table));
    return database;
}

bool has_hazard(const diff::step& step, const std::string& code) {
    for (const diff::hazard& each : step.hazards)
        if (each.code == code) return true;
    return false;
}

}  // namespace

TEST_CASE("plan: equal catalogs need no steps", "[diff]") {
    CHECK(diff::make_plan(with(users()), with(users())).is_empty());
}

TEST_CASE("plan: a rename is never guessed", "[diff]") {
    catalog::table people = users();
    people.name = "people";
    CHECK(diff::make_plan(with(users()), with(people)).statements().size() == 2);
    const auto renamed = diff::make_plan(with(users()), with(people),
                                         diff::renames_from({{"public.users", "public.people"}}));
    CHECK(renamed.statements() == sql_list{R"(ALTER TABLE "users" RENAME TO "people";)"});
    CHECK(renamed.reverse() == sql_list{R"(ALTER TABLE "people" RENAME TO "users";)"});
}

TEST_CASE("plan: a check follows the rename of its column", "[diff]") {
    catalog::table before = users();
    before.checks.push_back({"adult", "\"age\" > 17", true, true, ""});
    catalog::table after = before;
    after.columns[0].name = "years";
    after.checks[0].expression = "\"years\" > 17";
    const auto plan =
        diff::make_plan(with(before), with(after),
                        diff::renames_from({{"public.users.age", "public.users.years"}}));
    CHECK(plan.statements() == sql_list{R"(ALTER TABLE "users" RENAME COLUMN "age" TO "years";)"});
}

TEST_CASE("plan: dropping a column is undone without its data", "[diff]") {
    catalog::table before = users();
    catalog::table after = users();
    before.columns.push_back(before.columns[0]);
    before.columns[1].name = "name";
    const auto plan = diff::make_plan(with(before), with(after));
    REQUIRE(plan.steps.size() == 1);
    CHECK(plan.reverse() == sql_list{R"(ALTER TABLE "users" ADD COLUMN "name" integer;)"});
    CHECK_THAT(plan.steps[0].reverse_note, orm_test::contains_text("without its data"));
    CHECK(has_hazard(plan.steps[0], "data_loss"));
}

TEST_CASE("plan: the way back of a NOT NULL column without default says that it fails on rows",
          "[diff]") {
    catalog::table before = users();
    before.columns.push_back(before.columns[0]);
    before.columns[1].name = "name";
    before.columns[1].is_not_null = true;
    const auto plan = diff::make_plan(with(before), with(users()));
    REQUIRE(plan.steps.size() == 1);
    CHECK_THAT(plan.steps[0].reverse_note, orm_test::contains_text("fails on a table with rows"));
    before.columns[1].default_expression = "7";
    const auto filled = diff::make_plan(with(before), with(users()));
    CHECK_THAT(filled.steps[0].reverse_note, !orm_test::contains_text("fails"));
}

TEST_CASE("plan: a wider type rewrites the table and refuses no value", "[diff]") {
    const auto hazards = [](const char* from, const char* to) {
        catalog::table before = users();
        catalog::table after = users();
        before.columns[0].type.name = from;
        after.columns[0].type.name = to;
        const auto plan = diff::make_plan(with(before), with(after));
        REQUIRE(plan.steps.size() == 1);
        CHECK(has_hazard(plan.steps[0], "table_rewrite"));
        return has_hazard(plan.steps[0], "may_fail_on_rows");
    };
    CHECK_FALSE(hazards("integer", "bigint"));
    CHECK_FALSE(hazards("smallint", "numeric"));
    CHECK_FALSE(hazards("uuid", "text"));
    CHECK(hazards("bigint", "integer"));
    CHECK(hazards("integer", "numeric(4,2)"));
    CHECK(hazards("text", "integer"));
}

TEST_CASE("plan: SET NOT NULL names the way that holds no long lock", "[diff]") {
    catalog::table after = users();
    after.columns[0].is_not_null = true;
    const auto plan = diff::make_plan(with(users()), with(after));
    REQUIRE(plan.steps.size() == 1);
    REQUIRE(has_hazard(plan.steps[0], "may_fail_on_rows"));
    CHECK(plan.steps[0].hazards[0].safer_sql.size() == 4);
}

TEST_CASE("plan: an index that is built concurrently runs outside of the transaction", "[diff]") {
    catalog::table after = users();
    catalog::index index;
    index.name = "by_age";
    index.keys.push_back({"age", false, false, false, "", ""});
    index.concurrently = true;
    after.indexes.push_back(index);
    const auto plan = diff::make_plan(with(users()), with(after));
    REQUIRE(plan.steps.size() == 1);
    CHECK(plan.steps[0].transaction == diff::transaction_rule::outside);
    CHECK(has_hazard(plan.steps[0], "not_transactional"));
}

TEST_CASE("plan: a new value of an enum is committed before it is used", "[diff]") {
    catalog::database before;
    before.enums.push_back({"public", "mood", {"a", "c"}, ""});
    catalog::database after;
    after.enums.push_back({"public", "mood", {"a", "b", "c"}, ""});
    const auto plan = diff::make_plan(before, after);
    REQUIRE(plan.steps.size() == 1);
    CHECK(plan.statements() == sql_list{R"(ALTER TYPE "mood" ADD VALUE 'b' BEFORE 'c';)"});
    CHECK(plan.steps[0].transaction == diff::transaction_rule::commit_after);
    CHECK_THAT(plan.steps[0].reverse_note, orm_test::contains_text("fails when a row holds"));
}

TEST_CASE("plan: what happens to a new table is no hazard", "[diff]") {
    catalog::table table = users();
    catalog::index index;
    index.name = "by_age";
    index.keys.push_back({"age", false, false, false, "", ""});
    table.indexes.push_back(index);
    for (const diff::step& step : diff::make_plan({}, with(table)).steps)
        CHECK(step.hazards.empty());
}

TEST_CASE("plan: hostile names are quoted, names that do not fit are refused", "[diff]") {
    catalog::table table = users();
    table.name = "a\"; drop table b; --";
    CHECK_THAT(diff::make_plan({}, with(table)).statements()[0],
               orm_test::contains_text("CREATE TABLE \"a\"\"; drop table b; --\" ("));
    table.name = std::string(64, 'x');
    CHECK_THROWS_AS(diff::make_plan({}, with(table)), invalid_identifier);
}
