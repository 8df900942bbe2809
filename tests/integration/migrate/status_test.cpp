// SPDX-License-Identifier: MIT
// What can be asked without changing anything, and what changes the history alone.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;
using list = std::vector<std::string>;
using state = orm::migration_state;

TEST_CASE("status: tells applied, edited, late and pending migrations apart", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "select 1").file("3_c.sql", "select 3");
    migrate(database, folder);
    folder.file("1_a.sql", "select 10").file("2_b.sql", "").file("4_d.sql", "");
    postgres::connection server = connect_to(database.url());
    const auto overview = orm::status(server, folder.path());
    REQUIRE(overview.migrations.size() == 4);
    CHECK(overview.migrations[0].state == state::edited);
    CHECK(overview.migrations[1].state == state::out_of_order);
    CHECK(overview.migrations[2].state == state::applied);
    CHECK(overview.migrations[3].state == state::pending);
    CHECK_FALSE(overview.migrations[2].applied_at.empty());
    CHECK(overview.lock_holder.empty());
}

TEST_CASE("status: a history tells who, when and how long", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.journal({{"0000_a", 1000}}).file("0000_a.sql", "select pg_sleep(0.02)");
    orm::migrate_options options;
    options.keep_history = true;
    migrate(database, folder, options);
    postgres::connection server = connect_to(database.url());
    const auto one = orm::status(server, folder.path()).migrations.at(0);
    CHECK(one.applied_by == "postgres");
    CHECK(one.batch == "1");
    CHECK(std::stoi(one.duration_ms) >= 20);
    CHECK_FALSE(one.applied_at.empty());
}

TEST_CASE("status: an interrupted migration and the holder of the lock are named", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "commit; select nothing;");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    failure_of_migrate(database, folder);
    plain_connection other(database.url());
    other.run(
        "select pg_advisory_lock(hashtextextended('orm.migrate drizzle.__drizzle_migrations', 0))");
    postgres::connection server = connect_to(database.url());
    const auto overview = orm::status(server, folder.path());
    CHECK(overview.interrupted == list{"1_a"});
    CHECK_THAT(overview.lock_holder,
               contains_text("process " + other.value("select pg_backend_pid()")));
}

TEST_CASE("status: a database without a history is asked without an error", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "");
    postgres::connection server = connect_to(database.url());
    CHECK(orm::status(server, folder.path()).migrations.at(0).state == state::pending);
    CHECK(database.value("select to_regnamespace('drizzle') is null") == "t");
}

TEST_CASE("dry run: shows the statements and changes nothing", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int); create index concurrently i on a (x);");
    postgres::connection server = connect_to(database.url());
    const auto previews = orm::dry_run(server, folder.path());
    REQUIRE(previews.size() == 1);
    REQUIRE(previews[0].statements.size() == 2);
    CHECK(previews[0].statements[0].in_transaction);
    CHECK_FALSE(previews[0].statements[1].in_transaction);
    CHECK(database.value("select to_regnamespace('drizzle') is null") == "t");
}

TEST_CASE("baseline: records migrations without running them", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)").file("2_b.sql", "create table b (x int)");
    database.run("create table a (x int)");
    postgres::connection server = connect_to(database.url());
    ORM_POOLER_REFUSES(failure_of([&] { orm::baseline(server, folder.path(), "1_a"); }));
    CHECK(names(orm::baseline(server, folder.path(), "1_a")) == list{"1_a"});
    CHECK(orm::baseline(server, folder.path(), "1_a").was_up_to_date());
    CHECK(names(migrate(database, folder)) == list{"2_b"});
    CHECK_THROWS_AS(orm::baseline(server, folder.path(), "9_x"), orm::migration_error);
}

TEST_CASE("adopt: what Knex has applied is not run again", "[migrate]") {
    test_database database;
    test_folder folder;
    database.run(
        "create table knex_migrations (id serial primary key, name varchar(255), batch int,"
        " migration_time timestamptz);"
        "insert into knex_migrations (name, batch) values ('20260101000000_a.js', 1)");
    folder.file("20260101000000_a.sql", "create table a (x int)")
        .file("20260102000000_b.sql", "create table b (x int)");
    postgres::connection server = connect_to(database.url());
    ORM_POOLER_REFUSES(failure_of([&] { orm::adopt_knex(server, folder.path()); }));
    CHECK(names(orm::adopt_knex(server, folder.path())) == list{"20260101000000_a"});
    CHECK(names(migrate(database, folder)) == list{"20260102000000_b"});
}

TEST_CASE("adopt: a migration of Knex that the folder lacks is named", "[migrate]") {
    test_database database;
    test_folder folder;
    database.run(
        "create table knex_migrations (id serial primary key, name varchar(255));"
        "insert into knex_migrations (name) values ('20250101000000_old.ts')");
    postgres::connection server = connect_to(database.url());
    ORM_POOLER_REFUSES(failure_of([&] { orm::adopt_knex(server, folder.path()); }));
    CHECK_THAT(failure_of([&] { orm::adopt_knex(server, folder.path()); }),
               contains_text("20250101000000_old.ts"));
}
