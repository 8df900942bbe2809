// SPDX-License-Identifier: MIT
// C7, C9, C10, D2: what one user of a pool leaves behind, does from two threads or after a fork, or swallows.
#include <sys/wait.h>
#include <unistd.h>
#include <string>
#include <thread>

#include <orm/driver/postgres/copy.hpp>
#include <orm/driver/postgres/pool.hpp>
#include <orm/driver/postgres/stream.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;
using postgres::lease;

namespace {

postgres::pool_options sized(std::size_t max) {
    postgres::pool_options options;
    options.max_size = max;
    return options;
}

struct dirty_state {
    const char* name;
    void (*leave)(connection&);
};

constexpr dirty_state dirty_states[] = {
    {"in a transaction",
     [](connection& server) {
         server.execute_constant("begin", here());
         server.execute("insert into t values ('left')", {}, here());
     }},
    {"in a failed transaction",
     [](connection& server) {
         server.execute_constant("begin", here());
         CHECK_THROWS(server.execute("select 1/0", {}, here()));
     }},
    {"in COPY",
     [](connection& server) {
         postgres::copy_in rows(server, "t", postgres::copy_format::text, here());
         rows.append_raw({"left\n", 5});
     }},
    {"with unread rows",
     [](connection& server) {
         const fixed_statement many{"select repeat('x', 100) from generate_series(1, 10000)"};
         postgres::row_stream rows(server, server.prepare(many), {}, here());
         postgres::result part;
         rows.next(part);
     }},
    {"listening", [](connection& server) { server.execute("listen left_over", {}, here()); }},
    {"with a temporary table",
     [](connection& server) { server.execute("create temp table left_over (a int)", {}, here()); }},
    {"with a setting",
     [](connection& server) { server.execute("set search_path = nowhere", {}, here()); }},
    {"with a lock",
     [](connection& server) { server.execute("select pg_advisory_lock(7)", {}, here()); }},
    {"with a cursor", [](connection& server) {
         server.execute("declare left_over cursor with hold for select 1", {}, here());
     }}};

/// Everything that one session could leave to the next user, counted.
constexpr const char* leftovers =
    "select ((select count(*) from pg_listening_channels()) + (select count(*) from pg_cursors "
    "where name = 'left_over') + (select count(*) from pg_locks where locktype = 'advisory' and pid "
    "= pg_backend_pid()) + (to_regclass('pg_temp.left_over') is not null)::int + "
    "(current_setting('search_path') = 'nowhere')::int + (select count(*) from t))::text";

}  // namespace

TEST_CASE("C7: nothing that a user leaves in a session reaches the next one", "[fault][C7]") {
    test_database database;
    database.run("create table t (a text)");
    const auto pool = postgres::make_pool(postgres::parse_url(database.url()), sized(1));
    int leaks = 0;
    for (const dirty_state& state : dirty_states) {
        CAPTURE(state.name);
        {
            const lease server(*pool, here());
            state.leave(*server);
        }
        const lease next(*pool, here());
        const std::string found = text_at(next->execute(leftovers, {}, here()), 0, 0);
        CHECK(found == "0");
        CHECK(next->status() == postgres::transaction_status::idle);
        leaks += found == "0" ? 0 : 1;
    }
    report("C7", std::to_string(std::size(dirty_states)) + " states left in a session, " +
                     std::to_string(leaks) + " reached the next user");
}

TEST_CASE("C9: a forked child is refused, ends nothing, and may open a pool of its own",
          "[fault][C9]") {
    const test_database database;
    const auto pool = postgres::make_pool(postgres::parse_url(database.url()), sized(2));
    int right = 0;
    for (int round = 0; round < 20; ++round) {
        const lease server(*pool, here());
        const pid_t child = ::fork();
        if (child == 0) {
            int verdict = 1;
            try {
                server->execute("select 1", {}, here());
            } catch (const orm::forked_connection&) {
                const connection own = open(database.url());
                verdict = own.is_usable() ? 0 : 2;
            } catch (...) {
            }
            ::_exit(verdict);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        const bool is_alive =
            text_at(server->execute("select 'alive'", {}, here()), 0, 0) == "alive";
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && is_alive) ++right;
    }
    CHECK(right == 20);
    report("C9",
           std::to_string(right) + " of 20 forks: the child refused, the parent's session alive");
}

TEST_CASE("C10: a second thread on one connection is refused, every time", "[fault][C10]") {
    const test_database database;
    connection server = open(database.url());
    int refused = 0;
    for (int round = 0; round < 20; ++round) {
        std::thread other([&] { server.execute("select pg_sleep(0.05)", {}, here()); });
        while (!server.is_busy()) std::this_thread::yield();
        try {
            server.execute("select 1", {}, here());
        } catch (const orm::error&) {
            ++refused;
        }
        other.join();
    }
    CHECK(refused == 20);
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
    report("C10", std::to_string(refused) + " of 20 uses from a second thread refused");
}

TEST_CASE("C10: closing a connection while another thread uses it corrupts nothing",
          "[fault][C10]") {
    const test_database database;
    int ended = 0;
    for (int round = 0; round < 100; ++round) {
        connection server = open(database.url());
        std::thread other([&] {
            try {
                while (true) server.execute("select 1", {}, here());
            } catch (const orm::connection_lost&) {
                ++ended;
            }
        });
        while (!server.is_busy()) std::this_thread::yield();
        server.close();
        other.join();
        CHECK_FALSE(server.is_usable());
    }
    CHECK(ended == 100);
}

TEST_CASE("C10: an operation that begins while another thread closes is refused", "[fault][C10]") {
    const test_database database;
    for (int round = 0; round < 50; ++round) {
        postgres::link talk(PQconnectdb(database.url().c_str()), {}, "here");
        bool had_handle = true;
        std::thread other([&] {
            try {
                while (true) {
                    talk.begin(orm::source_location::current());
                    had_handle = had_handle && talk.native() != nullptr;
                    talk.end();
                }
            } catch (const orm::connection_lost&) {
            }
        });
        while (!talk.is_busy()) std::this_thread::yield();
        // It may be between two operations or within one; then it is closed with the link.
        talk.close_if_idle();
        other.join();
        CHECK(had_handle);
        CHECK_FALSE(talk.is_usable());
    }
}

TEST_CASE("D2: a commit that was none is an error, whatever hid the reason", "[fault][D2]") {
    test_database database;
    database.run("create table d (a int unique deferrable initially deferred)");
    connection server = open(database.url());
    int raised = 0;
    for (const char* statement : {"select 1/0", "insert into d values (1), (1)"}) {
        postgres::transaction work(server, {}, here());
        try {
            server.execute(statement, {}, here());
        } catch (const orm::error&) {
            // Swallowed on purpose: COMMIT answers ROLLBACK.
        }
        try {
            work.commit(here());
        } catch (const orm::error&) {
            ++raised;
        }
    }
    CHECK(raised == 2);
    CHECK(database.value("select count(*) from d") == "0");
    report("D2", std::to_string(raised) + " of 2 commits that were none raised an error");
}
