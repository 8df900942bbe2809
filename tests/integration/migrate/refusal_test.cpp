// SPDX-License-Identifier: MIT
// Folders that do not fit the database: nothing is skipped without a word.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;
using list = std::vector<std::string>;
using policy = orm::migration_policy;

namespace {

orm::migrate_options with_policy(policy chosen) {
    orm::migrate_options options;
    options.policy = chosen;
    return options;
}

/// Two applied migrations, in Drizzle's layout.
void apply_two(test_database& database, test_folder& folder) {
    folder.journal({{"0000_a", 1000}, {"0002_c", 3000}})
        .file("0000_a.sql", "create table a (x int)")
        .file("0002_c.sql", "create table c (x int)");
    migrate(database, folder);
}

}  // namespace

TEST_CASE("refusal: a migration that arrives late is named together with the later one",
          "[migrate]") {
    test_database database;
    test_folder folder;
    apply_two(database, folder);
    folder.journal({{"0000_a", 1000}, {"0001_b", 2000}, {"0002_c", 3000}})
        .file("0001_b.sql", "create table b (x int)");
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message, contains_text("0001_b is not applied, but 0002_c, which comes later, is"));
    CHECK_THAT(message, contains_text("migration_policy::apply"));
    CHECK(names(migrate(database, folder, with_policy(policy::apply))) == list{"0001_b"});
    CHECK(migrate(database, folder).was_up_to_date());
}

TEST_CASE("refusal: Drizzle's own rule skips what arrives late", "[migrate]") {
    test_database database;
    test_folder folder;
    apply_two(database, folder);
    folder.journal({{"0000_a", 1000}, {"0001_b", 2000}, {"0002_c", 3000}, {"0003_d", 4000}})
        .file("0001_b.sql", "create table b (x int)")
        .file("0003_d.sql", "create table d (x int)");
    CHECK(names(migrate(database, folder, with_policy(policy::drizzle))) == list{"0003_d"});
}

TEST_CASE("refusal: a time before the others is applied when the journal names it last",
          "[migrate]") {
    test_database database;
    test_folder folder;
    apply_two(database, folder);
    folder.journal({{"0000_a", 1000}, {"0002_c", 3000}, {"0003_d", 500}})
        .file("0003_d.sql", "create table d (x int)");
    CHECK(names(migrate(database, folder)) == list{"0003_d"});
}

TEST_CASE("refusal: an edited migration is named with both hashes until it is accepted",
          "[migrate]") {
    test_database database;
    test_folder folder;
    apply_two(database, folder);
    folder.file("0000_a.sql", "create table a (x bigint)");
    CHECK_THAT(failure_of_migrate(database, folder),
               contains_text("0000_a was edited after it was applied"));
    postgres::connection server = connect_to(database.url());
    CHECK_THROWS_AS(orm::verify(server, folder.path()), orm::migration_error);
    ORM_POOLER_REFUSES(failure_of([&] { orm::accept_edits(server, folder.path(), {"0000_a"}); }));
    orm::accept_edits(server, folder.path(), {"0000_a"});
    CHECK(migrate(database, folder).was_up_to_date());
    orm::verify(server, folder.path());
}

TEST_CASE("refusal: Drizzle's rule does not look at edits", "[migrate]") {
    test_database database;
    test_folder folder;
    apply_two(database, folder);
    folder.file("0000_a.sql", "create table a (x bigint)");
    CHECK(migrate(database, folder, with_policy(policy::drizzle)).was_up_to_date());
}

TEST_CASE("refusal: a deleted migration is missed", "[migrate]") {
    test_database database;
    test_folder folder;
    apply_two(database, folder);
    folder.journal({{"0002_c", 3000}});
    CHECK_THAT(failure_of_migrate(database, folder),
               contains_text("the database has a migration that the folder lacks"));
}

TEST_CASE("refusal: a file that the journal names and nobody has is an error", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.journal({{"0000_a", 1000}});
    CHECK_THAT(failure_of_migrate(database, folder), contains_text("there is no file 0000_a.sql"));
}

TEST_CASE("refusal: a renamed migration is named with its old name", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("20260101000000_a/migration.sql", "create table a (x int)");
    migrate(database, folder);
    folder.rename("20260101000000_a", "20260102000000_b");
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message, contains_text(
                            "20260102000000_b was applied as another migration: 20260101000000_a"));
}

TEST_CASE("refusal: a database that is ahead of an old program is no error", "[migrate]") {
    test_database database;
    test_folder folder;
    apply_two(database, folder);
    folder.journal({{"0000_a", 1000}});
    const auto report = migrate(database, folder);
    CHECK(report.was_up_to_date());
    REQUIRE(report.notes.size() == 2);
    CHECK_THAT(report.notes[0], contains_text("1 newer migrations"));
    CHECK_THAT(report.notes[1], contains_text("not in the journal, so not run: 0002_c.sql"));
}

TEST_CASE("refusal: two migrations with one name or one number are errors", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.journal({{"0000_a", 1000}, {"0000_a", 2000}}).file("0000_a.sql", "");
    CHECK_THAT(failure_of_migrate(database, folder), contains_text("names 0000_a twice"));
}

TEST_CASE("refusal: a broken journal is named", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("meta/_journal.json", "{\"entries\": [}");
    CHECK_THAT(failure_of_migrate(database, folder),
               contains_text("_journal.json: the journal cannot be read"));
    folder.file("meta/_journal.json", "{}");
    CHECK_THAT(failure_of_migrate(database, folder), contains_text("no list of entries"));
    folder.file("meta/_journal.json", "{\"entries\": [{\"when\": 1}]}");
    CHECK_THAT(failure_of_migrate(database, folder), contains_text("entry 1 has no tag"));
}

TEST_CASE("refusal: nothing runs when one of the pending files is no SQL", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)").file("2_b.sql", "\\connect other");
    CHECK_THAT(failure_of_migrate(database, folder),
               contains_text("2_b.sql:1:1: a command of psql"));
    CHECK(database.value("select to_regclass('a') is null") == "t");
}

TEST_CASE("refusal: the same text in every form is no edit", "[migrate]") {
    const std::string lf = "create table a (\n  x int\n);\n--> statement-breakpoint\nselect 1;";
    const auto form = [&](std::string_view line_end, bool mark, std::size_t final_ends) {
        return orm::migration::rewritten(lf, {line_end, mark, final_ends});
    };
    for (const std::string& applied : {form("\n", false, 0), form("\r\n", false, 1),
                                       form("\r", true, 0), form("\n", false, 2)}) {
        test_database database;
        test_folder folder;
        folder.file("1_a.sql", applied);
        migrate(database, folder);
        for (const std::string_view line_end : {"\n", "\r\n", "\r"})
            for (const bool mark : {false, true})
                for (const std::size_t final_ends : {0U, 1U, 2U}) {
                    folder.file("1_a.sql", form(line_end, mark, final_ends));
                    CHECK(migrate(database, folder).was_up_to_date());
                }
        folder.file("1_a.sql", lf + " ");
        CHECK_THAT(failure_of_migrate(database, folder), contains_text("1_a was edited"));
    }
}

TEST_CASE("refusal: a replica and a missing privilege are told", "[migrate]") {
    ORM_NEEDS_SESSION("a role that is set for the session");
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int)");
    database.run("create role nobody_" + database.name() + " login");
    postgres::connection server = connect_to(database.url());
    server.execute("set role nobody_" + database.name(), {}, {});
    const std::string message = failure_of([&] { orm::migrate(server, folder.path()); });
    CHECK_THAT(message, contains_text("permission denied for database"));
    CHECK_THAT(message, contains_text("42501"));
    server.execute_constant("reset role", {});
    CHECK(orm::migrate(server, folder.path()).applied.size() == 1);
    database.run("drop role nobody_" + database.name());
}
