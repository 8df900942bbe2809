// SPDX-License-Identifier: MIT
// E15: large files, large statements, ten thousand migrations: memory and time stay in proportion.
#include "support/catch.hpp"

#include <cstdlib>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "integration/migrate/migrations_fixture.hpp"
#include "support/cpu_time.hpp"

using namespace orm_test;

namespace {

const char* setting(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

constexpr std::size_t mebibyte = 1024 * 1024;

/// Starts this program once more as the worker below. Gives: the most memory it had, in MiB; -1 when it
/// failed.
long worker_mib(const test_database& database, const test_folder& folder) {
    const pid_t worker = ::fork();
    if (worker == 0) {
        ::setenv("ORM_HUGE_URL", database.url().c_str(), 1);
        ::setenv("ORM_HUGE_FOLDER", folder.path().c_str(), 1);
        std::freopen("/dev/null", "w", stdout);
        ::execl("/proc/self/exe", "worker", "huge: worker", nullptr);
        ::_exit(127);
    }
    int status = 0;
    struct rusage used{};
    ::wait4(worker, &status, 0, &used);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? used.ru_maxrss / 1024 : -1;
}

/// Statements of about 100 bytes, as a dump with INSERT has them.
std::string many_statements(std::size_t bytes) {
    std::string text = "create table t (x text);\n";
    const std::string line = "insert into t values ('" + std::string(70, 'x') + "');\n";
    const std::string cheap = "set local work_mem = '4MB' /* " + std::string(62, 'x') + " */;\n";
    while (text.size() + cheap.size() <= bytes) text += text.size() % 50 == 0 ? line : cheap;
    return text;
}

/// Each file has `count` migrations behind it, for status() to find.
void write_many(test_folder& folder, int count) {
    for (int i = 1; i <= count; ++i)
        folder.file(std::to_string(i) + "_m.sql",
                    "create table t" + std::to_string(i) + " (x int, y text not null);");
}

}  // namespace

// A hidden test runs, too, when a filter asks for the whole file.
TEST_CASE("huge: worker", "[.]") {
    if (*setting("ORM_HUGE_URL") == '\0') {
        SUCCEED("only started by the tests below");
        return;
    }
    postgres::connection server = connect_to(setting("ORM_HUGE_URL"));
    orm::migrate(server, setting("ORM_HUGE_FOLDER"));
}

TEST_CASE("huge: a file of many statements needs its own size and little more", "[migrate]") {
    test_database database;
    test_folder folder;
    const std::size_t size = 50 * mebibyte;
    folder.file("1_a.sql", many_statements(size));
    const long used = worker_mib(database, folder);
    std::printf("huge: a file of %zu MiB, %ld MiB in all\n", size / mebibyte, used);
    CHECK(used > 0);
    CHECK(used <= static_cast<long>(size / mebibyte) + 64);
    CHECK(applied_count(database) == "1");
}

TEST_CASE("huge: one statement of twenty megabytes", "[migrate]") {
    test_database database;
    test_folder folder;
    const std::size_t size = 20 * mebibyte;
    folder.file("1_a.sql", "create table t (x text);\ninsert into t values ('" +
                               std::string(size, 'x') + "');\ninsert into t values ('last');");
    const long used = worker_mib(database, folder);
    std::printf("huge: a statement of %zu MiB, %ld MiB in all\n", size / mebibyte, used);
    CHECK(used > 0);
    CHECK(used <= static_cast<long>(size / mebibyte) + 64);
    CHECK(database.value("select sum(length(x)) from t") == std::to_string(size + 4));
    CHECK(migrate(database, folder).was_up_to_date());
    folder.file("1_a.sql", "select 1;" + std::string(size, ' '));
    CHECK_THAT(failure_of_migrate(database, folder), contains_text("1_a was edited"));
}

TEST_CASE("huge: an edit of the line ends of a large file is no edit", "[migrate]") {
    test_database database;
    test_folder folder;
    std::string text = "select 1;\n";
    while (text.size() < 2 * mebibyte) text += "-- " + std::string(90, 'x') + "\n";
    folder.file("1_a.sql", text);
    migrate(database, folder);
    const std::string hash = database.value("select hash from drizzle.__drizzle_migrations");
    CHECK(hash == orm::sha256_hash().add(text).hex());
    folder.file("1_a.sql", orm::migration::rewritten(text, {"\r\n", true, 1}));
    CHECK(migrate(database, folder).was_up_to_date());
}

TEST_CASE("huge: the status of ten thousand migrations", "[migrate]") {
    test_database database;
    test_folder folder;
    write_many(folder, 10'000);
    postgres::connection server = connect_to(database.url());
    CHECK(orm::baseline(server, folder.path()).applied.size() == 10'000);
    const int process = server.backend_process_id();
    const auto cpu_ms = [&] { return (own_cpu_seconds() + cpu_seconds_of(process)) * 1000; };
    constexpr int rounds = 5;
    const double before_ms = cpu_ms();
    for (int i = 0; i < rounds; ++i)
        CHECK(orm::status(server, folder.path()).migrations.size() == 10'000);
    const double used_ms = (cpu_ms() - before_ms) / rounds;
    std::printf("huge: status of 10000 migrations, %.0f ms of CPU, server included\n", used_ms);
#ifdef __OPTIMIZE__
    CHECK(used_ms <= 200);
#endif
}
