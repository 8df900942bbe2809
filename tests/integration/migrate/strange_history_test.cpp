// SPDX-License-Identifier: MIT
// E9: histories that somebody else made, edited or left unfinished: what is wrong is named, nothing is repaired
// unasked.
#include "support/catch.hpp"

#include <string>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;

namespace {

/// Two migrations that are applied, as numbered files with names in the history.
struct applied_two {
    test_database database;
    test_folder folder;

    applied_two() {
        folder.file("1_a.sql", "create table a (x int);")
            .file("2_b.sql", "create table b (x int);");
        migrate(database, folder);
    }
    std::string failure_after(const std::string& sql) {
        database.run(sql);
        return failure_of_migrate(database, folder);
    }
    /// The history as it is, to see that nobody repaired it.
    std::string history() {
        return database.value(
            "select string_agg(concat_ws(':', id, hash, created_at, name), ',' order by id)"
            " from drizzle.__drizzle_migrations");
    }
};

}  // namespace

TEST_CASE("strange history: a table of another tool is not taken for one", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);");
    for (const char* columns : {"version bigint, dirty boolean", "id int, hash text",
                                "id text, hash text, created_at timestamptz, name text"}) {
        database.run(
            std::string("create schema drizzle; create table drizzle.__drizzle_migrations (") +
            columns + ")");
        const std::string message = failure_of_migrate(database, folder);
        INFO(message);
        CHECK_THAT(
            message,
            contains_text("\"drizzle\".\"__drizzle_migrations\" is no history of migrations"));
        CHECK_THAT(message, contains_text("migrate_options::table"));
        CHECK(database.value("select to_regclass('a') is null") == "t");
        database.run("drop schema drizzle cascade");
    }
}

TEST_CASE("strange history: a view in its place is told", "[migrate]") {
    applied_two two;
    const std::string message = two.failure_after(
        "alter table drizzle.__drizzle_migrations rename to real;"
        "create view drizzle.__drizzle_migrations as select *, 1 as one from drizzle.real limit 1");
    // The view hides a row: the second migration seems pending, and its table exists.
    CHECK_THAT(message, contains_text("2_b.sql"));
}

TEST_CASE("strange history: a deleted row makes its migration late or pending", "[migrate]") {
    applied_two two;
    CHECK_THAT(two.failure_after("delete from drizzle.__drizzle_migrations where name = '1_a'"),
               contains_text("1_a is not applied, but 2_b, which comes later, is"));
}

TEST_CASE("strange history: edited hashes, times and names are named", "[migrate]") {
    applied_two two;
    const std::string hash = two.failure_after(
        "update drizzle.__drizzle_migrations set hash = 'nonsense' where name = '1_a'");
    CHECK_THAT(hash,
               contains_text("1_a was edited after it was applied (applied with hash nonsense"));
    CHECK_THAT(two.failure_after("update drizzle.__drizzle_migrations set hash = "
                                 "encode(sha256('create table a (x int);'), 'hex'), name = '1_z'"
                                 " where name = '1_a'"),
               contains_text("1_a was applied as another migration: 1_z"));
    const std::string before = two.history();
    failure_of_migrate(two.database, two.folder);
    CHECK(two.history() == before);
}

TEST_CASE("strange history: NULL everywhere is no crash", "[migrate]") {
    applied_two two;
    const std::string message = two.failure_after(
        "alter table drizzle.__drizzle_migrations alter hash drop not null;"
        "update drizzle.__drizzle_migrations set hash = null, created_at = null, name = null");
    CHECK(message != "");
    CHECK_THAT(message, !contains_text("42P07"));
}

TEST_CASE("strange history: a row twice is a remark", "[migrate]") {
    applied_two two;
    two.database.run(
        "insert into drizzle.__drizzle_migrations (hash, created_at, name)"
        " select hash, created_at, name from drizzle.__drizzle_migrations where name = '1_a'");
    const auto report = migrate(two.database, two.folder);
    CHECK(report.was_up_to_date());
    REQUIRE(report.notes.size() == 1);
    CHECK(report.notes[0] == "recorded twice: 1_a");
}

TEST_CASE("strange history: unfinished work of a file that is gone or changed is named",
          "[migrate]") {
    applied_two two;
    const std::string mark = "--> statement-breakpoint\n";
    two.folder.file("3_c.sql", "commit;\ninsert into a values (1);\n" + mark + "select nothing;");
    ORM_POOLER_REFUSES(failure_of_migrate(two.database, two.folder));
    CHECK_THAT(failure_of_migrate(two.database, two.folder), contains_text("3_c.sql:4:8"));
    two.folder.file("3_c.sql", "commit;\ninsert into a values (2);\n" + mark + "select 1;");
    CHECK_THAT(failure_of_migrate(two.database, two.folder),
               contains_text("they were changed since"));
    CHECK(two.database.value("select string_agg(x::text, ',') from a") == "1");
}

TEST_CASE("strange history: a progress table with other columns is told", "[migrate]") {
    applied_two two;
    two.database.run("create table drizzle.__drizzle_migrations_orm (x int)");
    two.folder.file("3_c.sql", "create table c (x int);");
    const std::string message = failure_of_migrate(two.database, two.folder);
    CHECK_THAT(message, contains_text("__drizzle_migrations_orm"));
    CHECK(two.database.value("select to_regclass('c') is null") == "t");
}

TEST_CASE("strange history: a time in the future holds nothing back", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.journal({{"0000_a", 4'000'000'000'000}}).file("0000_a.sql", "create table a (x int);");
    migrate(database, folder);
    folder.journal({{"0000_a", 4'000'000'000'000}, {"0001_b", 1'700'000'000'000}})
        .file("0001_b.sql", "create table b (x int);");
    CHECK(names(migrate(database, folder)) == std::vector<std::string>{"0001_b"});
}

TEST_CASE("strange history: a reordered journal is no other history", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("0000_a.sql", "create table a (x int);")
        .file("0001_b.sql", "create table b (x int);");
    folder.journal({{"0000_a", 1000}, {"0001_b", 2000}});
    migrate(database, folder);
    folder.journal({{"0001_b", 2000}, {"0000_a", 1000}});
    CHECK(migrate(database, folder).was_up_to_date());
}

TEST_CASE("strange history: two merged branches are both named", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "select 1;").file("2_mine.sql", "select 2;");
    migrate(database, folder);
    folder.file("2_theirs.sql", "select 3;");
    CHECK_THAT(failure_of_migrate(database, folder),
               contains_text("two migrations have one number: 2_mine and 2_theirs"));
}
