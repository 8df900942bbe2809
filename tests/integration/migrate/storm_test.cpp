// SPDX-License-Identifier: MIT
// Many processes that start at once.
#include "support/catch.hpp"

#include <cstdlib>
#include <string>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;

namespace {

/// ORM_STORM_ROUNDS asks for more than the short form that every commit runs.
int rounds(int short_form) {
    const char* asked = std::getenv("ORM_STORM_ROUNDS");
    return asked == nullptr ? short_form : std::atoi(asked);
}

/// Every migration adds a row where it must be alone: a second application is seen in the count.
void write_migrations(test_folder& folder, int count, const std::string& extra = {}) {
    folder.file("000_start.sql", "create table done (name text)");
    for (int i = 1; i <= count; ++i) {
        const std::string number = std::to_string(i);
        folder.file(number + "_m.sql", "create table t" + number +
                                           " (x int);\ninsert into done values ('" + number +
                                           "');\n" + extra);
    }
}

int storm(const test_database& database, const test_folder& folder, int processes) {
    return failures_of_processes(processes, [&](int) {
        postgres::connection server = connect_to(database.url());
        orm::migrate(server, folder.path());
    });
}

}  // namespace

TEST_CASE("storm: sixteen processes apply every migration exactly once", "[migrate]") {
    for (int round = 0; round < rounds(3); ++round) {
        test_database database;
        test_folder folder;
        write_migrations(folder, 10);
        CHECK(storm(database, folder, 16) == 0);
        CHECK(applied_count(database) == "11");
        CHECK(database.value("select count(*) || ' ' || count(distinct name) from done") ==
              "10 10");
    }
}

TEST_CASE("storm: old and new programs start together", "[migrate]") {
    for (int round = 0; round < rounds(3); ++round) {
        test_database database;
        test_folder newer;
        test_folder older;
        write_migrations(newer, 10);
        write_migrations(older, 5);
        const int failures = failures_of_processes(16, [&](int number) {
            postgres::connection server = connect_to(database.url());
            orm::migrate(server, number % 2 == 0 ? newer.path() : older.path());
        });
        CHECK(failures == 0);
        CHECK(applied_count(database) == "11");
    }
}

TEST_CASE("storm: waiting processes and concurrent indexes do not lock each other up",
          "[migrate]") {
    for (int round = 0; round < rounds(2); ++round) {
        test_database database;
        test_folder folder;
        folder
            .file("1_a.sql",
                  "create table a (x int); insert into a select generate_series(1, 20000)")
            .file("2_b.sql",
                  "create index concurrently i on a (x); create index concurrently j on a (x);")
            .file("3_c.sql", "drop index concurrently j");
        CHECK(storm(database, folder, 8) == 0);
        CHECK(applied_count(database) == "3");
        CHECK(database.value("select count(*) from pg_index where not indisvalid") == "0");
    }
}
