// SPDX-License-Identifier: MIT
// Drizzle's own migrators, both versions, as programs that a test can call.
#pragma once

#include <cstddef>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "integration/migrate/corpus_fixture.hpp"

namespace orm_test {

/// The folder in which Drizzle's packages are installed, once for all runs of one user; empty when they
/// cannot be had.
inline const std::string& drizzle_home() {
    static const std::string home = [] {
        const fs::path folder =
            fs::temp_directory_path() / ("orm_interop_" + std::to_string(::getuid()));
        const fs::path source = fs::path(ORM_TESTS_DIR) / "interop/migrate";
        fs::create_directories(folder);
        for (const char* name : {"package.json", "drizzle.mjs"})
            fs::copy_file(source / name, folder / name, fs::copy_options::overwrite_existing);
        const std::string go = "cd " + folder.string() + " && ";
        int status = 0;
        output_of(go + "npm ls --silent >/dev/null || npm install --silent --no-audit --no-fund "
                       "--ignore-scripts",
                  &status);
        return status == 0 ? folder.string() : std::string();
    }();
    return home;
}

/// Migrates many databases, each by its own folder. Gives: for each what Drizzle complains about.
inline std::vector<std::string> drizzle_migrate(
    const std::string& package,
    const std::vector<std::pair<std::string, std::string>>& urls_and_folders) {
    std::string command = "cd " + drizzle_home() + " && node drizzle.mjs " + package;
    for (const auto& [url, folder] : urls_and_folders) command += " '" + url + "' '" + folder + "'";
    std::istringstream output(output_of(command));
    std::vector<std::string> failures;
    for (std::string line; std::getline(output, line);)
        failures.push_back(line == "ok" ? "" : line + " (failed)");
    failures.resize(urls_and_folders.size(), "no answer from Drizzle");
    return failures;
}

inline std::string drizzle_migrate(const std::string& package, const test_database& database,
                                   const std::string& folder) {
    return drizzle_migrate(package, {{database.url(), folder}}).front();
}

}  // namespace orm_test
