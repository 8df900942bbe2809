// SPDX-License-Identifier: MIT
// batch(): several statements in one round trip.
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using orm_test::blog_database;
using orm_test::filled_blog;

TEST_CASE("batch: reads and writes give their own typed results, in order") {
    filled_blog blog;
    auto [young, changed, inserted, titles] =
        blog.db.batch(blog.db.select().from(users).where(users.age < 35).order_by(users.id),
                      orm::update(users).set({.age = 50}).where(users.age >= 30),
                      orm::insert(users).values({.name = "Dan", .email = "d"}).returning(users.id),
                      orm::select(posts.title).from(posts).order_by(posts.id));
    static_assert(std::is_same_v<decltype(young), std::vector<User>>);
    static_assert(std::is_same_v<decltype(changed), std::uint64_t>);
    static_assert(std::is_same_v<decltype(inserted), std::vector<std::int64_t>>);
    CHECK(young.size() == 2);
    CHECK(young.at(0).name == "Ann");
    CHECK(changed == 2);
    CHECK(inserted == std::vector<std::int64_t>{4});
    CHECK(titles == std::vector<std::string>{"First", "Second", "Third"});
}

TEST_CASE("batch: runs again with everything prepared, and alone") {
    filled_blog blog;
    for (int round = 0; round < 3; ++round) {
        auto [all, count] =
            blog.db.batch(orm::select().from(users), orm::select(orm::count()).from(posts));
        CHECK(all.size() == 3);
        CHECK(count.at(0) == 3);
    }
    CHECK(std::get<0>(blog.db.batch(orm::select().from(posts))).size() == 3);
}

TEST_CASE("batch: after a stream on the same connection every row comes") {
    filled_blog blog;
    const auto everyone = orm::select().from(users);
    static_cast<void>(blog.db.batch(everyone, everyone));
    for (const bool reads_all : {true, false}) {
        for (const auto& one : blog.db.select().from(users).stream()) {
            CHECK(one.id > 0);
            if (!reads_all) break;
        }
        auto [first, second] = blog.db.batch(everyone, everyone);
        CHECK(first.size() == 3);
        CHECK(second.size() == 3);
    }
}

TEST_CASE("batch: a failure names the statement, its SQL and the caller, and undoes the batch") {
    filled_blog blog;
    const unsigned line = __LINE__ + 2;
    try {
        blog.db.batch(orm::update(users).set({.age = 1}).all_rows(),
                      orm::insert(users).values({.name = "Ann", .email = "ann@example.com"}),
                      orm::delete_from(posts).all_rows());
        FAIL("no error");
    } catch (const orm::unique_violation& failure) {
        CHECK(failure.message().find("statement 2 of 3 of the batch: ") == 0);
        CHECK(failure.query().find("insert into") == 0);
        CHECK(failure.where().line() == line);
    }
    CHECK(blog.server.value("select count(*) from users where age = 1") == "0");
    CHECK(blog.server.value("select count(*) from posts") == "3");
    CHECK(blog.db.select().from(users).all().size() == 3);
}

TEST_CASE("batch: in a transaction it is part of it") {
    filled_blog blog;
    CHECK_THROWS_WITH(blog.db.transaction([](auto& tx) {
        auto [changed, users_now] = tx.batch(orm::update(users).set({.age = 7}).all_rows(),
                                             orm::select().from(users).where(users.age == 7));
        CHECK(changed == 3);
        CHECK(users_now.size() == 3);
        throw std::runtime_error("undo");
    }),
                      "undo");
    CHECK(blog.server.value("select count(*) from users where age = 7") == "0");
}

TEST_CASE("batch: a vector of like statements gives a vector of results") {
    filled_blog blog;
    const auto by_id = [](std::int64_t id) {
        return orm::select(users.name).from(users).where(users.id == id);
    };
    std::vector<decltype(by_id(0))> queries;
    for (std::int64_t id = 1; id <= 500; ++id) queries.push_back(by_id(id));
    const auto names = blog.db.batch(queries);
    REQUIRE(names.size() == 500);
    CHECK(names[0] == std::vector<std::string>{"Ann"});
    CHECK(names[2] == std::vector<std::string>{"Cid"});
    CHECK(names[3].empty());
    queries.clear();
    CHECK(blog.db.batch(queries).empty());
}

TEST_CASE("batch: a vector of 5000 inserts is one transaction and one round trip") {
    blog_database blog;
    std::vector<decltype(orm::insert(users).values({.name = "", .email = ""}))> inserts;
    for (int i = 0; i < 5'000; ++i)
        inserts.push_back(
            orm::insert(users).values({.name = "n", .email = "e" + std::to_string(i)}));
    CHECK(blog.db.batch(inserts).size() == 5'000);
    CHECK(blog.server.value("select count(distinct xmin::text) || '/' || count(*) from users") ==
          "1/5000");
    inserts[2'500] = inserts[2'499];
    blog.server.run("delete from users");
    CHECK_THROWS_AS(blog.db.batch(inserts), orm::unique_violation);
    CHECK(blog.server.value("select count(*) from users") == "0");
}

TEST_CASE("batch: more different statements than the statement cache holds") {
    orm_test::test_database server;
    server.run(blog_schema_sql);
    server.run("insert into users (name, email, age) values ('Ann', 'a', 30), ('Bob', 'b', 20)");
    const orm::database db = orm::connect(
        orm_test::with_option(server.url(), "statement_cache_size=2"), orm_test::one_connection());
    for (int round = 0; round < 2; ++round) {
        auto [a, b, c, d] = db.batch(orm::select(users.name).from(users).order_by(users.id),
                                     orm::select(users.age).from(users).order_by(users.id),
                                     orm::select(orm::count()).from(users),
                                     orm::select().from(users).where(users.age < 25));
        CHECK(a == std::vector<std::string>{"Ann", "Bob"});
        CHECK(b == std::vector<std::int32_t>{30, 20});
        CHECK(c.at(0) == 2);
        CHECK(d.at(0).name == "Bob");
    }
}

TEST_CASE("batch: a plan that went stale is repeated with the whole batch, once") {
    filled_blog blog;
    const auto run = [&] {
        return blog.db.batch(orm::update(users).set({.age = 5}).where(users.name == "Ann"),
                             orm::select().from(posts));
    };
    CHECK(std::get<1>(run()).size() == 3);
    blog.server.run("alter table posts alter column title type varchar(100)");
    const auto [changed, rows] = run();
    CHECK(changed == 1);
    CHECK(rows.size() == 3);
}

TEST_CASE("batch: a column that does not fit the row is refused after the batch has run") {
    filled_blog blog;
    blog.server.run("alter table users alter column age type bigint");
    CHECK_THROWS_AS(blog.db.batch(orm::select(users.name).from(users), orm::select().from(users)),
                    orm::row_mismatch);
    CHECK(blog.db.select(users.name).from(users).all().size() == 3);
}

TEST_CASE("batch: one round trip serves seven statements and more") {
    filled_blog blog;
    const auto q = orm::select(orm::count()).from(users);
    const auto all = blog.db.batch(q, q, q, q, q, q, q);
    CHECK(std::get<6>(all).at(0) == 3);
}
