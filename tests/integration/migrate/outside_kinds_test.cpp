// SPDX-License-Identifier: MIT
// E6: what the server refuses inside a transaction is recognised and runs alone, between two transactions.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;

namespace {

struct outside_kind {
    std::string name;
    std::string sql;
    std::string after;  ///< undoes it where the cluster is touched
};

std::vector<outside_kind> kinds(const std::string& own, int version) {
    std::vector<outside_kind> all{
        {"create index concurrently", "create index concurrently on a (x)", ""},
        {"create unique index concurrently", "create unique index concurrently u on a (x)", ""},
        {"drop index concurrently", "drop index concurrently i", ""},
        {"reindex concurrently", "reindex index concurrently i", ""},
        {"reindex table concurrently", "reindex (verbose) table concurrently a", ""},
        {"reindex database", "reindex database " + own, ""},
        {"reindex schema", "reindex schema public", ""},
        {"vacuum", "vacuum", ""},
        {"vacuum a table", "vacuum (analyze) a", ""},
        {"create database", "create database " + own + "_2", "drop database " + own + "_2"},
        {"alter system", "alter system set work_mem = '4MB'", "alter system reset work_mem"},
        {"cluster", "cluster", ""},
        {"discard all", "discard all", ""},
    };
    if (version >= 140'000)
        all.push_back(
            {"detach concurrently", "alter table p detach partition p1 concurrently", ""});
    if (version >= 150'000)
        all.push_back({"create tablespace", "create tablespace " + own + "_t location ''",
                       "drop tablespace " + own + "_t"});
    return all;
}

const std::string before =
    "create table a (x int primary key);\ncreate index i on a (x);\n"
    "create table p (x int) partition by list (x);\n"
    "create table p1 partition of p for values in (1);\n"
    "insert into a values (1);\n";

}  // namespace

TEST_CASE("outside: every such statement runs in the middle of a file", "[migrate]") {
    test_database probe;
    const int version = std::stoi(probe.value("show server_version_num"));
    const std::size_t count = kinds("x", version).size();
    for (std::size_t i = 0; i < count; ++i) {
        test_database database;
        const outside_kind one = kinds(database.name(), version)[i];
        INFO(one.name);
        test_folder folder;
        folder.file("1_a.sql", before + one.sql + ";\ninsert into a values (2);\n" +
                                   "create table last (x int);");
        postgres::connection server = connect_to(database.url());
        if (version >= 150'000) server.execute_constant("set allow_in_place_tablespaces = on", {});
        CHECK(failure_of([&] { orm::migrate(server, folder.path()); }) == "");
        CHECK(database.value("select count(*) from a") == "2");
        CHECK(database.value("select to_regclass('last') is not null") == "t");
        if (!one.after.empty()) database.run(one.after);
    }
}

TEST_CASE("outside: inside a transaction of the file they fail with the way out", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "commit;\nbegin;\ncreate table a (x int);\n"
                "create index concurrently i on a (x);\ncommit;");
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message, contains_text("1_a.sql:4:1: CREATE INDEX CONCURRENTLY cannot run inside"));
    CHECK_THAT(message, contains_text("25001"));
}
