// SPDX-License-Identifier: MIT
// The ways back.
#include "support/catch.hpp"

#include <cstdio>
#include <string>
#include <vector>

#include "integration/migrate/corpus_fixture.hpp"

using namespace orm_test;
using list = std::vector<std::string>;

namespace {

void write_three(test_folder& folder) {
    folder.file("1_a.sql", "create table a (x int)")
        .file("1_a.down.sql", "drop table a")
        .file("2_b.sql", "create table b (x int); create index concurrently i on b (x)")
        .file("2_b.down.sql", "drop index concurrently i; drop table b")
        .file("3_c.sql", "create table c (x int)")
        .file("3_c.down.sql", "drop table c");
}

std::string tables(test_database& database) {
    return database.value(
        "select coalesce(string_agg(relname, ',' order by relname), '') from pg_class"
        " where relnamespace = 'public'::regnamespace and relkind = 'r'");
}

}  // namespace

TEST_CASE("rollback: undoes the newest migrations, newest first", "[migrate]") {
    test_database database;
    test_folder folder;
    write_three(folder);
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    postgres::connection server = connect_to(database.url());
    CHECK(names(orm::rollback(server, folder.path())) == list{"3_c"});
    CHECK(names(orm::rollback(server, folder.path(), 2)) == list{"2_b", "1_a"});
    CHECK(tables(database).empty());
    CHECK(applied_count(database) == "0");
    CHECK(migrate(database, folder).applied.size() == 3);
    CHECK(tables(database) == "a,b,c");
}

TEST_CASE("rollback: goes back to a migration that stays", "[migrate]") {
    test_database database;
    test_folder folder;
    write_three(folder);
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    postgres::connection server = connect_to(database.url());
    CHECK(names(orm::rollback_to(server, folder.path(), "1_a")) == list{"3_c", "2_b"});
    CHECK(tables(database) == "a");
    CHECK_THROWS_AS(orm::rollback_to(server, folder.path(), "3_c"), orm::migration_error);
}

TEST_CASE("rollback: nothing runs when one way back is missing or too many are asked for",
          "[migrate]") {
    test_database database;
    test_folder folder;
    write_three(folder);
    folder.remove("1_a.down.sql");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    postgres::connection server = connect_to(database.url());
    CHECK_THAT(failure_of([&] { orm::rollback(server, folder.path(), 3); }),
               contains_text("1_a.down.sql"));
    CHECK_THAT(failure_of([&] { orm::rollback(server, folder.path(), 4); }),
               contains_text("3 are applied"));
    CHECK(tables(database) == "a,b,c");
}

TEST_CASE("rollback: an interrupted way back goes on, and migrate waits for it", "[migrate]") {
    test_database database;
    test_folder folder;
    write_three(folder);
    folder.file("3_c.down.sql", "drop table c; commit; select nothing");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder);
    postgres::connection server = connect_to(database.url());
    CHECK_THROWS_AS(orm::rollback(server, folder.path()), orm::migration_error);
    folder.file("4_d.sql", "create table d (x int)");
    CHECK_THAT(failure_of_migrate(database, folder),
               contains_text("the rollback of 3_c was interrupted"));
    folder.file("3_c.down.sql", "drop table c; commit; select 1");
    CHECK(names(orm::rollback(server, folder.path())) == list{"3_c"});
    CHECK(names(migrate(database, folder)) == list{"3_c", "4_d"});
}

TEST_CASE("rollback: a history knows what one run applied", "[migrate]") {
    test_database database;
    test_folder folder;
    write_three(folder);
    folder.remove("2_b.sql").remove("3_c.sql");
    orm::migrate_options options;
    options.keep_history = true;
    migrate(database, folder, options);
    write_three(folder);
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    migrate(database, folder, options);
    postgres::connection server = connect_to(database.url());
    CHECK(names(orm::rollback_last_run(server, folder.path(), options)) == list{"3_c", "2_b"});
    CHECK(names(orm::rollback_last_run(server, folder.path(), options)) == list{"1_a"});
}

TEST_CASE("rollback: down.sql lies in the folder of the newer layout", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("20260101000000_a/migration.sql", "create table a (x int)")
        .file("20260101000000_a/down.sql", "drop table a");
    migrate(database, folder);
    postgres::connection server = connect_to(database.url());
    ORM_POOLER_REFUSES(failure_of([&] { orm::rollback(server, folder.path()); }));
    CHECK(orm::rollback(server, folder.path()).applied.size() == 1);
    CHECK(tables(database).empty());
}

namespace {

/// Ten kinds of migrations and their ways back; `n` keeps three of each apart.
std::vector<std::pair<std::string, std::string>> ups_and_downs(const std::string& n) {
    return {
        {"create table t" + n + " (id int primary key, x int);", "drop table t" + n + ";"},
        {"alter table t" + n + " add column y text not null default 'a';",
         "alter table t" + n + " drop column y;"},
        {"create index i" + n + " on t" + n + " (x);", "drop index i" + n + ";"},
        {"create index concurrently c" + n + " on t" + n + " (y);",
         "drop index concurrently c" + n + ";"},
        {"create type mood" + n + " as enum ('a', 'b'); alter table t" + n + " add m mood" + n +
             ";",
         "alter table t" + n + " drop m; drop type mood" + n + ";"},
        {"create view v" + n + " as select id from t" + n + ";", "drop view v" + n + ";"},
        {"create function f" + n +
             "() returns trigger language plpgsql as $$ begin return new; end $$;"
             "create trigger g" +
             n + " before update on t" + n + " for each row execute function f" + n + "();",
         "drop trigger g" + n + " on t" + n + "; drop function f" + n + "();"},
        {"alter table t" + n + " add constraint k" + n + " check (x > 0) not valid;",
         "alter table t" + n + " drop constraint k" + n + ";"},
        {"-- orm: no-transaction\ncreate table r" + n + " (t int references t" + n +
             ");\nvacuum r" + n + ";",
         "-- orm: no-transaction\nvacuum r" + n + ";\ndrop table r" + n + ";"},
        {"alter table t" + n + " enable row level security; create policy p" + n + " on t" + n +
             " using (x > 1);",
         "drop policy p" + n + " on t" + n + "; alter table t" + n +
             " disable row level security;"},
    };
}

}  // namespace

TEST_CASE("rollback: each of thirty migrations goes up, down and up to the same schema",
          "[migrate][E13]") {
    test_database database;
    test_folder folder;
    postgres::connection server = connect_to(database.url());
    int number = 0;
    int equal = 0;
    // With the history in place, so that the first way back is compared, too.
    database.run("create table nothing (x int)");
    folder.file("100_m.sql", "drop table nothing");
    migrate(database, folder);
    ORM_POOLER_REFUSES(failure_of([&] { orm::rollback(server, folder.path()); }));
    std::vector<std::string> dumps{dump_of(database)};
    for (const std::string n : {"1", "2", "3"})
        for (const auto& [up, down] : ups_and_downs(n)) {
            const std::string name = std::to_string(100 + ++number) + "_m";
            INFO(name << ": " << up);
            folder.file(name + ".sql", up).file(name + ".down.sql", down);
            migrate(database, folder);
            dumps.push_back(dump_of(database));
            CHECK(names(orm::rollback(server, folder.path())) == list{name});
            CHECK(dump_of(database) == dumps[dumps.size() - 2]);
            CHECK(names(migrate(database, folder)) == list{name});
            CHECK(dump_of(database) == dumps.back());
            equal += dump_of(database) == dumps.back() ? 1 : 0;
        }
    for (std::size_t left = 30; left-- > 0;) {
        CHECK(orm::rollback(server, folder.path()).applied.size() == 1);
        INFO(left << " migrations are left");
        REQUIRE(dump_of(database) == dumps[left]);
    }
    CHECK(migrate(database, folder).applied.size() == 30);
    CHECK(dump_of(database) == dumps.back());
    std::printf("rollback: %d of 30 up, down and up; all 30 down one by one and up at once\n",
                equal);
    std::fflush(stdout);
    CHECK(equal == 30);
}

TEST_CASE("rollback: a way back without a transaction goes on where it was cut", "[migrate][E13]") {
    test_database database;
    test_folder folder;
    folder
        .file("1_a.sql",
              "create table a (x int); create index i on a (x); insert into a values (1)")
        .file("1_a.down.sql",
              "-- orm: no-transaction\ndrop index concurrently i;\ndelete from a;\n"
              "select nothing;\ndrop table a;");
    migrate(database, folder);
    postgres::connection server = connect_to(database.url());
    ORM_POOLER_REFUSES(failure_of([&] { orm::rollback(server, folder.path()); }));
    CHECK_THAT(failure_of([&] { orm::rollback(server, folder.path()); }),
               contains_text("1_a.down.sql:4:8"));
    CHECK(database.value("select count(*) from a") == "0");
    CHECK(applied_count(database) == "1");
    folder.file("1_a.down.sql",
                "-- orm: no-transaction\ndrop index concurrently i;\ndelete from a;\n"
                "create table kept as select x from a;\ndrop table a;");
    database.run("insert into a values (2)");
    CHECK(names(orm::rollback(server, folder.path())) == list{"1_a"});
    CHECK(tables(database) == "kept");
    CHECK(database.value("select x from kept") == "2");
    CHECK(applied_count(database) == "0");
}
