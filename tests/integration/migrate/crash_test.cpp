// SPDX-License-Identifier: MIT
// A migrator that is killed at any moment: the next run ends where an undisturbed one would have.
#include "support/catch.hpp"

#include <csignal>
#include <cstdlib>
#include <string>

#include "integration/migrate/corpus_fixture.hpp"

using namespace orm_test;

namespace {

const char* setting(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// Every kind of file: one transaction, concurrent indexes, own COMMIT, no transaction at all.
void write_migrations(test_folder& folder) {
    folder.file("1_a.sql", "create table a (x int); insert into a values (1);")
        .file("2_b.sql",
              "create table b (x int); create index concurrently i on a (x);"
              "create table b2 (x int); drop index concurrently i; insert into b values (1);")
        .file("3_c.sql",
              "insert into a values (2); commit; insert into a values (3);"
              "create index concurrently if not exists j on a (x); insert into a values (4);")
        .file(
            "4_d.sql",
            "-- orm: no-transaction\ninsert into b values (2); vacuum a; insert into b values (3);")
        .file("5_e.sql", "alter table a add y int;");
}

/// What counts: the schema, valid indexes, rows, history, and that no half-done work is remembered.
std::string summary(test_database& database) {
    const std::string counted = database.value(
        "select (select string_agg(relname || coalesce(indisvalid::text, ''), ',' order by relname)"
        " from pg_class left join pg_index on indexrelid = oid where relnamespace = "
        "'public'::regnamespace)"
        " || ' a:' || (select string_agg(x::text, ',' order by x) from a)"
        " || ' b:' || (select string_agg(x::text, ',' order by x) from b)"
        " || ' history:' || (select string_agg(name, ',' order by id) from "
        "drizzle.__drizzle_migrations)"
        " || coalesce(to_regclass('drizzle.__drizzle_migrations_orm')::text, '')");
    return counted + "\n" + dump_of(database);
}

/// Starts this program once more as the worker below, and kills it as it enters a system call for the
/// n-th time. Gives: false when it came to its end before.
bool is_killed_at(const std::string& call, int time, const test_database& database,
                  const test_folder& folder) {
    ::setenv("ORM_CRASH_URL", database.url().c_str(), 1);
    ::setenv("ORM_CRASH_FOLDER", folder.path().c_str(), 1);
    const std::string command = "strace -f -qq -o /dev/null -e trace=" + call +
                                " -e inject=" + call + ":signal=KILL:when=" + std::to_string(time) +
                                " /proc/" + std::to_string(::getpid()) +
                                "/exe 'crash: worker' > /dev/null 2>&1";
    const int status = std::system(command.c_str());
    if (WIFSIGNALED(status)) return true;
    return WEXITSTATUS(status) == 128 + SIGKILL;
}

/// Kills a run at every stride-th time that it enters the call, and migrates again each time.
/// Gives:    how often it was killed.
int kill_and_repair(const std::string& call, int stride, const test_folder& folder,
                    const std::string& undisturbed) {
    int killed = 0;
    for (int time = 1;; time += stride) {
        test_database database;
        if (!is_killed_at(call, time, database, folder)) break;
        ++killed;
        INFO("killed at " << call << " " << time);
        migrate(database, folder);
        REQUIRE(summary(database) == undisturbed);
        REQUIRE(migrate(database, folder).was_up_to_date());
    }
    return killed;
}

}  // namespace

// A hidden test runs, too, when a filter asks for the whole file.
TEST_CASE("crash: worker", "[.]") {
    if (*setting("ORM_CRASH_URL") == '\0') {
        SUCCEED("only started by the tests below");
        return;
    }
    postgres::connection server = connect_to(setting("ORM_CRASH_URL"));
    orm::migrate(server, setting("ORM_CRASH_FOLDER"));
}

TEST_CASE("crash: killed at every message, the next run completes the work", "[migrate][E3]") {
    if (std::system("strace -qq -o /dev/null true > /dev/null 2>&1") != 0)
        ORM_SKIP("strace is not there or may not trace");
    test_folder folder;
    write_migrations(folder);
    std::string undisturbed;
    {
        test_database database;
        ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
        migrate(database, folder);
        undisturbed = summary(database);
    }
    // All points take minutes; a commit runs a part of them.
    const bool all = *setting("ORM_CRASH_ALL") != '\0';
    const int sends = kill_and_repair("sendto", all ? 1 : 7, folder, undisturbed);
    const int reads = kill_and_repair("recvfrom", all ? 1 : 7, folder, undisturbed);
    const int writes = kill_and_repair("write", 1, folder, undisturbed);
    std::printf("crash: killed at %d sends, %d reads and %d writes, all repaired by the next run\n",
                sends, reads, writes);
    CHECK(sends >= (all ? 30 : 4));
    CHECK(reads >= (all ? 30 : 4));
}

TEST_CASE("crash: a procedure that may have committed is not run again unasked", "[migrate]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);")
        .file("2_b.sql",
              "-- orm: no-transaction\n"
              "create procedure p() language plpgsql as $$ begin insert into a values (1); commit;"
              " perform pg_sleep(30); end $$;\ncall p();\ninsert into a values (2);");
    ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
    const pid_t victim = ::fork();
    if (victim == 0) {
        failure_of_migrate(database, folder);
        ::_exit(0);
    }
    plain_connection watcher(database.url());
    while (watcher.value("select count(*) from pg_stat_activity where query = 'call p()'"
                         " and datname = current_database()") == "0")
        ::usleep(10'000);
    ::usleep(50'000);
    ::kill(victim, SIGKILL);
    ::waitpid(victim, nullptr, 0);
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message,
               contains_text("2_b.sql:3:1: the migrator was interrupted while this statement ran"));
    const std::string words = "to go on behind it: ";
    const std::size_t begin = message.find(words) + words.size();
    database.run(message.substr(begin, message.find(" (at ", begin) - begin));
    CHECK(migrate(database, folder).applied.size() == 1);
    CHECK(database.value("select string_agg(x::text, ',' order by x) from a") == "1,2");
}
