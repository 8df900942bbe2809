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
    std::string first{};  ///< what it needs
    std::string after{};  ///< undoes both where the cluster is touched
};

/// The 17 kinds of reliability's F15, some of them in several forms.
std::vector<outside_kind> kinds(const std::string& own, int version) {
    const std::string other = own + "_2";
    const std::string space = own + "_t";
    std::vector<outside_kind> all{
        {"create index concurrently", "create index concurrently on a (x)"},
        {"create unique index concurrently", "create unique index concurrently u on a (x)"},
        {"drop index concurrently", "drop index concurrently i"},
        {"reindex concurrently", "reindex index concurrently i"},
        {"reindex table concurrently", "reindex (verbose) table concurrently a"},
        {"reindex database", "reindex database " + own},
        {"reindex schema", "reindex schema public"},
        {"vacuum", "vacuum"},
        {"vacuum a table", "vacuum (analyze) a"},
        {"create database", "create database " + other, "", "drop database " + other},
        {"drop database", "drop database " + other, "create database " + other},
        {"alter system", "alter system set work_mem = '4MB'", "", "alter system reset work_mem"},
        {"cluster", "cluster"},
        {"discard all", "discard all"},
        {"create subscription",
         "create subscription " + own +
             " connection 'dbname=none' publication p with (connect = "
             "false)",
         "", "alter subscription " + own + " set (slot_name = none); drop subscription " + own},
    };
    if (version >= 140'000)
        all.push_back({"detach concurrently", "alter table p detach partition p1 concurrently"});
    if (version < 150'000) return all;
    const std::string make_space = "create tablespace " + space + " location ''";
    const std::string drop_space = "drop tablespace " + space;
    all.push_back({"create tablespace", make_space, "", drop_space});
    all.push_back({"drop tablespace", drop_space, make_space});
    all.push_back({"alter database set tablespace",
                   "alter database " + other + " set tablespace " + space,
                   "create database " + other + "; " + make_space,
                   "drop database " + other + "; " + drop_space});
    return all;
}

const std::string before =
    "create table a (x int primary key);\ncreate index i on a (x);\n"
    "create table p (x int) partition by list (x);\n"
    "create table p1 partition of p for values in (1);\n"
    "insert into a values (1);\n";

std::vector<std::string> statements_of(const std::string& text) {
    std::vector<std::string> all;
    for (const auto& piece : orm::lexical::split_statements(text))
        if (!piece.is_empty()) all.emplace_back(piece.in(text));
    return all;
}

/// Behind a pooler each of them is refused, and nothing of its file has run.
void check_refused(const std::string& mark) {
    test_database probe;
    const int version = std::stoi(probe.value("show server_version_num"));
    for (std::size_t i = 0; i < kinds("x", version).size(); ++i) {
        test_database database;
        const outside_kind one = kinds(database.name(), version)[i];
        INFO(one.name);
        test_folder folder;
        folder.file("1_a.sql", mark + before + one.sql + ";");
        CHECK_THAT(failure_of_migrate(database, folder), contains_text(pooler_advice));
        CHECK(database.value("select to_regclass('a') is null") == "t");
    }
    tell_refused(__FILE__, __LINE__);
}

/// Calls check(kind, database, session) for each kind with a database of its own.
template <class Check>
void for_each_kind(Check check) {
    test_database probe;
    const int version = std::stoi(probe.value("show server_version_num"));
    const std::size_t count = kinds("x", version).size();
    CHECK(count >= (version >= 150'000 ? 19U : 15U));
    for (std::size_t i = 0; i < count; ++i) {
        test_database database;
        const outside_kind one = kinds(database.name(), version)[i];
        INFO(one.name);
        postgres::connection server = connect_to(database.url());
        if (version >= 150'000) {
            server.execute_constant("set allow_in_place_tablespaces = on", {});
            database.run("set allow_in_place_tablespaces = on");
        }
        check(one, database, server);
        CHECK(database.value("select count(*) from a") == "2");
        CHECK(database.value("select to_regclass('last') is not null") == "t");
        for (const std::string& each : statements_of(one.after)) database.run(each);
    }
}

}  // namespace

TEST_CASE("outside: unmarked, in the middle of a file, it runs between two transactions",
          "[migrate][E6]") {
    if (pooler_url() != nullptr) return check_refused("");
    for_each_kind([](const outside_kind& one, test_database& database,
                     postgres::connection& server) {
        for (const std::string& each : statements_of(one.first)) database.run(each);
        test_folder folder;
        folder.file("1_a.sql",
                    before + one.sql + ";\ninsert into a values (2);\ncreate table last (x int);");
        const auto plan = orm::dry_run(server, folder.path());
        for (const orm::planned_statement& each : plan.at(0).statements)
            CHECK(each.in_transaction == (each.sql != one.sql));
        CHECK(failure_of([&] { orm::migrate(server, folder.path()); }) == "");
    });
}

TEST_CASE("outside: marked, it runs alone", "[migrate][E6]") {
    if (pooler_url() != nullptr) return check_refused("-- orm: no-transaction\n");
    for_each_kind(
        [](const outside_kind& one, test_database& database, postgres::connection& server) {
            for (const std::string& each : statements_of(one.first)) database.run(each);
            test_folder folder;
            folder.file("1_a.sql", before)
                .file("2_b.sql", "-- orm: no-transaction\n" + one.sql)
                .file("3_c.sql", "insert into a values (2); create table last (x int);");
            CHECK(failure_of([&] { orm::migrate(server, folder.path()); }) == "");
            CHECK(applied_count(database) == "3");
        });
}

TEST_CASE("outside: a procedure that commits needs the mark, which the server's refusal names",
          "[migrate][E6]") {
    test_database database;
    test_folder folder;
    const std::string make =
        "create table a (x int);\n"
        "create procedure p() language plpgsql as $$ begin insert into a values (7); commit; end $$;\n";
    folder.file("1_a.sql", make + "call p();");
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message, contains_text("1_a.sql:3:1: invalid transaction termination"));
    CHECK_THAT(message, contains_text("write '-- orm: no-transaction' in the first line"));
    CHECK(database.value("select to_regclass('a') is null") == "t");
    folder.file("1_a.sql", "-- orm: no-transaction\n" + make + "call p();");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    CHECK(migrate(database, folder).applied.size() == 1);
    CHECK(database.value("select x from a") == "7");
}

TEST_CASE("outside: a new enum value and its use in the next file work in one run",
          "[migrate][E6]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create type e as enum ('a'); create table t (x e);")
        .file("2_b.sql", "alter type e add value 'b';")
        .file("3_c.sql", "alter table t alter x set default 'b'; insert into t default values;");
    CHECK(migrate(database, folder).applied.size() == 3);
    CHECK(database.value("select x from t") == "b");
}

TEST_CASE("outside: inside a transaction of the file they fail with the way out", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql",
                "commit;\nbegin;\ncreate table a (x int);\n"
                "create index concurrently i on a (x);\ncommit;");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message, contains_text("1_a.sql:4:1: CREATE INDEX CONCURRENTLY cannot run inside"));
    CHECK_THAT(message, contains_text("25001"));
}
