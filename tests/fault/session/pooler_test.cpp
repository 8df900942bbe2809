// SPDX-License-Identifier: MIT
// C14: everything that the typed layer does, through pgbouncer in transaction mode with two sessions.
#include <orm/cache.hpp>
#include <orm/notify.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "../private_server.hpp"
#include "support/catch.hpp"
#include "support/pgbouncer.hpp"
#include "support/session.hpp"

using namespace orm_test;
using namespace std::chrono_literals;

namespace {

struct pooled_blog {
    test_database database;
    running_pgbouncer pooler{find_pgbouncer(), cluster_url()};
    orm::database db;

    pooled_blog() : db(connected()) {}

private:
    orm::database connected() {
        database.run(blog_schema_sql);
        REQUIRE(pooler.waits_for(database.name()));
        orm::connect_options options;
        options.pool_size = 16;
        return orm::connect(pooler.url(database.name()), options);
    }
};

/// One round of everything. Gives: the number of mistakes.
int everything(const orm::database& db, const std::string& name) {
    int mistakes = 0;
    const auto mine = [&] { return orm::select().from(users).where(users.name == name); };
    const auto expect = [&](bool holds) { mistakes += holds ? 0 : 1; };
    const auto id =
        db.insert(users).values({.name = name, .email = name + "1"}).returning(users.id).one();
    expect(db.all(mine()).at(0).id == id);
    db.transaction([&](auto& tx) {
        tx.insert(users).values({.name = name, .email = name + "2"}).execute();
        tx.transaction([&](auto& inner) { expect(inner.all(mine()).size() == 2); });
    });
    try {
        db.transaction([&](auto& tx) {
            tx.delete_from(users).where(users.name == name).execute();
            throw std::runtime_error("undo");
        });
    } catch (const std::runtime_error&) {
    }
    const auto [rows, changed] =
        db.batch(mine(), orm::update(users).set({.age = 3}).where(users.name == name));
    expect(rows.size() == 2 && changed == 2);
    std::vector<orm::insert_of<users>> more;
    for (int i = 0; i < 20; ++i)
        more.push_back({.name = name, .email = name + "c" + std::to_string(i)});
    expect(db.copy(users, more) == 20);
    int streamed = 0;
    for (User const& user : db.stream(mine())) streamed += user.name == name;
    expect(streamed == 22);
    const auto by_name =
        db.prepare(orm::select(users.id).from(users).where(users.name == orm::param<"name">));
    expect(by_name.all(orm::arg<"name">(name)).size() == 22);
    expect(db.delete_from(users).where(users.name == name).execute() == 22);
    return mistakes;
}

}  // namespace

TEST_CASE("pgbouncer: every way to run a statement, with 16 threads on two server sessions",
          "[fault][C14]") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    const pooled_blog blog;
    std::atomic<int> mistakes{0};
    std::atomic<int> failures{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 10; ++round) try {
                    mistakes +=
                        everything(blog.db, std::to_string(i) + "/" + std::to_string(round) + "/");
                } catch (const orm::error& failure) {
                    ++failures;
                    std::fprintf(stderr, "%s\n", failure.what());
                }
        });
    for (std::thread& one : threads) one.join();
    CHECK(mistakes == 0);
    CHECK(failures == 0);
    const orm::driver::postgres::lease lent(blog.db.source(), {});
    CHECK(lent->execute("select count(*) from pg_prepared_statements", {}, {},
                        orm::driver::postgres::value_format::text)
              .bytes(0, 0)
              .text() == "0");
    report("C14", "16 threads x 10 rounds of everything through 2 sessions: " +
                      std::to_string(mistakes.load()) + " mistakes, " +
                      std::to_string(failures.load()) + " failures, 0 named statements");
}

TEST_CASE("pgbouncer: a statement that is cancelled at its deadline is a timeout", "[fault][C14]") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    const pooled_blog blog;
    namespace postgres = orm::driver::postgres;
    for (int i = 0; i < 5; ++i) {
        const postgres::lease lent(blog.db.source(), {});
        CHECK_THROWS_AS(lent->execute("select pg_sleep(9)", {}, {postgres::deadline::in(50ms)}),
                        orm::timeout);
    }
    CHECK(blog.db.select(orm::count()).from(users).one() == 0);
}

TEST_CASE("pgbouncer: listening is refused, caching and notifying work", "[fault][C14]") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    const pooled_blog blog;
    static constexpr orm::channel<std::string> news("news");
    CHECK_THROWS_WITH(orm::listener(blog.db, news), Catch::Contains("not through a pooler"));
    orm::notify(blog.db, news, "hello");
    const orm::database cached = blog.db.cached(60s);
    for (int i = 0; i < 3; ++i) CHECK(cached.select().from(users).all().empty());
    CHECK(orm::cache_stats_of(blog.db).hits == 2);
}
