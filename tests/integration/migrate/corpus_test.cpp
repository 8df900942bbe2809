// SPDX-License-Identifier: MIT
// Real projects' folders: what Drizzle's own migrator made of them is what ours must make.
#include "support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "integration/migrate/corpus_fixture.hpp"

using namespace orm_test;

namespace {

void migrate_folder(const test_database& database, const fs::path& folder) {
    postgres::connection server = connect_to(database.url());
    orm::migrate(server, folder.string());
}

/// How psql fares with the same statements, in ms: one process, one connection, no tracking.
double psql_ms(const fs::path& project, const std::vector<std::string>& order) {
    test_database database;
    run_prelude(database, project);
    std::string command = "psql -X -q -o /dev/null '" + database.url() + "'";
    for (const std::string& file : order) command += " -f " + file;
    const auto started = std::chrono::steady_clock::now();
    output_of(command);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started)
        .count();
}

void check_project(const std::string& name) {
    const fs::path project = shared_data("corpus/" + name);
    if (project.empty()) ORM_SKIP("shared data corpus/" + name + " is not there");
    test_database database;
    const std::string missing = missing_extensions(database, project);
    if (!missing.empty())
        ORM_SKIP("corpus/" + name + " needs extensions that this server lacks:" + missing);
    run_prelude(database, project);
    postgres::connection server = connect_to(database.url());
    const auto started = std::chrono::steady_clock::now();
    const auto report = orm::migrate(server, (project / "migrations").string());
    const double ours =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started)
            .count();
    if (fs::exists(project / "oracle.sql")) CHECK(oracle_difference(database, project) == "");
    CHECK(orm::migrate(server, (project / "migrations").string()).was_up_to_date());
    CHECK(database.value("select count(*) from pg_index where not indisvalid") == "0");
    std::vector<std::string> files;
    for (const auto& one : report.applied) {
        const fs::path file = project / "migrations" / (one.name + ".sql");
        files.push_back(fs::exists(file)
                            ? file.string()
                            : (project / "migrations" / one.name / "migration.sql").string());
    }
    std::printf("%-18s %4zu migrations: ours %6.0f ms, psql %6.0f ms\n", name.c_str(),
                report.applied.size(), ours, psql_ms(project, files));
}

/// In two halves, then one by one, is as in one go.
void check_steps(const std::string& name, std::size_t count) {
    const fs::path project = shared_data("corpus/" + name);
    if (project.empty()) ORM_SKIP("shared data corpus/" + name + " is not there");
    std::string whole;
    for (const std::size_t step : {count, (count + 1) / 2, std::size_t{1}}) {
        test_database database;
        const std::string missing = missing_extensions(database, project);
        if (!missing.empty())
            ORM_SKIP("corpus/" + name + " needs extensions that this server lacks:" + missing);
        run_prelude(database, project);
        test_folder part;
        for (std::size_t done = step;; done = std::min(done + step, count)) {
            copy_part(project / "migrations", part.path(), done);
            migrate_folder(database, part.path());
            if (done == count) break;
        }
        if (whole.empty()) whole = dump_of(database);
        CHECK(dump_of(database) == whole);
    }
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

TEST_CASE("corpus: lobe-chat step by step, where Drizzle skips a migration", "[migrate]") {
    check_steps("lobe-chat", 44);
}
TEST_CASE("corpus: PinPoint step by step, where Drizzle skips a migration", "[migrate]") {
    check_steps("PinPoint", 69);
}
TEST_CASE("corpus: autumn step by step", "[migrate]") { check_steps("autumn", 68); }
