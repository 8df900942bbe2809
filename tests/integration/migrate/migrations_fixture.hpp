// SPDX-License-Identifier: MIT
// What the migrator's integration tests share: folders that are written by a test, and a database.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>
#include <orm/migrate.hpp>

#include "support/database.hpp"
#include "support/through_pooler.hpp"

namespace orm_test {

namespace postgres = orm::driver::postgres;

/// A folder that exists as long as the test.
class test_folder {
public:
    test_folder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "orm_migrate_XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    test_folder(const test_folder&) = delete;
    test_folder& operator=(const test_folder&) = delete;
    ~test_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    test_folder& file(const std::string& name, const std::string& text) {
        const std::filesystem::path path = path_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return *this;
    }

    /// Writes Drizzle's journal for migrations with these tags and times.
    test_folder& journal(const std::vector<std::pair<std::string, std::int64_t>>& entries) {
        std::string text = R"({"version":"7","dialect":"postgresql","entries":[)";
        for (std::size_t i = 0; i < entries.size(); ++i)
            text += (i == 0 ? "" : ",") + std::string(R"({"idx":)") + std::to_string(i) +
                    R"(,"version":"7","when":)" + std::to_string(entries[i].second) +
                    R"(,"tag":")" + entries[i].first + R"(","breakpoints":true})";
        return file("meta/_journal.json", text + "]}");
    }

    test_folder& remove(const std::string& name) {
        std::filesystem::remove_all(path_ / name);
        return *this;
    }

    test_folder& rename(const std::string& from, const std::string& to) {
        std::filesystem::rename(path_ / from, path_ / to);
        return *this;
    }

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

inline postgres::connection connect_to(const std::string& url) {
    return postgres::connect(postgres::parse_url(url),
                             {postgres::deadline::in(std::chrono::seconds(20))});
}

/// Migrates over a connection of its own.
inline orm::migration_report migrate(const test_database& database, const test_folder& folder,
                                     const orm::migrate_options& options = {}) {
    postgres::connection server = connect_to(database.url());
    return orm::migrate(server, folder.path(), options);
}

inline std::vector<std::string> names(const orm::migration_report& report) {
    std::vector<std::string> found;
    for (const orm::applied_migration& one : report.applied) found.push_back(one.name);
    return found;
}

/// What the failing work says; empty when it does not fail.
inline std::string failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const orm::error& failure) {
        return failure.what();
    }
    return "";
}

inline std::string failure_of_migrate(const test_database& database, const test_folder& folder,
                                      const orm::migrate_options& options = {}) {
    return failure_of([&] { migrate(database, folder, options); });
}

inline std::string applied_count(test_database& database) {
    return database.value("select count(*) from drizzle.__drizzle_migrations");
}

/// Runs the work in processes of their own, all at once. Gives: how many of them failed.
inline int failures_of_processes(int count, const std::function<void(int)>& work) {
    std::vector<pid_t> children;
    for (int i = 0; i < count; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            int status = 0;
            try {
                work(i);
            } catch (const std::exception& failure) {
                std::fprintf(stderr, "process %d: %s\n", i, failure.what());
                status = 1;
            }
            ::_exit(status);
        }
        children.push_back(child);
    }
    int failures = 0;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ++failures;
    }
    return failures;
}

}  // namespace orm_test
