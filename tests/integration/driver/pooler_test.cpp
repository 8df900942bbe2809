// SPDX-License-Identifier: MIT
// C14: through pgbouncer in transaction mode, with two server sessions for many clients.
#include <atomic>
#include <thread>

#include <orm/driver/postgres/notifications.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/pool.hpp>
#include <orm/driver/postgres/pooler.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"
#include "support/pgbouncer.hpp"

using namespace orm_test;
using postgres::connection;

namespace {

const fixed_statement increment{"select $1::int4 + 1"};

/// A database behind a pgbouncer of its own.
struct pooled_database {
    test_database database;
    running_pgbouncer pooler{find_pgbouncer(), cluster_url()};

    pooled_database() { REQUIRE(pooler.waits_for(database.name())); }
    std::string url() const { return pooler.url(database.name()); }
};

}  // namespace

TEST_CASE("pgbouncer: it is detected, and work on the session is refused") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    const pooled_database pooled;
    connection first = open(pooled.url());
    CHECK(is_behind_pooler(first, here()));
    CHECK_THROWS_WITH(listen(first, "x", here()), contains_text("not through a pooler"));
}

TEST_CASE("pgbouncer: 16 clients over 2 sessions each get their own answers") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    pooled_database pooled;
    std::vector<std::thread> threads;
    std::atomic<int> mismatches{0};
    for (int client = 0; client < 16; ++client)
        threads.emplace_back([&, client] {
            connection server = open(pooled.url());
            const fixed_statement own{"select $1::int4 + " + std::to_string(client)};
            for (int i = 0; i < 50; ++i)
                if (int_at(server.execute(server.prepare(own), text_parameters{"1"}, here()), 0,
                           0) != client + 1)
                    ++mismatches;
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(mismatches == 0);
}

TEST_CASE("pgbouncer: a transaction stays on one session") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    pooled_database pooled;
    pooled.database.run("create table t (a int)");
    connection server = open(pooled.url());
    connection other = open(pooled.url());
    postgres::transaction work(server, {}, here());
    server.execute("insert into t values (1)", {}, here());
    other.execute("select 1", {}, here());
    CHECK(text_at(server.execute("select count(*)::text from t", {}, here()), 0, 0) == "1");
    work.commit(here(), true);
    CHECK(pooled.database.value("select count(*) from t") == "1");
}

TEST_CASE("pgbouncer: pipelines and our own pool work in front of it") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    const pooled_database pooled;
    const auto pool = postgres::make_pool(postgres::parse_url(pooled.url()), {});
    for (int round = 0; round < 3; ++round) {
        const postgres::lease server(*pool, here());
        postgres::pipeline batch(*server, here());
        for (int i = 0; i < 20; ++i)
            batch.send(server->prepare(increment), text_parameters{std::to_string(i)});
        for (int i = 0; i < 20; ++i) CHECK(int_at(batch.collect(), 0, 0) == i + 1);
    }
}
