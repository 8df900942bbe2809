// SPDX-License-Identifier: MIT
#include <sys/wait.h>

#include <atomic>
#include <chrono>
#include <thread>

#include <orm/driver/postgres/pool.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::lease;
using postgres::pool;
using postgres::pool_options;
using postgres::source_handle;

namespace {

struct pool_fixture {
    explicit pool_fixture(pool_options options = {}, const std::string& query = "")
        : source(postgres::make_pool(postgres::parse_url(database.url() + query), options)) {}

    pool& get() { return static_cast<pool&>(*source); }
    lease borrow() { return lease(*source, here()); }
    std::string value(lease& server, const std::string& sql) {
        return text_at(server->execute(sql, {}, here()), 0, 0);
    }
    std::string sessions() {
        return database.value(
            "select count(*) from pg_stat_activity where application_name = 'orm' and datname = "
            "current_database()");
    }

    test_database database;
    source_handle source;
};

pool_options sized(std::size_t max) {
    pool_options options;
    options.max_size = max;
    return options;
}

}  // namespace

TEST_CASE("pool: lends the connection that was returned last") {
    pool_fixture fixture;
    const int first = fixture.borrow()->backend_process_id();
    CHECK(fixture.borrow()->backend_process_id() == first);
    const auto stats = fixture.get().stats();
    CHECK(stats.opened == 1);
    CHECK(stats.acquired == 2);
    CHECK(stats.idle == 1);
    CHECK(stats.in_use == 0);
}

TEST_CASE("pool: exhaustion names the numbers and the longest holder") {
    pool_fixture fixture(sized(2));
    const lease first = fixture.borrow();
    const lease second = fixture.borrow();
    const auto elapsed = shortest_time(
        [&] {
            const postgres::execution_context soon(postgres::deadline::in(150ms));
            CHECK_THROWS_AS(fixture.source->acquire(soon), orm::pool_exhausted);
        },
        200ms);
    CHECK(elapsed >= 150ms);
    CHECK(elapsed < 200ms);
    const postgres::execution_context now(postgres::deadline::in(0ms));
    CHECK_THROWS_WITH(fixture.source->acquire(now),
                      contains_text("in use 2, idle 0, opening 0, waiting 0, max 2") &&
                          contains_text("longest held for") && contains_text("pool_test.cpp:"));
    CHECK(fixture.get().stats().timed_out >= 2);
}

TEST_CASE("pool: waiters are served in the order in which they came") {
    pool_fixture fixture(sized(1));
    std::atomic<int> next{0};
    std::vector<int> order(4, -1);
    std::vector<std::thread> threads;
    {
        const lease blocker = fixture.borrow();
        for (std::size_t i = 0; i < 4; ++i) {
            threads.emplace_back([&, i] {
                const lease mine = fixture.borrow();
                order[i] = next++;
            });
            while (fixture.get().stats().waiting != i + 1) std::this_thread::yield();
        }
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(order == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("pool: a connection returned inside a transaction is closed, not lent again") {
    pool_fixture fixture;
    fixture.database.run("create table t (a int)");
    int dirty = 0;
    {
        lease server = fixture.borrow();
        dirty = server->backend_process_id();
        server->execute_constant("begin", here());
        server->execute("insert into t values (1)", {}, here());
    }
    CHECK(fixture.borrow()->backend_process_id() != dirty);
    CHECK(fixture.database.value("select count(*) from t") == "0");
}

TEST_CASE("pool: settings, locks, listeners and temporary tables do not reach the next user") {
    ORM_NEEDS_SESSION("settings, locks and LISTEN");
    pool_fixture fixture(sized(1));
    int process = 0;
    {
        lease server = fixture.borrow();
        process = server->backend_process_id();
        const fixed_statement one{"select 1"};
        server->execute(server->prepare(one), {}, here());
        server->execute("set search_path = nowhere", {}, here());
        server->execute("create temp table leftover (a int)", {}, here());
        server->execute("select pg_advisory_lock(42)", {}, here());
        server->execute("listen channel", {}, here());
    }
    lease server = fixture.borrow();
    CHECK(server->backend_process_id() == process);
    CHECK(fixture.value(server, "show search_path") == "\"$user\", public");
    CHECK(fixture.value(
              server,
              "select count(*)::text from pg_locks where locktype = 'advisory' and database = "
              "(select oid from pg_database where datname = current_database())") == "0");
    CHECK(fixture.value(server, "select count(*)::text from pg_listening_channels()") == "0");
    CHECK(fixture.value(server, "select coalesce(to_regclass('leftover')::text, 'gone')") ==
          "gone");
    const fixed_statement one{"select 1"};
    CHECK(server->execute(server->prepare(one), {}, here()).row_count() == 1);
}

TEST_CASE("pool: a connection that the server ended while idle is replaced unseen") {
    ORM_NEEDS_SESSION("the process that serves the session");
    pool_fixture fixture(sized(1));
    const int process = fixture.borrow()->backend_process_id();
    fixture.database.run("select pg_terminate_backend(" + std::to_string(process) + ")");
    std::this_thread::sleep_for(1100ms);
    lease server = fixture.borrow();
    CHECK(fixture.value(server, "select 'alive'") == "alive");
    CHECK(server->backend_process_id() != process);
}

TEST_CASE("pool: after one loss the other idle connections are looked at") {
    ORM_NEEDS_SESSION("the process that serves the session");
    pool_fixture fixture(sized(3));
    {
        const lease first = fixture.borrow();
        const lease second = fixture.borrow();
        const lease third = fixture.borrow();
    }
    fixture.database.run(
        "select pg_terminate_backend(pid) from pg_stat_activity where "
        "application_name = 'orm' and datname = current_database()");
    while (fixture.sessions() != "0") std::this_thread::sleep_for(5ms);
    // A session leaves the server's list before its process closes the connection.
    std::this_thread::sleep_for(200ms);
    int failures = 0;
    for (int i = 0; i < 6; ++i) try {
            lease server = fixture.borrow();
            fixture.value(server, "select 'alive'");
        } catch (const orm::connection_lost&) {
            ++failures;
        }
    CHECK(failures <= 1);
}

TEST_CASE("pool: a session opened to write is given up when its server only reads") {
    ORM_NEEDS_SESSION("a setting of the session");
    test_database database;
    database.run("create table t (a int)");
    auto options = postgres::parse_url(database.url());
    options.keywords.push_back({"target_session_attrs", "read-write"});
    const source_handle source = postgres::make_pool(options, sized(1));
    const auto write_read_only = [&] {
        const lease server(*source, here());
        server->execute("set default_transaction_read_only = on", {}, here());
        server->execute("insert into t values (1)", {}, here());
    };
    CHECK_THROWS_WITH(write_read_only(), contains_text("25006"));
    CHECK(static_cast<pool&>(*source).stats().idle == 0);
}

TEST_CASE("pool: idle connections above the minimum are closed") {
    ORM_NEEDS_SESSION("the sessions that the server counts");
    pool_options options = sized(4);
    options.min_size = 1;
    options.idle_timeout = 150ms;
    pool_fixture fixture(options);
    {
        const lease first = fixture.borrow();
        const lease second = fixture.borrow();
        const lease third = fixture.borrow();
        while (fixture.get().stats().opening != 0) std::this_thread::sleep_for(1ms);
        // The housekeeper may have opened the minimum's connection besides.
        const auto stats = fixture.get().stats();
        CHECK(stats.in_use == 3);
        CHECK(stats.idle <= 1);
        CHECK(fixture.sessions() == std::to_string(stats.in_use + stats.idle));
    }
    for (int i = 0; i < 100 && fixture.sessions() != "1"; ++i) std::this_thread::sleep_for(20ms);
    CHECK(fixture.sessions() == "1");
}

TEST_CASE("pool: the minimum is opened without a request") {
    ORM_NEEDS_SESSION("the sessions that the server counts");
    pool_options options = sized(4);
    options.min_size = 2;
    pool_fixture fixture(options);
    for (int i = 0; i < 100 && fixture.sessions() != "2"; ++i) std::this_thread::sleep_for(20ms);
    CHECK(fixture.sessions() == "2");
}

TEST_CASE("pool: connections past their lifetime are replaced") {
    pool_options options = sized(1);
    options.idle_timeout = 0ms;
    options.max_lifetime = 100ms;
    pool_fixture fixture(options);
    const int process = fixture.borrow()->backend_process_id();
    std::this_thread::sleep_for(150ms);
    CHECK(fixture.borrow()->backend_process_id() != process);
}

TEST_CASE("pool: options that contradict each other are refused with both values") {
    const auto make = [](pool_options options) {
        postgres::make_pool(postgres::parse_url("postgresql://h"), options);
    };
    CHECK_THROWS_WITH(make(sized(0)), contains_text("max_size is 0"));
    pool_options options;
    options.min_size = 9;
    CHECK_THROWS_WITH(make(options), contains_text("min_size (9) is larger than max_size (8)"));
    options = {};
    options.acquire_timeout = 0ms;
    CHECK_THROWS_WITH(make(options), contains_text("acquire_timeout (0 ms)"));
    options = {};
    options.idle_timeout = 3'600'000ms;
    CHECK_THROWS_WITH(make(options), contains_text("idle_timeout (3600000 ms) is longer than"));
}

TEST_CASE("pool: a connect that fails frees its place and reaches its caller") {
    pool_fixture fixture(sized(1));
    const source_handle broken =
        postgres::make_pool(postgres::parse_url("postgresql://postgres@127.0.0.1:1/x"), sized(1));
    for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(broken->acquire(here()), orm::connection_lost);
}

TEST_CASE("pool: close wakes the queue, waits for holders, and lends no more") {
    pool_fixture fixture(sized(1));
    std::thread waiter;
    std::atomic<bool> was_refused{false};
    {
        const lease holder = fixture.borrow();
        waiter = std::thread([&] {
            try {
                fixture.borrow();
            } catch (const orm::error&) {
                was_refused = true;
            }
        });
        while (fixture.get().stats().waiting != 1) std::this_thread::yield();
        CHECK_FALSE(fixture.get().close(postgres::deadline::in(50ms)));
    }
    waiter.join();
    CHECK(was_refused);
    CHECK(fixture.get().close(postgres::deadline::in(1s)));
    CHECK_THROWS_WITH(fixture.source->acquire(here()), contains_text("the pool is closed"));
    CHECK(fixture.get().stats().in_use == 0);
}

TEST_CASE("pool: a forked child is refused and leaves the parent's sessions alone") {
    pool_fixture fixture(sized(2));
    {
        const lease first = fixture.borrow();
    }
    const pid_t child = fork();
    if (child == 0) {
        int verdict = 1;
        try {
            fixture.source->acquire(here());
        } catch (const orm::forked_connection&) {
            verdict = 0;
        } catch (...) {
        }
        fixture.source = source_handle();
        _exit(verdict);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 0);
    lease server = fixture.borrow();
    CHECK(fixture.value(server, "select 'alive'") == "alive");
}

TEST_CASE("pool: forget_statements reaches connections that are idle") {
    pool_fixture fixture(sized(1));
    fixture.database.run("create table t (a int)");
    const fixed_statement all{"select * from t"};
    {
        lease server = fixture.borrow();
        server->execute(server->prepare(all), {}, here());
    }
    fixture.database.run("alter table t add b int");
    fixture.get().forget_statements();
    lease server = fixture.borrow();
    server->execute_constant("begin", here());
    CHECK(server->execute(server->prepare(all), {}, here()).column_count() == 2);
    server->execute_constant("rollback", here());
}

TEST_CASE("pool: random use by 8 threads keeps its books") {
    pool_options options = sized(3);
    options.acquire_timeout = 20'000ms;
    pool_fixture fixture(options);
    std::atomic<int> mismatches{0};
    std::atomic<std::size_t> most_in_use{0};
    const auto work = [&](unsigned seed) {
        for (unsigned i = 0; i < 150; ++i) {
            const unsigned token = seed * 100'000 + i;
            try {
                lease server = fixture.borrow();
                const auto stats = fixture.get().stats();
                if (stats.in_use + stats.idle + stats.opening > most_in_use)
                    most_in_use = stats.in_use + stats.idle + stats.opening;
                if (i % 13 == 5) server->execute("select 1/0", {}, here());
                if (i % 17 == 3) server->execute_constant("begin", here());
                if (i % 29 == 7)
                    server->execute("select pg_sleep(1)", {}, {postgres::deadline::in(2ms)});
                if (i % 31 == 9) server->close();
                if (fixture.value(server, "select " + std::to_string(token) + "::text") !=
                    std::to_string(token))
                    ++mismatches;
            } catch (const orm::error&) {
            }
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i <= 8; ++i) threads.emplace_back(work, i);
    for (std::thread& thread : threads) thread.join();
    CHECK(mismatches == 0);
    CHECK(most_in_use <= 3);
    const auto stats = fixture.get().stats();
    CHECK(stats.in_use == 0);
    CHECK(stats.opening == 0);
    CHECK(stats.waiting == 0);
    CHECK(stats.opened - stats.closed == stats.idle);
}
