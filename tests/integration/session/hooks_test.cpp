// SPDX-License-Identifier: MIT
// on_commit and on_rollback: functions that wait for a transaction's end.
#include <stdexcept>
#include <string>

#include "support/catch.hpp"
#include "support/session.hpp"

using orm_test::blog_database;

TEST_CASE("hooks: on_commit runs after the commit, in order, with the connection free again") {
    blog_database blog;  // one connection: a query in the hook would wait for ever if it were taken
    std::string log;
    const int given = blog.db.transaction([&](auto& tx) {
        tx.on_commit(
            [&] { log += "a" + std::to_string(blog.db.select(orm::count()).from(users).one()); });
        tx.on_rollback([&] { log += "never"; });
        tx.insert(users).values({.name = "Ann", .email = "a"}).execute();
        tx.on_commit([&] { log += " b"; });
        CHECK(log.empty());
        return 7;
    });
    CHECK(given == 7);
    CHECK(log == "a1 b");
}

TEST_CASE("hooks: on_rollback runs after the rollback, last one first; what it throws is dropped") {
    blog_database blog;
    std::string log;
    CHECK_THROWS_WITH(blog.db.transaction([&](auto& tx) {
        tx.on_commit([&] { log += "never"; });
        tx.on_rollback(
            [&] { log += "a" + std::to_string(blog.db.select(orm::count()).from(users).one()); });
        tx.on_rollback([&] {
            log += "b ";
            throw std::runtime_error("of the hook");
        });
        tx.insert(users).values({.name = "Ann", .email = "a"}).execute();
        throw std::runtime_error("of the function");
    }),
                      "of the function");
    CHECK(log == "b a0");
}

TEST_CASE("hooks: a failing commit is a rollback") {
    blog_database blog;
    blog.server.run(
        "alter table posts add constraint later foreign key (author_id) references users "
        "deferrable initially deferred");
    blog.server.run("alter table posts drop constraint posts_author_id_fkey");
    std::string log;
    CHECK_THROWS_AS(blog.db.transaction([&](auto& tx) {
        tx.on_commit([&] { log += "committed"; });
        tx.on_rollback([&] { log += "undone"; });
        tx.insert(posts).values({.authorId = 99, .title = "t"}).execute();
    }),
                    orm::foreign_key_violation);
    CHECK(log == "undone");
}

TEST_CASE("hooks: those of a savepoint go with it") {
    blog_database blog;
    std::string log;
    blog.db.transaction([&](auto& tx) {
        tx.on_commit([&] { log += "outer "; });
        try {
            tx.transaction([&](auto& inner) {
                inner.on_commit([&] { log += "never "; });
                inner.on_rollback([&] { log += "undone "; });
                throw 1;
            });
        } catch (int) {
        }
        tx.transaction([&](auto& inner) { inner.on_commit([&] { log += "kept "; }); });
    });
    CHECK(log == "undone outer kept ");
}

TEST_CASE("hooks: an exception of on_commit reaches the caller, the work stays, all hooks run") {
    blog_database blog;
    std::string log;
    int runs = 0;
    CHECK_THROWS_WITH(blog.db.transaction(
                          [&](auto& tx) {
                              ++runs;
                              tx.insert(users).values({.name = "Ann", .email = "a"}).execute();
                              tx.on_commit([] {
                                  orm::error_details details;
                                  details.message = "hook failed";
                                  details.sqlstate = "40001";
                                  throw orm::error(std::move(details));
                              });
                              tx.on_commit([&] { log += "second"; });
                          },
                          {.retries = 3}),
                      Catch::Contains("hook failed"));
    CHECK(runs == 1);
    CHECK(log == "second");
    CHECK(blog.server.value("select count(*) from users") == "1");
}

TEST_CASE("hooks: each attempt of a retried transaction has its own") {
    blog_database blog;
    std::string log;
    int runs = 0;
    blog.db.transaction(
        [&](auto& tx) {
            tx.on_commit([&, run = ++runs] { log += "commit" + std::to_string(run); });
            tx.on_rollback([&, run = runs] { log += "undo" + std::to_string(run) + " "; });
            tx.select().from(users).all();
            if (runs < 3) {
                orm::error_details details;
                details.sqlstate = "40001";
                throw orm::serialization_failure(std::move(details));
            }
        },
        {.retries = 5});
    CHECK(log == "undo1 undo2 commit3");
}
