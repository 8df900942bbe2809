// SPDX-License-Identifier: MIT
// Real projects' folders: what Drizzle's own migrator made of them is what ours must make.
#include "support/catch.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "migrations_fixture.hpp"
#include "support/shared_data.hpp"

using namespace orm_test;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The output of a command; its exit status in *status.
std::string output_of(const std::string& command, int* status = nullptr) {
    std::string output;
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, count);
    const int result = ::pclose(pipe);
    if (status != nullptr) *status = result;
    return output;
}

/// Extensions that the folder asks for and this server lacks.
std::string missing_extensions(test_database& database, const fs::path& project) {
    std::string sql = text_of(project / "prelude.sql");
    for (const auto& entry : fs::recursive_directory_iterator(project / "migrations"))
        if (entry.path().extension() == ".sql") sql += text_of(entry.path());
    std::string missing;
    for (const std::string name : {"vector", "citext", "pg_trgm", "btree_gin"}) {
        if (sql.find("EXTENSION IF NOT EXISTS " + name) == std::string::npos &&
            sql.find("EXTENSION IF NOT EXISTS \"" + name) == std::string::npos &&
            sql.find("extension if not exists " + name) == std::string::npos)
            continue;
        if (database.value("select count(*) from pg_available_extensions where name = '" + name + "'") == "0")
            missing += " " + name;
    }
    return missing;
}

/// By psql, which goes on after an error: roles belong to the cluster and may be there already.
void run_prelude(const test_database& database, const fs::path& project) {
    if (fs::exists(project / "prelude.sql"))
        output_of("psql -X -q '" + database.url() + "' -f " + (project / "prelude.sql").string());
}

/// The folder with its first `count` migrations only.
void copy_part(const fs::path& from, const fs::path& to, std::size_t count) {
    fs::remove_all(to);
    fs::create_directories(to / "meta");
    const std::string journal = text_of(from / "meta/_journal.json");
    std::size_t end = 0;
    std::size_t found = 0;
    while (found < count && (end = journal.find("\"tag\"", end + 1)) != std::string::npos) {
        const std::size_t begin = journal.find('"', journal.find(':', end)) + 1;
        const std::string tag = journal.substr(begin, journal.find('"', begin) - begin);
        fs::copy_file(from / (tag + ".sql"), to / (tag + ".sql"));
        ++found;
    }
    const std::size_t entry_end = journal.find('}', end);
    std::ofstream(to / "meta/_journal.json") << journal.substr(0, entry_end + 1) << "]}";
}

std::string oracle_difference(const test_database& database, const fs::path& project) {
    int status = 0;
    const std::string output = output_of(shared_data("tools/oracle_diff") + " '" + database.url() + "' " +
                                             project.string(), &status);
    return status == 0 ? std::string() : output.substr(0, 2000);
}

std::string dump_of(const test_database& database) {
    return output_of("pg_dump --schema-only --no-owner --restrict-key=orm '" + database.url() + "'");
}

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
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
}

void check_project(const std::string& name) {
    const fs::path project = shared_data("corpus/" + name);
    if (project.empty()) ORM_SKIP("shared data corpus/" + name + " is not there");
    test_database database;
    const std::string missing = missing_extensions(database, project);
    if (!missing.empty()) ORM_SKIP("corpus/" + name + " needs extensions that this server lacks:" + missing);
    run_prelude(database, project);
    postgres::connection server = connect_to(database.url());
    const auto started = std::chrono::steady_clock::now();
    const auto report = orm::migrate(server, (project / "migrations").string());
    const double ours = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
    if (fs::exists(project / "oracle.sql")) CHECK(oracle_difference(database, project) == "");
    CHECK(orm::migrate(server, (project / "migrations").string()).was_up_to_date());
    CHECK(database.value("select count(*) from pg_index where not indisvalid") == "0");
    std::vector<std::string> files;
    for (const auto& one : report.applied) {
        const fs::path file = project / "migrations" / (one.name + ".sql");
        files.push_back(fs::exists(file) ? file.string() : (project / "migrations" / one.name / "migration.sql").string());
    }
    std::printf("%-18s %4zu migrations: ours %6.0f ms, psql %6.0f ms\n", name.c_str(), report.applied.size(), ours,
                psql_ms(project, files));
}

/// In two halves, then one by one, is as in one go.
void check_steps(const std::string& name, std::size_t count) {
    const fs::path project = shared_data("corpus/" + name);
    if (project.empty()) ORM_SKIP("shared data corpus/" + name + " is not there");
    std::string whole;
    for (const std::size_t step : {count, (count + 1) / 2, std::size_t{1}}) {
        test_database database;
        const std::string missing = missing_extensions(database, project);
        if (!missing.empty()) ORM_SKIP("corpus/" + name + " needs extensions that this server lacks:" + missing);
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
TEST_CASE("corpus: autumn, which Drizzle itself cannot apply", "[migrate]") { check_project("autumn"); }

TEST_CASE("corpus: lobe-chat step by step, where Drizzle skips a migration", "[migrate]") { check_steps("lobe-chat", 44); }
TEST_CASE("corpus: PinPoint step by step, where Drizzle skips a migration", "[migrate]") { check_steps("PinPoint", 69); }
TEST_CASE("corpus: autumn step by step", "[migrate]") { check_steps("autumn", 68); }
