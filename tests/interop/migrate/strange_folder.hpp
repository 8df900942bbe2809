// SPDX-License-Identifier: MIT
// What a small migrations folder that real projects might hold consists of, and what is expected of it.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace orm_test {

/// How ours compares with Drizzle's migrator on one folder.
enum class verdict {
    same,       ///< both apply it, to the same dump, the same rows and the same history
    ours_only,  ///< Drizzle fails, ours applies it
    refused,    ///< neither applies it
    differs,    ///< both do, or Drizzle alone; ours differs on purpose: docs/reference/drizzle.md
};

using file_list = std::vector<std::pair<std::string, std::string>>;

struct strange_folder {
    std::string name;
    file_list files;  ///< path below the folder, text
    verdict expected = verdict::same;
    /// same: nothing. ours_only: a query that must give true afterwards. refused, differs: what our
    /// message says, or for a run that succeeds a query that must give true.
    std::string probe{};
    std::string prelude{};  ///< run before by the superuser; `%d` stands for the database's name
    bool repeats = true;    ///< a second run of ours has nothing to do
};

/// One entry of a journal with its file.
struct journal_file {
    std::string tag;
    std::string sql;
    long long when = 0;  ///< 0: later than the entry before
};

inline std::string json_text(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

inline std::string journal_of(const std::vector<journal_file>& entries) {
    std::string text = R"({"version":"7","dialect":"postgresql","entries":[)";
    long long when = 1700000000000;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        when = entries[i].when != 0 ? entries[i].when : when + 60'000;
        text += (i == 0 ? "" : ",") + std::string(R"({"idx":)") + std::to_string(i) +
                R"(,"version":"7","when":)" + std::to_string(when) + R"(,"tag":)" +
                json_text(entries[i].tag) + R"(,"breakpoints":true})";
    }
    return text + "]}";
}

/// A folder of drizzle-kit up to 0.31.
inline file_list classic(const std::vector<journal_file>& entries) {
    file_list files{{"meta/_journal.json", journal_of(entries)}};
    for (const journal_file& one : entries) files.emplace_back(one.tag + ".sql", one.sql);
    return files;
}

/// The folder with more files.
inline file_list with_files(file_list files, const file_list& more) {
    files.insert(files.end(), more.begin(), more.end());
    return files;
}

/// A folder of one migration.
inline file_list single(const std::string& sql) { return classic({{"0000_a", sql}}); }

}  // namespace orm_test
