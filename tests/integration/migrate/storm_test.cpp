// SPDX-License-Identifier: MIT
// Many processes that start at once.
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/mman.h>

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

using clock_type = std::chrono::steady_clock;

/// What each process of a storm tells: whether it applied something, and when it was up. Shared memory.
class told_times {
public:
    told_times() {
        void* shared = ::mmap(nullptr, sizeof(all_of_them), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (shared == MAP_FAILED) throw std::runtime_error("no shared memory");
        all_ = new (shared) all_of_them();
    }
    told_times(const told_times&) = delete;
    told_times& operator=(const told_times&) = delete;
    ~told_times() { ::munmap(all_, sizeof(all_of_them)); }

    void tell(int number, bool has_applied) {
        (*all_)[static_cast<std::size_t>(number)] = {has_applied, clock_type::now()};
    }

    /// How long after the process that applied the last one was up.
    double ms_behind_holder() const {
        clock_type::time_point holder{};
        clock_type::time_point last{};
        for (const told& one : *all_) {
            if (one.has_applied) holder = std::max(holder, one.at);
            last = std::max(last, one.at);
        }
        return std::chrono::duration<double, std::milli>(last - holder).count();
    }

private:
    struct told {
        bool has_applied = false;
        clock_type::time_point at{};
    };
    using all_of_them = std::array<told, 16>;

    all_of_them* all_ = nullptr;
};

int storm(const test_database& database, const test_folder& folder, int processes,
          told_times& told) {
    return failures_of_processes(processes, [&](int number) {
        postgres::connection server = connect_to(database.url());
        const bool has_applied = !orm::migrate(server, folder.path()).was_up_to_date();
        told.tell(number, has_applied);
    });
}

/// The server ends one of two that wait for each other; a repetition would hide that.
std::string deadlocks(test_database& database) {
    database.run("select pg_stat_clear_snapshot()");
    return database.value(
        "select deadlocks from pg_stat_database where datname = current_database()");
}

}  // namespace

TEST_CASE("storm: sixteen processes apply every migration exactly once", "[migrate][E1]") {
    double slowest_ms = 0;
    for (int round = 0; round < rounds(3); ++round) {
        test_database database;
        test_folder folder;
        told_times told;
        write_migrations(folder, 10);
        CHECK(storm(database, folder, 16, told) == 0);
        slowest_ms = std::max(slowest_ms, told.ms_behind_holder());
        CHECK(applied_count(database) == "11");
        CHECK(database.value("select count(*) || ' ' || count(distinct name) from done") ==
              "10 10");
    }
    std::printf("storm: %d rounds, the last of 16 is up %.0f ms after the one that applied\n",
                rounds(3), slowest_ms);
    std::fflush(stdout);
    // The second of the matrix is for a machine that does nothing else: where rounds are asked for.
    const bool is_measured = std::getenv("ORM_STORM_ROUNDS") != nullptr && pooler_url() == nullptr;
    CHECK(slowest_ms <= (is_measured ? 1000 : 10'000));
}

TEST_CASE("storm: old and new programs start together", "[migrate][E1]") {
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
          "[migrate][E2]") {
    for (int round = 0; round < rounds(2); ++round) {
        test_database database;
        test_folder folder;
        told_times told;
        folder
            .file("1_a.sql",
                  "create table a (x int); insert into a select generate_series(1, 20000)")
            .file("2_b.sql",
                  "create index concurrently i on a (x); create index concurrently j on a (x);")
            .file("3_c.sql", "drop index concurrently j");
        ORM_POOLER_REFUSES(failure_of_migrate(database, folder));
        CHECK(storm(database, folder, 8, told) == 0);
        CHECK(deadlocks(database) == "0");
        CHECK(applied_count(database) == "3");
        CHECK(database.value("select count(*) from pg_index where not indisvalid") == "0");
    }
}
