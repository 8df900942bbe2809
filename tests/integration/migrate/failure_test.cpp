// SPDX-License-Identifier: MIT
// Statements that fail: the message leads to the line, and nothing half done stays.
#include "support/catch.hpp"

#include <string>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;

namespace {

orm::migration_error error_of(const test_database& database, const test_folder& folder,
                              const orm::migrate_options& options = {}) {
    try {
        migrate(database, folder, options);
    } catch (const orm::migration_error& failure) {
        return failure;
    }
    throw std::runtime_error("the migration did not fail");
}

}  // namespace

TEST_CASE("failure: the error has file, line, column, statement and SQLSTATE", "[migrate]") {
    for (const std::string line_end : {"\n", "\r\n"}) {
        test_database database;
        test_folder folder;
        folder.file("1_a.sql", "create table a (x int)")
            .file("2_b.sql", "-- \xC3\xA4\xC3\xB6" + line_end + "select 1;" + line_end +
                                 "select '\xC3\xA4', nothing" + line_end + "from a;")
            .file("3_c.sql", "create table c (x int)");
        const auto failure = error_of(database, folder);
        CHECK(failure.line() == 3);
        CHECK(failure.column_number() == 13);
        CHECK(failure.sqlstate() == "42703");
        CHECK(failure.migration() == "2_b");
        CHECK(failure.statement() == "select '\xC3\xA4', nothing from a");
        CHECK_THAT(failure.what(),
                   StartsWith(folder.path() + "/2_b.sql:3:13: column \"nothing\" does not exist;"));
        CHECK(applied_count(database) == "1");
        CHECK(database.value("select to_regclass('c') is null") == "t");
    }
}

TEST_CASE("failure: a migration leaves nothing of its earlier statements", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);\nselect 1 / 0;");
    const auto failure = error_of(database, folder);
    CHECK(failure.line() == 2);
    CHECK(failure.sqlstate() == "22012");
    CHECK(database.value("select to_regclass('a') is null") == "t");
    folder.file("1_a.sql", "create table a (x int);");
    CHECK(migrate(database, folder).applied.size() == 1);
}

TEST_CASE("failure: a deferred constraint fails at the end of its migration", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "create table a (x int unique deferrable initially deferred);\n"
                "insert into a values (1), (1);");
    const auto failure = error_of(database, folder);
    CHECK(failure.sqlstate() == "23505");
    CHECK_THAT(failure.what(),
               contains_text("1_a.sql: at the end of the transaction: duplicate key"));
    CHECK(database.value("select count(*) from drizzle.__drizzle_migrations") == "0");
}

TEST_CASE("failure: the hint tells what to do about rows without a value", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "create table a (x int);\ninsert into a values (1);\n"
                "alter table a add column y int not null;");
    const auto failure = error_of(database, folder);
    CHECK(failure.sqlstate() == "23502");
    CHECK_THAT(failure.hint(), contains_text("give the column a default"));
}

TEST_CASE("failure: the hint tells how to use a new enum value", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create type mood as enum ('ok')")
        .file("2_b.sql",
              "alter type mood add value 'sad';\ncreate table a (m mood default 'sad');");
    const auto failure = error_of(database, folder);
    CHECK(failure.sqlstate() == "55P04");
    CHECK_THAT(failure.hint(), contains_text("next migration"));
}

TEST_CASE("failure: the hint tells how to leave the transaction", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "create procedure p() language plpgsql as $$ begin commit; end $$;\ncall p();");
    const auto failure = error_of(database, folder);
    CHECK(failure.sqlstate() == "2D000");
    CHECK_THAT(failure.hint(), contains_text("-- orm: no-transaction"));
}

TEST_CASE("failure: a concurrent index that failed is built anew by the next run", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "create table a (x int);\ninsert into a values (1), (1);\n"
                "create unique index concurrently if not exists i on a (x);\n"
                "create table b (x int);");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    const auto failure = error_of(database, folder);
    CHECK(failure.line() == 3);
    CHECK(database.value("select indisvalid from pg_index where indexrelid = 'i'::regclass") ==
          "f");
    database.run("delete from a where ctid = '(0,1)'");
    CHECK(migrate(database, folder).applied.size() == 1);
    CHECK(database.value("select indisvalid from pg_index where indexrelid = 'i'::regclass") ==
          "t");
    CHECK(database.value("select to_regclass('b') is not null") == "t");
    CHECK(database.value("select to_regclass('drizzle.__drizzle_migrations_orm') is null") == "t");
}

TEST_CASE("failure: behind the last finished statement the file may be repaired, before it not",
          "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "-- orm: no-transaction\ncreate table a (x int);\nselect nothing;");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    CHECK(error_of(database, folder).line() == 3);
    folder.file("1_a.sql", "-- orm: no-transaction\ncreate table a (x bigint);\nselect 1;");
    CHECK_THAT(error_of(database, folder).what(), contains_text("were changed since"));
    folder.file("1_a.sql", "-- orm: no-transaction\ncreate table a (x int);\nselect 1;");
    CHECK(migrate(database, folder).applied.size() == 1);
}

TEST_CASE("failure: a statement that does not get its lock is repeated", "[migrate]") {
    test_database database;
    test_folder folder;
    database.run("create table a (x int)");
    folder.file("1_a.sql", "alter table a add y int");
    plain_connection blocker(database.url());
    blocker.run("begin; lock table a in access share mode");
    int retries = 0;
    orm::migrate_options options;
    options.lock_timeout = std::chrono::milliseconds(50);
    options.progress = [&](const orm::migration_event& event) {
        if (event.what != orm::migration_event::kind::retrying) return;
        if (++retries == 2) blocker.run("commit");
    };
    CHECK(migrate(database, folder, options).applied.size() == 1);
    CHECK(retries == 2);
}

TEST_CASE("failure: the settings of a failed migration are gone", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "commit; set search_path = nowhere; select nothing;");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    postgres::connection server = connect_to(database.url());
    CHECK_THROWS_AS(orm::migrate(server, folder.path()), orm::migration_error);
    CHECK(server.execute("select current_setting('search_path')", {}, {}).bytes(0, 0).text() ==
          "\"$user\", public");
    CHECK(server
              .execute(
                  "select count(*)::text from pg_locks where locktype = 'advisory' and database = "
                  "(select oid from pg_database where datname = current_database())",
                  {}, {})
              .bytes(0, 0)
              .text() == "0");
}
