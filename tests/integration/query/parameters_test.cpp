// SPDX-License-Identifier: MIT
// Named parameters, conditions that are left out, containers, arithmetic and casts on a server.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;
using strings = std::vector<std::string>;

namespace {
constexpr auto by_email = orm::select().from(users).where(users.email == orm::param<"email">);
constexpr auto older_than = orm::select(users.name)
                                .from(users)
                                .where(users.age > orm::param<"age">)
                                .order_by(users.name)
                                .limit(orm::param<"count">);
}  // namespace

TEST_CASE("prepare: a query is called with values by name") {
    const filled_blog blog;
    const auto find = blog.db.prepare(by_email);
    CHECK(find.first(orm::arg<"email">("bob@example.com"))->name == "Bob");
    CHECK(find.first(orm::arg<"email">("nobody@example.com")) == std::nullopt);
    CHECK(find.one(orm::arg<"email">(std::string("ann@example.com"))).name == "Ann");
}

TEST_CASE("prepare: arguments stand in any order") {
    const filled_blog blog;
    const auto query = blog.db.prepare(older_than);
    CHECK(query.all(orm::arg<"age">(15), orm::arg<"count">(2)) == strings{"Ann", "Bob"});
    CHECK(query.all(orm::arg<"count">(10), orm::arg<"age">(25)) == strings{"Ann", "Cid"});
}

TEST_CASE("prepare: one statement on the server serves all values") {
    ORM_NEEDS_SESSION("prepared statements");
    const filled_blog blog;
    const auto find = blog.db.prepare(by_email);
    for (const char* email : {"ann@example.com", "bob@example.com", "cid@example.com"})
        find.one(orm::arg<"email">(email));
    const auto counted = blog.db.current_session();
    const orm::driver::postgres::lease lent(*counted.source, counted.context({}));
    CHECK(lent->execute("select count(*)::text from pg_prepared_statements", {}, {})
              .bytes(0, 0)
              .text() == "1");
}

TEST_CASE("a named parameter without a value is an error that names it") {
    const filled_blog blog;
    CHECK_THROWS_WITH(blog.db.first(by_email), contains_text("email"));
}

TEST_CASE("where_if: a condition that is not wanted is not there") {
    const filled_blog blog;
    const auto names = [&](bool only_verified, bool only_young) {
        return blog.db.select(users.name)
            .from(users)
            .where_if(only_verified, users.emailVerified == true)
            .where_if(only_young, users.age < 35)
            .order_by(users.name)
            .all();
    };
    CHECK(names(false, false) == strings{"Ann", "Bob", "Cid"});
    CHECK(names(true, false) == strings{"Ann", "Cid"});
    CHECK(names(false, true) == strings{"Ann", "Bob"});
    CHECK(names(true, true) == strings{"Ann"});
}

TEST_CASE("where_if: a condition of a value that may be missing") {
    const filled_blog blog;
    const auto names = [&](std::optional<int> below, std::optional<std::string> name) {
        return blog.db.select(users.name)
            .from(users)
            .where_if(below, [](int age) { return users.age < age; })
            .where_if(name, [](const std::string& text) { return users.name == text; })
            .order_by(users.name)
            .all();
    };
    CHECK(names(std::nullopt, std::nullopt) == strings{"Ann", "Bob", "Cid"});
    CHECK(names(35, std::nullopt) == strings{"Ann", "Bob"});
    CHECK(names(std::nullopt, "Cid") == strings{"Cid"});
    CHECK(names(35, "Bob") == strings{"Bob"});
}

TEST_CASE("in: a container travels as one array, and an empty one finds nothing") {
    const filled_blog blog;
    const auto named = [&](const strings& wanted) {
        return blog.db.select(users.name).from(users).where(users.name.in(wanted)).all().size();
    };
    CHECK(named({"Ann", "Cid", "Zoe"}) == 2);
    CHECK(named({}) == 0);
    CHECK(blog.db.select(users.id).from(users).where(users.name.not_in(strings{})).all().size() ==
          3);
}

TEST_CASE("is_not_distinct_from: an empty optional finds NULL") {
    const filled_blog blog;
    const auto with_image = [&](const std::optional<std::string>& image) {
        return blog.db.select(users.name)
            .from(users)
            .where(users.image.is_not_distinct_from(image))
            .order_by(users.name)
            .all();
    };
    CHECK(with_image(std::nullopt) == strings{"Ann", "Cid"});
    CHECK(with_image("bob.png") == strings{"Bob"});
}

TEST_CASE("arithmetic: an update calculates with the row's own value") {
    const filled_blog blog;
    blog.db.update(users).set({.age = (users.age + 1) * 2}).where(users.name == "Ann").execute();
    CHECK(blog.db.select(users.age).from(users).where(users.name == "Ann").one() == 62);
}

TEST_CASE("functions: lower, coalesce and cast give values of their types") {
    const filled_blog blog;
    const auto [name, image, id] =
        blog.db
            .select(orm::lower(users.name), orm::coalesce(users.image, "none"),
                    orm::cast<orm::pg::text>(users.id))
            .from(users)
            .where(users.name == "Ann")
            .one();
    CHECK(name == "ann");
    CHECK(image == "none");
    CHECK(id == "1");
}
