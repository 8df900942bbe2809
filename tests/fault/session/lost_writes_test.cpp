// SPDX-License-Identifier: MIT
// The cache under faults: a write without an answer may have happened, and a deaf server is waited for once.
#include <orm/cache.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "../driver/fault_proxy.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"
#include "support/session.hpp"

using namespace std::chrono_literals;
using orm_test::report;

TEST_CASE("cached: a write whose answer was lost is not hidden by the cache", "[fault]") {
    orm_test::test_database server;
    server.run(blog_schema_sql);
    orm_test::fault_proxy proxy(server.url());
    int happened = 0;
    int stale = 0;
    for (std::size_t cut = 350; cut < 800; cut += 10) {
        proxy.set({});
        orm::connect_options options;
        options.pool_size = 2;
        const orm::database db = orm::connect(proxy.url(), options);
        const orm::database cached = db.cached(60s);
        const auto before = cached.select(orm::count()).from(users).one();
        bool is_lost = false;
        {
            // The write gets a new connection, the one that the proxy cuts.
            const orm::driver::postgres::lease first(db.source(), {});
            orm_test::proxy_fault fault;
            fault.to_client.cut_at = cut;
            proxy.set(fault);
            try {
                db.insert(users).values({.name = "n", .email = std::to_string(cut)}).execute();
            } catch (const orm::error&) {
                is_lost = true;
            }
        }
        proxy.set({});
        // The server may still be at it.
        auto now = std::stoll(server.value("select count(*) from users"));
        for (int i = 0; i < 20 && now == before; ++i) {
            std::this_thread::sleep_for(2ms);
            now = std::stoll(server.value("select count(*) from users"));
        }
        if (is_lost && now != before) ++happened;
        if (cached.select(orm::count()).from(users).one() != now) ++stale;
    }
    CHECK(happened > 0);
    CHECK(stale == 0);
}

TEST_CASE(
    "cached: threads that wait for a deaf server wait for one deadline, not one after the other",
    "[fault][C2]") {
    orm_test::test_database server;
    server.run(blog_schema_sql);
    server.run("begin; lock table users");
    orm::connect_options options;
    options.pool_size = 8;
    options.statement_timeout = 300ms;
    const orm::database cached = orm::connect(server.url(), options).cached(60s);
    std::atomic<int> late{0};
    std::atomic<int> told{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            const auto start = std::chrono::steady_clock::now();
            try {
                cached.select(orm::count()).from(users).one();
            } catch (const orm::timeout&) {
                ++told;
            }
            if (std::chrono::steady_clock::now() - start > 1'200ms) ++late;
        });
    for (std::thread& one : threads) one.join();
    server.run("commit");
    CHECK(told == 8);
    CHECK(late == 0);
    CHECK(cached.select(orm::count()).from(users).one() == 0);
}
