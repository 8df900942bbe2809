// SPDX-License-Identifier: MIT
// C3: five ways for a server to go, at seven moments: the right error, no stale answer, and a pool that
// serves again as soon as the server does.
#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <orm/driver/postgres/copy.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/pool.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"

using namespace std::chrono_literals;
using namespace orm_test;
using postgres::connection;
using postgres::lease;
using clock_type = std::chrono::steady_clock;

namespace {

/// How the server goes. Takes: the process that serves the connection.
struct event {
    const char* name;
    void (*happen)(private_server&, int process);
};

constexpr event events[] = {
    {"terminate",
     [](private_server& server, int process) {
         server.value("select pg_terminate_backend(" + std::to_string(process) + ", 2000)");
     }},
    {"restart fast", [](private_server& server, int) { server.restart("fast"); }},
    {"restart immediate", [](private_server& server, int) { server.restart("immediate"); }},
    {"kill -9 backend",
     [](private_server& server, int process) {
         server.kill_process(process);
         // The postmaster restarts everything.
         for (int i = 0; i < 200; ++i) try {
                 std::this_thread::sleep_for(20ms);
                 server.value("select 1");
                 return;
             } catch (const orm::error&) {
             }
     }},
    {"kill -9 postmaster", [](private_server& server, int) { server.kill_and_start(); }},
};

/// What the program does; it calls now() at the moment in question.
struct moment {
    const char* name;
    void (*work)(connection& server, const std::function<void()>& now);
};

const fixed_statement token{"select 'token'"};
const fixed_statement other{"select 'other'"};

/// Outside of CHECK(), which would catch what the statement throws.
void require_answer(const postgres::result& rows, const char* expected) {
    const std::string answer = text_at(rows, 0, 0);
    CHECK(answer == expected);
}

const moment moments[] = {
    {"idle",
     [](connection& server, const std::function<void()>& now) {
         now();
         require_answer(server.execute(server.prepare(token), {}, here()), "token");
     }},
    {"before BEGIN",
     [](connection& server, const std::function<void()>& now) {
         server.execute(server.prepare(token), {}, here());
         postgres::transaction work(server, {}, here());
         now();
         server.execute(server.prepare(token), {}, here());
         work.commit(here());
     }},
    {"mid-query",
     [](connection& server, const std::function<void()>& now) {
         std::thread meanwhile([&] {
             std::this_thread::sleep_for(30ms);
             now();
         });
         try {
             server.execute("select 'late' from pg_sleep(5)", {}, here());
         } catch (...) {
             meanwhile.join();
             throw;
         }
         meanwhile.join();
     }},
    {"mid-transaction",
     [](connection& server, const std::function<void()>& now) {
         postgres::transaction work(server, {}, here());
         server.execute("insert into t values (1)", {}, here());
         now();
         work.commit(here());
     }},
    {"mid-COPY",
     [](connection& server, const std::function<void()>& now) {
         postgres::copy_in rows(server, "t", postgres::copy_format::text, here());
         rows.append_raw({"1\n", 2});
         now();
         rows.finish();
     }},
    {"mid-prepare",
     [](connection& server, const std::function<void()>& now) {
         postgres::prepared_statement& statement = server.prepare(other);
         server.prepare_now(statement, {}, here());
         now();
         require_answer(server.execute(statement, {}, here()), "other");
     }},
    {"in a pipeline",
     [](connection& server, const std::function<void()>& now) {
         postgres::pipeline batch(server, here());
         batch.send(server.prepare(token), {});
         batch.sync();
         require_answer(batch.collect(), "token");
         now();
         batch.send(server.prepare(other), {});
         require_answer(batch.collect(), "other");
     }},
};

}  // namespace

TEST_CASE("35 server states: lost with the right error, served again at once", "[fault][C3]") {
    if (!private_server::is_available()) ORM_SKIP("PostgreSQL's server programs are not installed");
    private_server server;
    server.value("create table t (a int)");
    postgres::pool_options options;
    options.max_size = 2;
    int cells = 0;
    int lost = 0;
    std::chrono::milliseconds slowest{0};
    for (const event& way : events)
        for (const moment& when : moments) {
            CAPTURE(way.name, when.name);
            const auto pool = postgres::make_pool(postgres::parse_url(server.url()), options);
            try {
                const lease lent(*pool, here());
                const int process = lent->backend_process_id();
                when.work(*lent, [&] { way.happen(server, process); });
                FAIL_CHECK("the work outlived its server");
            } catch (const orm::connection_lost&) {
                ++lost;
            } catch (const orm::commit_unknown&) {
                ++lost;
            }
            const auto start = clock_type::now();
            const lease next(*pool, here());
            require_answer(next->execute(next->prepare(token), {}, here()), "token");
            const auto took =
                std::chrono::duration_cast<std::chrono::milliseconds>(clock_type::now() - start);
            CHECK(took < 1s);
            slowest = std::max(slowest, took);
            ++cells;
        }
    CHECK(lost == 35);
    CHECK(server.value("select count(*) from t") == "0");
    report("C3", std::to_string(cells) + " server states: " + std::to_string(lost) +
                     " right errors, 0 stale answers; next use at most " +
                     std::to_string(slowest.count()) + " ms after the server");
}

TEST_CASE("a pool of eight survives a restart with at most one failure a connection",
          "[fault][C3]") {
    if (!private_server::is_available()) ORM_SKIP("PostgreSQL's server programs are not installed");
    private_server server;
    postgres::pool_options options;
    options.max_size = 8;
    const auto pool = postgres::make_pool(postgres::parse_url(server.url()), options);
    {
        std::vector<lease> all;
        for (int i = 0; i < 8; ++i) all.emplace_back(*pool, here());
    }
    server.restart("fast");
    int failures = 0;
    for (int i = 0; i < 40; ++i) try {
            const lease lent(*pool, here());
            require_answer(lent->execute(lent->prepare(token), {}, here()), "token");
        } catch (const orm::connection_lost&) {
            ++failures;
        }
    CHECK(failures <= 8);
    report("C3", "restart under a pool of 8: " + std::to_string(failures) +
                     " failures in the next 40 statements");
}
