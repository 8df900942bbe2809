// SPDX-License-Identifier: MIT
// db.transaction(): commit, rollback, savepoints, what the function gives, retries.
#include <memory>
#include <stdexcept>
#include <string>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;

namespace {

std::string user_names(blog_database& blog) {
    return blog.server.value("select coalesce(string_agg(name, ',' order by id), '') from users");
}

constexpr auto add_user = [](auto& on, const std::string& name) {
    on.insert(users).values({.name = name, .email = name}).execute();
};

}  // namespace

TEST_CASE("transaction: commits what the function did") {
    blog_database blog;
    blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        CHECK(user_names(blog).empty());
        add_user(tx, "Bob");
    });
    CHECK(user_names(blog) == "Ann,Bob");
}

TEST_CASE("transaction: rolls back when the function throws, and the exception goes on") {
    blog_database blog;
    CHECK_THROWS_WITH(blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        throw std::runtime_error("stop");
    }),
                      "stop");
    CHECK(user_names(blog).empty());
    add_user(blog.db, "Bob");
    CHECK(user_names(blog) == "Bob");
}

TEST_CASE("transaction: gives what the function gives") {
    filled_blog blog;
    const auto names = blog.db.transaction(
        [](auto& tx) { return tx.select(users.name).from(users).order_by(users.name).all(); });
    CHECK(names == std::vector<std::string>{"Ann", "Bob", "Cid"});
    CHECK(blog.db.transaction([](auto&) { return std::make_unique<int>(7); }).operator*() == 7);
}

TEST_CASE("transaction: sees its own writes") {
    blog_database blog;
    blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        CHECK(tx.select(users.name).from(users).one() == "Ann");
        CHECK(tx.one(orm::select(orm::count()).from(users)) == 1);
    });
}

TEST_CASE("transaction: an error of the server rolls everything back") {
    blog_database blog;
    CHECK_THROWS_AS(blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        add_user(tx, "Ann");
    }),
                    orm::unique_violation);
    CHECK(user_names(blog).empty());
}

TEST_CASE("transaction: swallowing an error of the server does not commit") {
    blog_database blog;
    CHECK_THROWS_AS(blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        try {
            add_user(tx, "Ann");
        } catch (const orm::unique_violation&) {
        }
    }),
                    orm::error);
    CHECK(user_names(blog).empty());
}

TEST_CASE("nested transaction: an exception undoes only the inner part") {
    blog_database blog;
    blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        CHECK_THROWS_AS(tx.transaction([&](auto& inner) {
            add_user(inner, "Bob");
            throw std::runtime_error("stop");
        }),
                        std::runtime_error);
        add_user(tx, "Cid");
    });
    CHECK(user_names(blog) == "Ann,Cid");
}

TEST_CASE("nested transaction: an error of the server undoes only the inner part") {
    blog_database blog;
    blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        CHECK_THROWS_AS(tx.transaction([&](auto& inner) { add_user(inner, "Ann"); }),
                        orm::unique_violation);
        add_user(tx, "Bob");
    });
    CHECK(user_names(blog) == "Ann,Bob");
}

TEST_CASE("nested transaction: three levels, the middle one undone") {
    blog_database blog;
    const int given = blog.db.transaction([&](auto& tx) {
        add_user(tx, "Ann");
        try {
            tx.transaction([&](auto& middle) {
                add_user(middle, "Bob");
                middle.transaction([&](auto& inner) { add_user(inner, "Cid"); });
                throw std::runtime_error("stop");
            });
        } catch (const std::runtime_error&) {
        }
        return tx.transaction([&](auto& inner) {
            add_user(inner, "Dan");
            return 5;
        });
    });
    CHECK(given == 5);
    CHECK(user_names(blog) == "Ann,Dan");
}

TEST_CASE("transaction: read_only refuses writes") {
    blog_database blog;
    const auto write = [&](auto& tx) { add_user(tx, "Ann"); };
    try {
        blog.db.transaction(write, {.read_only = true});
        FAIL("a read-only transaction wrote");
    } catch (const orm::error& error) {
        CHECK(error.sqlstate() == "25006");
    }
}

TEST_CASE("transaction: a serialization failure runs the function again") {
    filled_blog blog;
    int runs = 0;
    blog.db.transaction(
        [&](auto& tx) {
            ++runs;
            const auto age = tx.select(users.age).from(users).where(users.id == 1).one();
            if (runs == 1) blog.server.run("update users set age = age + 1 where id = 1");
            tx.update(users).set({.age = age + 10}).where(users.id == 1).execute();
        },
        {.isolation = orm::serializable, .retries = 3});
    CHECK(runs == 2);
    CHECK(blog.server.value("select age from users where id = 1") == "41");
}

TEST_CASE(
    "transaction: without retries a serialization failure is thrown, with the caller's line") {
    filled_blog blog;
    int runs = 0;
    const auto conflict = [&](auto& tx) {
        ++runs;
        const auto age = tx.select(users.age).from(users).where(users.id == 1).one();
        blog.server.run("update users set age = age + 1 where id = 1");
        tx.update(users).set({.age = age + 10}).where(users.id == 1).execute();
    };
    try {
        blog.db.transaction(conflict, {.isolation = orm::repeatable_read});
        FAIL("there was a conflict");
    } catch (const orm::serialization_failure& error) {
        CHECK(error.may_retry());
        CHECK_THAT(error.where().file_name(), contains_text("transaction_test.cpp"));
    }
    CHECK(runs == 1);
}

TEST_CASE("transaction: retries end") {
    filled_blog blog;
    int runs = 0;
    const auto conflict = [&](auto& tx) {
        ++runs;
        const auto age = tx.select(users.age).from(users).where(users.id == 1).one();
        blog.server.run("update users set age = age + 1 where id = 1");
        tx.update(users).set({.age = age + 10}).where(users.id == 1).execute();
    };
    CHECK_THROWS_AS(
        blog.db.transaction(conflict, {.isolation = orm::repeatable_read, .retries = 2}),
        orm::serialization_failure);
    CHECK(runs == 3);
}

TEST_CASE("transaction: a unique violation is never retried") {
    filled_blog blog;
    int runs = 0;
    CHECK_THROWS_AS(blog.db.transaction(
                        [&](auto& tx) {
                            ++runs;
                            add_user(tx, "Zoe");
                            add_user(tx, "Zoe");
                        },
                        {.retries = 5}),
                    orm::unique_violation);
    CHECK(runs == 1);
}
