// SPDX-License-Identifier: MIT
// What orm::migrate() does with folders that fit the database.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <orm/session/connect.hpp>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;
using list = std::vector<std::string>;

TEST_CASE("migrate: applies a journal's migrations in order and writes Drizzle's rows",
          "[migrate]") {
    test_database database;
    test_folder folder;
    folder.journal({{"0000_a", 1000}, {"0001_b", 2000}})
        .file("0000_a.sql",
              "create table a (x int);\n--> statement-breakpoint\ninsert into a values (1)")
        .file("0001_b.sql", "alter table a add column y int;");
    CHECK(names(migrate(database, folder)) == list{"0000_a", "0001_b"});
    CHECK(database.value("select y is null from a where x = 1") == "t");
    const auto rows =
        database.run("select id, hash, created_at from drizzle.__drizzle_migrations order by id");
    REQUIRE(rows.size() == 2);
    CHECK(rows[1] ==
          list{"2", "4f0927cdb03c51f15cb22bb2aef54025657646a6fcb0004cbff02d2c2ab824c2", "2000"});
}

TEST_CASE("migrate: an up-to-date database is left alone", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)");
    migrate(database, folder);
    const auto report = migrate(database, folder);
    CHECK(report.was_up_to_date());
    CHECK(report.already_applied == 1);
}

TEST_CASE("migrate: the newer layout gets Drizzle's columns for names", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("20260114102228_a/migration.sql", "create table a (x int)");
    migrate(database, folder);
    CHECK(
        database.run(
            "select name, created_at, applied_at is not null from drizzle.__drizzle_migrations") ==
        text_rows{{"20260114102228_a", "1768386148000", "t"}});
}

TEST_CASE("migrate: a journal's history is upgraded when the folder is", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.journal({{"0000_a", 1768386148123}}).file("0000_a.sql", "create table a (x int)");
    migrate(database, folder);
    folder.remove("meta").remove("0000_a.sql");
    folder.file("20260114102228_a/migration.sql", "create table a (x int)")
        .file("20260115102228_b/migration.sql", "create table b (x int)");
    CHECK(names(migrate(database, folder)) == list{"20260115102228_b"});
    CHECK(database.run(
              "select name, applied_at is null from drizzle.__drizzle_migrations order by id") ==
          text_rows{{"20260114102228_a", "t"}, {"20260115102228_b", "f"}});
}

TEST_CASE("migrate: schema and table of the history can be chosen", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)");
    orm::migrate_options options;
    options.schema = "My \"schema\"";
    options.table = "history";
    migrate(database, folder, options);
    CHECK(migrate(database, folder, options).was_up_to_date());
    CHECK(database.value("select count(*) from \"My \"\"schema\"\"\".history") == "1");
}

TEST_CASE("migrate: an empty folder and an empty file are no error", "[migrate]") {
    test_database database;
    test_folder folder;
    CHECK(migrate(database, folder).was_up_to_date());
    folder.file("1_a.sql", "").file("2_b.sql", "-- nothing\n;;");
    CHECK(names(migrate(database, folder)) == list{"1_a", "2_b"});
}

TEST_CASE("migrate: an enum value can be used by the next migration of the same run", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create type mood as enum ('ok')")
        .file("2_b.sql", "alter type mood add value 'sad'")
        .file("3_c.sql", "create table a (m mood default 'sad')");
    CHECK(migrate(database, folder).applied.size() == 3);
}

TEST_CASE("migrate: an index is built concurrently in the middle of a file", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file(
        "1_a.sql",
        "create table a (x int); create index concurrently i on a (x); insert into a values (1)");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    CHECK(database.value("select indisvalid from pg_index where indexrelid = 'i'::regclass") ==
          "t");
    CHECK(database.value("select to_regclass('drizzle.__drizzle_migrations_orm') is null") == "t");
}

TEST_CASE("migrate: a file that commits on its own goes on outside", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "create table a (x int);\ncommit;\nset lock_timeout = 0;\n"
                "create index concurrently i on a (x);\nset lock_timeout = '5s';\n"
                "insert into a values (1);");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    CHECK(database.value("select count(*) from a") == "1");
    CHECK(applied_count(database) == "1");
}

TEST_CASE("migrate: a file that asks for no transaction may call a procedure that commits",
          "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "create table a (x int);\n"
                "create procedure p() language plpgsql as $$ begin for i in 1..3 loop "
                "insert into a values (i); commit; end loop; end $$;");
    folder.file("2_b.sql", "-- orm: no-transaction\ncall p();\n");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    CHECK(database.value("select count(*) from a") == "3");
}

TEST_CASE("migrate: what a migration sets ends with it", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create schema s; set search_path = s; create table a (x int);")
        .file("2_b.sql", "create table b (x int)");
    postgres::connection server = connect_to(database.url());
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    server.execute_constant("set application_name = 'mine'", {});
    orm::migrate(server, folder.path());
    CHECK(database.value(
              "select to_regclass('s.a') is not null and to_regclass('public.b') is not null") ==
          "t");
    const auto name = server.execute(
        "select current_setting('application_name'), current_setting('search_path'),"
        " current_setting('lock_timeout')",
        {}, {});
    CHECK(name.bytes(0, 0).text() == "mine");
    CHECK(name.bytes(0, 1).text() == "\"$user\", public");
    CHECK(name.bytes(0, 2).text() == "0");
}

TEST_CASE("migrate: no schema of the application stands in for the server's functions",
          "[migrate]") {
    test_database database;
    database.run(
        "create schema evil;"
        "create function evil.sha256(bytea) returns bytea language plpgsql as $$ begin raise "
        "'evil'; end $$;"
        "create function evil.unnest(bytea[]) returns setof bytea language plpgsql as $$ begin "
        "raise 'evil'; end $$;"
        "create function evil.to_regclass(text) returns regclass language plpgsql as $$ begin "
        "raise 'evil'; end $$;"
        "create function evil.lie(text, text) returns bool language plpgsql as $$ begin raise "
        "'evil'; end $$;"
        "create operator evil.= (leftarg = text, rightarg = text, function = evil.lie);"
        "create table evil.pg_locks (x int); create table evil.pg_index (x int)");
    database.run("alter database " + database.name() +
                 " set search_path = evil, pg_catalog, public");
    test_folder folder;
    folder.journal({{"0000_a", 1}})
        .file("0000_a.sql",
              "create table public.a (x int); create index concurrently i on public.a (x)");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    CHECK(migrate(database, folder).was_up_to_date());
}

TEST_CASE("migrate: functions run in their place between the files", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)")
        .file("3_c.sql", "insert into a select max(x) + 1 from a");
    orm::migrate_options options;
    options.functions.push_back({"2_b", [](postgres::connection& server) {
                                     server.execute_constant("insert into a values (41)", {});
                                 }});
    CHECK(names(migrate(database, folder, options)) == list{"1_a", "2_b", "3_c"});
    CHECK(database.value("select max(x) from a") == "42");
    CHECK(migrate(database, folder, options).was_up_to_date());
}

TEST_CASE("migrate: a function that throws leaves nothing", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)");
    orm::migrate_options options;
    options.functions.push_back({"2_b", [](postgres::connection& server) {
                                     server.execute_constant("insert into a values (1)", {});
                                     throw std::runtime_error("no");
                                 }});
    CHECK_THROWS_AS(migrate(database, folder, options), std::runtime_error);
    CHECK(database.value("select count(*) from a") == "0");
    CHECK(applied_count(database) == "1");
}

TEST_CASE("migrate: progress and hooks see every migration", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)").file("2_b.sql", "create table b (x int)");
    std::string seen;
    orm::migrate_options options;
    options.progress = [&](const orm::migration_event& event) {
        if (event.what == orm::migration_event::kind::started)
            seen += "start " + event.name + ' ' + std::to_string(event.number) + '/' +
                    std::to_string(event.pending) + "; ";
    };
    options.before_each = [&](postgres::connection&, const std::string& name) {
        seen += "before " + name + "; ";
    };
    options.after_each = [&](postgres::connection&, const std::string& name) {
        seen += "after " + name + "; ";
    };
    migrate(database, folder, options);
    CHECK(seen == "start 1_a 1/2; before 1_a; after 1_a; start 2_b 2/2; before 2_b; after 2_b; ");
}

TEST_CASE("migrate: the caller's transaction is refused", "[migrate]") {
    test_database database;
    test_folder folder;
    postgres::connection server = connect_to(database.url());
    server.execute_constant("begin", {});
    CHECK_THROWS_AS(orm::migrate(server, folder.path()), orm::migration_error);
}

TEST_CASE("migrate: a database handle lends one of its connections", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)").file("1_a.down.sql", "drop table a");
    const orm::database db = orm::connect(database.url(), {.pool_size = 1});
    CHECK(orm::migrate(db, folder.path()).applied.size() == 1);
    CHECK(orm::status(db, folder.path()).migrations.size() == 1);
    orm::verify(db, folder.path());
    ORM_POOLER_REFUSES(failure_of([&] { orm::rollback(db, folder.path()); }));
    CHECK(orm::rollback(db, folder.path()).applied.size() == 1);
}
