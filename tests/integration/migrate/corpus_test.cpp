// SPDX-License-Identifier: MIT
// Real projects' folders: what Drizzle's own migrator made of them is what ours must make.
#include "support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

#include "integration/migrate/corpus_fixture.hpp"

using namespace orm_test;

namespace {

void migrate_folder(const test_database& database, const fs::path& folder) {
    postgres::connection server = connect_to(database.url());
    orm::migrate(server, folder.string());
}

using clock_type = std::chrono::steady_clock;

double ms_since(clock_type::time_point started) {
    return std::chrono::duration<double, std::milli>(clock_type::now() - started).count();
}

/// How we fare on a database of our own, with the connection.
double our_ms(const fs::path& project) {
    test_database database;
    run_prelude(database, project);
    const auto started = clock_type::now();
    migrate_folder(database, project / "migrations");
    return ms_since(started);
}

/// How psql fares with the same statements: one process, one connection, no tracking.
double psql_ms(const fs::path& project, const std::vector<std::string>& order) {
    test_database database;
    run_prelude(database, project);
    std::string command = "psql -X -q -o /dev/null '" + database.direct_url() + "'";
    for (const std::string& file : order) command += " -f " + file;
    const auto started = clock_type::now();
    output_of(command);
    return ms_since(started);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::vector<std::string> files_of(const fs::path& project, const orm::migration_report& report) {
    std::vector<std::string> files;
    for (const auto& one : report.applied) {
        const fs::path file = project / "migrations" / (one.name + ".sql");
        const fs::path folder = project / "migrations" / one.name;
        files.push_back((fs::exists(file) ? file : folder / "migration.sql").string());
    }
    return files;
}

/// Both in turns, so that a busy machine is fair. ORM_CORPUS_ROUNDS: how often (3).
void print_times(const std::string& name, const fs::path& project,
                 const orm::migration_report& report) {
    const char* asked = std::getenv("ORM_CORPUS_ROUNDS");
    const int rounds = asked == nullptr ? 3 : std::atoi(asked);
    const auto files = files_of(project, report);
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(our_ms(project));
        theirs.push_back(psql_ms(project, files));
    }
    if (rounds < 1) return;
    std::printf("%-18s %4zu migrations: ours %6.0f ms, psql %6.0f ms, ratio %.2f\n", name.c_str(),
                files.size(), median(ours), median(theirs), median(ours) / median(theirs));
    std::fflush(stdout);
}

void check_project(const std::string& name) {
    const fs::path project = shared_data("corpus/" + name);
    if (project.empty()) ORM_SKIP("shared data corpus/" + name + " is not there");
    test_database database;
    const std::string missing = missing_extensions(database, project);
    if (!missing.empty())
        ORM_SKIP("corpus/" + name + " needs extensions that this server lacks:" + missing);
    run_prelude(database, project);
    if (name == "autumn")
        ORM_POOLER_REFUSES(failure_of([&] { migrate_folder(database, project / "migrations"); }));
    postgres::connection server = connect_to(database.url());
    const auto report = orm::migrate(server, (project / "migrations").string());
    if (fs::exists(project / "oracle.sql") && major_version(database) == 15)
        CHECK(oracle_difference(database, project) == "");
    CHECK(orm::migrate(server, (project / "migrations").string()).was_up_to_date());
    CHECK(database.value("select count(*) from pg_index where not indisvalid") == "0");
    print_times(name, project, report);
}

/// The layout of Drizzle 1.0 has a folder for each migration, and no journal.
bool has_journal(const fs::path& migrations) { return fs::exists(migrations / "meta"); }

std::size_t count_of_migrations(const fs::path& migrations) {
    if (!has_journal(migrations))
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(migrations), fs::directory_iterator()));
    const std::string journal = text_of(migrations / "meta/_journal.json");
    std::size_t count = 0;
    for (std::size_t at = 0; (at = journal.find("\"tag\"", at)) != std::string::npos; ++at) ++count;
    return count;
}

/// Applies a project's folder as it grows by `step` migrations at a time. Gives: the schema.
std::string dump_after_steps(const fs::path& project, std::size_t step, std::size_t count) {
    const fs::path from = project / "migrations";
    test_database database;
    run_prelude(database, project);
    test_folder part;
    for (std::size_t done = step;; done = std::min(done + step, count)) {
        if (has_journal(from)) copy_part(from, part.path(), done);
        else copy_part_of_folders(from, part.path(), done);
        migrate_folder(database, part.path());
        if (done == count) break;
    }
    CHECK(applied_count(database) == std::to_string(count));
    return dump_of(database);
}

/// In two halves, then one by one, is as in one go.
void check_steps(const std::string& name) {
    const fs::path project = shared_data("corpus/" + name);
    if (project.empty()) ORM_SKIP("shared data corpus/" + name + " is not there");
    {
        test_database database;
        const std::string missing = missing_extensions(database, project);
        if (!missing.empty())
            ORM_SKIP("corpus/" + name + " needs extensions that this server lacks:" + missing);
        if (major_version(database) > major_version_of_pg_dump())
            ORM_SKIP("pg_dump is older than the server");
        run_prelude(database, project);
        if (name == "autumn")
            ORM_POOLER_REFUSES(
                failure_of([&] { migrate_folder(database, project / "migrations"); }));
    }
    const std::size_t count = count_of_migrations(project / "migrations");
    const std::string whole = dump_after_steps(project, count, count);
    CHECK(dump_after_steps(project, (count + 1) / 2, count) == whole);
    CHECK(dump_after_steps(project, 1, count) == whole);
    std::printf("%-18s %4zu migrations: at once, in halves and one by one are equal\n",
                name.c_str(), count);
    std::fflush(stdout);
}

}  // namespace

TEST_CASE("corpus: react-starter-kit", "[migrate]") { check_project("react-starter-kit"); }
TEST_CASE("corpus: raypx", "[migrate]") { check_project("raypx"); }
TEST_CASE("corpus: raypx-vector", "[migrate]") { check_project("raypx-vector"); }
TEST_CASE("corpus: reactive-resume", "[migrate]") { check_project("reactive-resume"); }
TEST_CASE("corpus: lobe-chat", "[migrate]") { check_project("lobe-chat"); }
TEST_CASE("corpus: dokploy", "[migrate]") { check_project("dokploy"); }
TEST_CASE("corpus: PinPoint", "[migrate]") { check_project("PinPoint"); }
TEST_CASE("corpus: sim", "[migrate]") { check_project("sim"); }
TEST_CASE("corpus: autumn, which Drizzle itself cannot apply", "[migrate]") {
    check_project("autumn");
}

// Drizzle skips a migration of lobe-chat and one of PinPoint in this way.
TEST_CASE("corpus: step by step", "[migrate]") {
    for (const char* name : {"react-starter-kit", "raypx", "reactive-resume", "lobe-chat",
                             "PinPoint", "autumn", "dokploy", "sim"}) {
        INFO(name);
        check_steps(name);
    }
}
