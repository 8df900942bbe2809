// SPDX-License-Identifier: MIT
// Real projects' migrations folders: parts of them, what they need, and what Drizzle made of them.
#pragma once

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "integration/migrate/migrations_fixture.hpp"
#include "support/shared_data.hpp"

namespace orm_test {

namespace fs = std::filesystem;

inline std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The output of a command; its exit status in *status.
inline std::string output_of(const std::string& command, int* status = nullptr) {
    std::string output;
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe))
        output.append(buffer, count);
    const int result = ::pclose(pipe);
    if (status != nullptr) *status = result;
    return output;
}

/// `15` for 15.4. The oracles are what PostgreSQL 15 made, and pg_dump reads no server newer than itself.
inline int major_version(test_database& database) {
    return std::stoi(database.value("show server_version_num")) / 10'000;
}
inline int major_version_of_pg_dump() {
    const std::string answer = output_of("pg_dump --version");
    const std::size_t digits = answer.find_first_of("0123456789");
    return digits == std::string::npos ? 0 : std::stoi(answer.substr(digits));
}

/// Extensions and statements that the folder asks for and this server lacks.
inline std::string missing_extensions(test_database& database, const fs::path& project) {
    std::string sql = text_of(project / "prelude.sql");
    for (const auto& entry : fs::recursive_directory_iterator(project / "migrations"))
        if (entry.path().extension() == ".sql") sql += text_of(entry.path());
    std::string missing;
    for (const std::string name : {"vector", "citext", "pg_trgm", "btree_gin"}) {
        if (sql.find("EXTENSION IF NOT EXISTS " + name) == std::string::npos &&
            sql.find("EXTENSION IF NOT EXISTS \"" + name) == std::string::npos &&
            sql.find("extension if not exists " + name) == std::string::npos)
            continue;
        if (database.value("select count(*) from pg_available_extensions where name = '" + name +
                           "'") == "0")
            missing += " " + name;
    }
    for (const std::string newer : {"NULLS NOT DISTINCT", "security_invoker"})
        if (major_version(database) < 15 && sql.find(newer) != std::string::npos)
            missing += " " + newer;
    return missing;
}

/// By psql, which goes on after an error: roles belong to the cluster and may be there already.
inline void run_prelude(const std::string& url, const fs::path& project) {
    if (fs::exists(project / "prelude.sql"))
        output_of("psql -X -q '" + without_pooler(url) + "' -f " +
                  (project / "prelude.sql").string());
}
inline void run_prelude(const test_database& database, const fs::path& project) {
    run_prelude(database.url(), project);
}

/// The same for Drizzle's newer layout.
inline void copy_part_of_folders(const fs::path& from, const fs::path& to, std::size_t count) {
    fs::remove_all(to);
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(from)) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (std::size_t i = 0; i < count; ++i) {
        fs::create_directories(to / folders[i].filename());
        for (const char* name : {"migration.sql", "snapshot.json"})
            if (fs::exists(folders[i] / name))
                fs::copy_file(folders[i] / name, to / folders[i].filename() / name);
    }
}

/// The folder with its first `count` migrations only.
inline void copy_part(const fs::path& from, const fs::path& to, std::size_t count) {
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

inline std::string oracle_difference(const test_database& database, const fs::path& project) {
    int status = 0;
    const std::string output = output_of(
        shared_data("tools/oracle_diff") + " '" + database.direct_url() + "' " + project.string(),
        &status);
    return status == 0 ? std::string() : output.substr(0, 2000);
}

inline std::string dump_of(const test_database& database) {
    return output_of("pg_dump --schema-only --no-owner --restrict-key=orm '" +
                     database.direct_url() + "'");
}

}  // namespace orm_test
