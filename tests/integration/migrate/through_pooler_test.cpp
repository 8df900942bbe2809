// SPDX-License-Identifier: MIT
// E11: migrations through a pooler in transaction mode, where no session lock holds.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include "integration/migrate/migrations_fixture.hpp"
#include "support/pgbouncer.hpp"

using namespace orm_test;

namespace {

/// A database behind a pgbouncer with two sessions.
struct pooled_database {
    test_database database;
    running_pgbouncer pooler{find_pgbouncer(), cluster_url()};

    /// Empty, or the reason why there is none.
    std::string missing() const {
        if (find_pgbouncer().empty()) return "pgbouncer is not there";
        return pooler.waits_for(database.name()) ? "" : "pgbouncer does not start";
    }

    /// Made here, for a child process has another number, and the port is made of that.
    const std::string url = pooler.url(database.name());

    postgres::connection connect() const { return connect_to(url); }

    orm::migration_report migrate_directly(const test_folder& folder) const {
        postgres::connection server = connect_to(database.direct_url());
        return orm::migrate(server, folder.path());
    }

    orm::migration_report migrate(const test_folder& folder,
                                  const orm::migrate_options& options = {}) const {
        postgres::connection server = connect();
        return orm::migrate(server, folder.path(), options);
    }

    std::string failure(const test_folder& folder, const orm::migrate_options& options = {}) const {
        return failure_of([&] { migrate(folder, options); });
    }
};

}  // namespace

TEST_CASE("pooler: a folder that is all transactions is migrated", "[migrate]") {
    pooled_database pooled;
    if (!pooled.missing().empty()) ORM_SKIP(pooled.missing());
    test_database& database = pooled.database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int); insert into a values (1);")
        .file("2_b.sql", "begin isolation level serializable; alter table a add y int; commit;");
    orm::migrate_options options;
    options.keep_history = true;
    options.functions.push_back({"3_c", [](postgres::connection& server) {
                                     server.execute_constant("update a set y = 2", {});
                                 }});
    CHECK(pooled.migrate(folder, options).applied.size() == 3);
    CHECK(database.value("select x || ' ' || y from a") == "1 2");
    CHECK(pooled.migrate(folder, options).was_up_to_date());
    CHECK(database.value("select count(*) from pg_locks where locktype = 'advisory' and database ="
                         " (select oid from pg_database where datname = current_database())") ==
          "0");
}

TEST_CASE("pooler: what needs a session is refused before anything has run", "[migrate]") {
    pooled_database pooled;
    if (!pooled.missing().empty()) ORM_SKIP(pooled.missing());
    test_database& database = pooled.database;
    for (const char* statement :
         {"create index concurrently i on a (x);", "commit; select 2;", "set lock_timeout = 0;",
          "select set_config('search_path', 'x', false);", "vacuum;"}) {
        test_folder folder;
        folder.file("1_a.sql", "create table a (x int);")
            .file("2_b.sql", std::string("select 1;\n  ") + statement);
        const std::string message = pooled.failure(folder);
        CHECK_THAT(message, contains_text("2_b.sql:2:3: this migration needs a session"));
        CHECK_THAT(message, contains_text(pooler_advice));
    }
    test_folder folder;
    folder.file("1_a.sql", "-- orm: no-transaction\ncreate table a (x int);\nselect 1;");
    CHECK_THAT(pooled.failure(folder), contains_text(pooler_advice));
    CHECK(database.value("select to_regnamespace('drizzle') is null") == "t");
    CHECK(pooled.migrate_directly(folder).applied.size() == 1);
}

TEST_CASE("pooler: ways back, baselines and adoption want a session", "[migrate]") {
    pooled_database pooled;
    if (!pooled.missing().empty()) ORM_SKIP(pooled.missing());
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);").file("1_a.down.sql", "drop table a;");
    pooled.migrate_directly(folder);
    postgres::connection server = pooled.connect();
    CHECK_THAT(failure_of([&] { orm::rollback(server, folder.path()); }),
               contains_text(pooler_advice));
    CHECK_THAT(failure_of([&] { orm::baseline(server, folder.path()); }),
               contains_text(pooler_advice));
    CHECK(orm::status(server, folder.path()).migrations.size() == 1);
}

TEST_CASE("pooler: a failing migration leaves nothing and no lock", "[migrate]") {
    pooled_database pooled;
    if (!pooled.missing().empty()) ORM_SKIP(pooled.missing());
    test_database& database = pooled.database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);").file("2_b.sql", "select 1;\nselect nothing;");
    CHECK_THAT(pooled.failure(folder), contains_text("2_b.sql:2:8: column \"nothing\""));
    CHECK(applied_count(database) == "1");
    folder.file("2_b.sql", "select 1;");
    CHECK(pooled.migrate_directly(folder).applied.size() == 1);
}

TEST_CASE("pooler: it waits for a migrator with a session, and gives up in time", "[migrate]") {
    pooled_database pooled;
    if (!pooled.missing().empty()) ORM_SKIP(pooled.missing());
    test_database& database = pooled.database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);");
    plain_connection holder(database.url());
    holder.run(
        "select pg_advisory_lock(hashtextextended('orm.migrate drizzle.__drizzle_migrations', 0))");
    orm::migrate_options options;
    options.wait_timeout = std::chrono::milliseconds(200);
    CHECK_THAT(
        pooled.failure(folder, options),
        contains_text("longer than 200 ms: process " + holder.value("select pg_backend_pid()")));
    CHECK(database.value("select to_regclass('a') is null") == "t");
}

TEST_CASE("pooler: pooled and direct processes storm one folder together", "[migrate]") {
    pooled_database pooled;
    if (!pooled.missing().empty()) ORM_SKIP(pooled.missing());
    test_database& database = pooled.database;
    test_folder folder;
    folder.file("000_start.sql", "create table done (name text)");
    for (int i = 1; i <= 10; ++i)
        folder.file(std::to_string(i) + "_m.sql", "create table t" + std::to_string(i) +
                                                      " (x int); insert into done values ('" +
                                                      std::to_string(i) + "');");
    const int failures = failures_of_processes(10, [&](int number) {
        if (number % 2 == 0) pooled.migrate(folder);
        else pooled.migrate_directly(folder);
    });
    CHECK(failures == 0);
    CHECK(applied_count(database) == "11");
    CHECK(database.value("select count(*) || ' ' || count(distinct name) from done") == "10 10");
}
