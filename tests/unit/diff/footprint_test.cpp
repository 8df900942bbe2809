// SPDX-License-Identifier: MIT
// Two branches from one state: which changes get into each other's way, and what both lead to.
#include "support/catch.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/footprint.hpp>
#include <orm/diff/merge.hpp>
#include <orm/diff/plan.hpp>

using namespace orm;

namespace {

catalog::column column(const std::string& name, const std::string& type = "integer") {
    catalog::column made;
    made.name = name;
    made.type = {"", type, 0};
    return made;
}

catalog::table table(const std::string& name, std::vector<catalog::column> columns) {
    catalog::table made;
    made.schema = "public";
    made.name = name;
    made.columns = std::move(columns);
    return made;
}

/// users(id, age), posts(id, author), an enum, a view of users.
catalog::database start() {
    catalog::database made;
    made.schemas.push_back({"auth", ""});
    made.tables.push_back(table("users", {column("id"), column("age")}));
    made.tables.front().primary_key = catalog::primary_key{"users_pkey", false, {"id"}, {}, {}, ""};
    made.tables.push_back(table("posts", {column("id"), column("author")}));
    made.enums.push_back({"public", "mood", {"sad", "happy"}, ""});
    return made;
}

using edit = std::function<void(catalog::database&)>;

diff::plan plan_of(const edit& change, const std::vector<diff::rename_answer>& renames = {}) {
    catalog::database after = start();
    change(after);
    return diff::make_plan(start(), after, diff::renames_from(renames));
}

bool are_in_conflict(const diff::plan& one, const diff::plan& other) {
    for (const diff::step& mine : one.steps)
        for (const diff::step& theirs : other.steps)
            if (diff::conflict(diff::footprint_of(mine.what), diff::footprint_of(theirs.what)))
                return true;
    return false;
}

bool are_in_conflict(const edit& one, const edit& other) {
    const bool found = are_in_conflict(plan_of(one), plan_of(other));
    CHECK(are_in_conflict(plan_of(other), plan_of(one)) == found);
    return found;
}

catalog::table& users(catalog::database& of) { return of.tables[0]; }
catalog::table& posts(catalog::database& of) { return of.tables[1]; }

edit adds_column(const std::string& name) {
    return [=](catalog::database& of) { users(of).columns.push_back(column(name)); };
}
edit adds_table(const std::string& name) {
    return [=](catalog::database& of) { of.tables.push_back(table(name, {column("id")})); };
}
edit adds_index(const std::string& name, const std::string& of_column) {
    return [=](catalog::database& of) {
        catalog::index made;
        made.name = name;
        made.keys.push_back({of_column, false, false, false, "", ""});
        users(of).indexes.push_back(made);
    };
}
edit adds_check(const std::string& name, const std::string& expression) {
    return [=](catalog::database& of) {
        users(of).checks.push_back({name, expression, true, true, ""});
    };
}
const edit drops_users = [](catalog::database& of) { of.tables.erase(of.tables.begin()); };
const edit drops_age = [](catalog::database& of) { users(of).columns.pop_back(); };
const edit widens_age = [](catalog::database& of) { users(of).columns[1].type.name = "bigint"; };
const edit sets_default = [](catalog::database& of) {
    users(of).columns[1].default_expression = "1";
};
const edit adds_reference = [](catalog::database& of) {
    catalog::foreign_key key;
    key.name = "posts_author_fk";
    key.columns = {"author"};
    key.referenced_schema = "public";
    key.referenced_table = "users";
    key.referenced_columns = {"id"};
    posts(of).foreign_keys.push_back(key);
};
edit adds_value(const std::string& value) {
    return [=](catalog::database& of) { of.enums[0].values.push_back(value); };
}
const edit uses_enum = [](catalog::database& of) {
    catalog::column mood = column("mood");
    mood.type = {"public", "mood", 0};
    users(of).columns.push_back(mood);
};
const edit drops_enum = [](catalog::database& of) { of.enums.clear(); };
const edit drops_schema = [](catalog::database& of) { of.schemas.clear(); };
const edit adds_in_schema = [](catalog::database& of) {
    of.tables.push_back(table("accounts", {column("id")}));
    of.tables.back().schema = "auth";
};
const edit adds_view = [](catalog::database& of) {
    catalog::view made;
    made.schema = "public";
    made.name = "adults";
    made.definition = "SELECT id FROM users WHERE age > 17";
    of.views.push_back(made);
};

}  // namespace

TEST_CASE("footprint: changes of different objects get along", "[diff]") {
    CHECK_FALSE(are_in_conflict(adds_column("a"), adds_column("b")));
    CHECK_FALSE(are_in_conflict(adds_table("a"), adds_table("b")));
    CHECK_FALSE(are_in_conflict(adds_column("a"), drops_age));
    CHECK_FALSE(are_in_conflict(adds_index("i", "id"), drops_age));
    CHECK_FALSE(are_in_conflict(adds_index("i", "id"), adds_index("j", "id")));
    CHECK_FALSE(are_in_conflict(adds_check("positive", "id > 0"), drops_age));
    CHECK_FALSE(are_in_conflict(adds_reference, adds_column("a")));
    CHECK_FALSE(are_in_conflict(uses_enum, adds_value("calm")));
    CHECK_FALSE(are_in_conflict(adds_index("i", "age"), sets_default));
    CHECK_FALSE(are_in_conflict(drops_schema, adds_table("a")));
}

TEST_CASE("footprint: one object touched twice is a conflict", "[diff]") {
    CHECK(are_in_conflict(adds_column("a"), adds_column("a")));
    CHECK(are_in_conflict(adds_table("a"), adds_table("a")));
    CHECK(are_in_conflict(adds_table("i"), adds_index("i", "id")));
    CHECK(are_in_conflict(adds_index("i", "id"), adds_index("i", "age")));
    CHECK(are_in_conflict(widens_age, sets_default));
    CHECK(are_in_conflict(sets_default, sets_default));
    CHECK(are_in_conflict(adds_value("calm"), adds_value("angry")));
    CHECK(are_in_conflict(drops_age, drops_age));
}

TEST_CASE("footprint: what one needs and the other takes away is a conflict", "[diff]") {
    CHECK(are_in_conflict(adds_column("a"), drops_users));
    CHECK(are_in_conflict(sets_default, drops_users));
    CHECK(are_in_conflict(adds_reference, drops_users));
    CHECK(are_in_conflict(adds_index("i", "age"), drops_age));
    CHECK(are_in_conflict(adds_index("i", "age"), widens_age));
    CHECK(are_in_conflict(adds_check("adult", "age > 17"), drops_age));
    CHECK(are_in_conflict(adds_view, drops_age));
    CHECK(are_in_conflict(adds_view, drops_users));
    CHECK(are_in_conflict(uses_enum, drops_enum));
    CHECK(are_in_conflict(drops_schema, adds_in_schema));
}

TEST_CASE("footprint: a rename takes the old name and the new one", "[diff]") {
    const diff::plan renames = plan_of([](catalog::database& of) { users(of).name = "people"; },
                                       {{"public.users", "public.people"}});
    REQUIRE(renames.renames.size() == 1);
    CHECK(are_in_conflict(renames, plan_of(adds_column("a"))));
    CHECK(are_in_conflict(renames, plan_of(adds_table("people"))));
    CHECK(are_in_conflict(plan_of(adds_reference), renames));
    CHECK_FALSE(are_in_conflict(renames, plan_of(adds_table("tags"))));
    const diff::plan column =
        plan_of([](catalog::database& of) { users(of).columns[1].name = "years"; },
                {{"public.users.age", "public.users.years"}});
    CHECK(are_in_conflict(column, plan_of(adds_check("adult", "age > 17"))));
    CHECK(are_in_conflict(column, plan_of(adds_column("years"))));
    CHECK_FALSE(are_in_conflict(column, plan_of(adds_column("a"))));
}

TEST_CASE("merge: branches that get along lead to what each of them wants, in either order",
          "[diff]") {
    const std::vector<edit> edits{adds_column("a"), adds_table("t"),    adds_index("i", "id"),
                                  adds_reference,   adds_value("calm"), sets_default,
                                  drops_schema};
    for (const edit& one : edits)
        for (const edit& other : edits) {
            if (&one == &other) continue;
            catalog::database ours = start();
            catalog::database theirs = start();
            catalog::database both = start();
            one(ours), other(theirs), one(both), other(both);
            const catalog::database made = diff::merged(start(), ours, theirs);
            CHECK(diff::make_plan(made, both).statements().empty());
            CHECK(diff::make_plan(diff::merged(start(), theirs, ours), both).is_empty());
        }
}

TEST_CASE("merge: what one branch drops stays dropped", "[diff]") {
    catalog::database ours = start();
    catalog::database theirs = start();
    drops_age(ours), adds_column("a")(theirs);
    const catalog::database made = diff::merged(start(), ours, theirs);
    REQUIRE(made.tables.front().columns.size() == 2);
    CHECK(made.tables.front().columns.back().name == "a");
    CHECK(diff::merged(start(), theirs, ours).tables.front().columns.back().name == "a");
}
