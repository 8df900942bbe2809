// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

#include <sys/stat.h>

#include <orm/migrate/folder.hpp>

using orm::migration_error;
using orm::migration_layout;
using orm::migration::read_folder;

namespace {

/// A folder of its own for each test; left to the system's clean-up of temporary files.
class temporary_folder {
public:
    temporary_folder() {
        const char* base = std::getenv("TMPDIR");
        std::string pattern = std::string(base == nullptr ? "/tmp" : base) + "/orm_folder_XXXXXX";
        path_ = ::mkdtemp(pattern.data());
    }

    temporary_folder& folder(const std::string& name) {
        ::mkdir((path_ + '/' + name).c_str(), 0755);
        return *this;
    }

    temporary_folder& file(const std::string& name, const std::string& text) {
        std::FILE* out = std::fopen((path_ + '/' + name).c_str(), "wb");
        std::fwrite(text.data(), 1, text.size(), out);
        std::fclose(out);
        return *this;
    }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string failure_of(const std::string& path) {
    try {
        read_folder(path, {});
    } catch (const migration_error& failure) {
        return failure.what();
    }
    return "";
}

}  // namespace

TEST_CASE("folder: numbered files are read in the order of their numbers", "[migrate]") {
    temporary_folder disk;
    disk.file("10_c.sql", "c").file("2_b.sql", "b").file("001_a.sql", "a").file("README.md", "");
    const auto folder = read_folder(disk.path(), {});
    CHECK(folder.layout == migration_layout::files);
    REQUIRE(folder.files.size() == 3);
    CHECK(folder.files[0].name == "001_a");
    CHECK(folder.files[1].name == "2_b");
    CHECK(folder.files[2].created_at == 10);
}

TEST_CASE("folder: a journal makes it Drizzle's layout", "[migrate]") {
    temporary_folder disk;
    disk.folder("meta").file("meta/_journal.json", "\xEF\xBB\xBF{}").file("0000_a.sql", "a");
    const auto folder = read_folder(disk.path() + "/", {});
    CHECK(folder.layout == migration_layout::journal);
    CHECK(folder.journal == "{}");
    CHECK(folder.files.at(0).bytes == "a");
}

TEST_CASE("folder: subfolders with a migration.sql are Drizzle's newer layout", "[migrate]") {
    temporary_folder disk;
    disk.folder("20260114102228_a").file("20260114102228_a/migration.sql", "a").folder("other");
    const auto folder = read_folder(disk.path(), {});
    CHECK(folder.layout == migration_layout::folders);
    REQUIRE(folder.files.size() == 1);
    CHECK(folder.files[0].name == "20260114102228_a");
    CHECK(folder.files[0].created_at == 1768386148000);
}

TEST_CASE("folder: folders of one time are ordered as JavaScript orders text", "[migrate]") {
    using orm::migration::comes_before;
    const char* ordered[] = {"a", "a_b", "a-b", "a.b", "a1", "ab", "aB", "Ac", "ad", "\xC3\xA9"};
    for (std::size_t i = 0; i + 1 < std::size(ordered); ++i) {
        INFO(ordered[i] << " and " << ordered[i + 1]);
        CHECK(comes_before(ordered[i], ordered[i + 1]));
        CHECK_FALSE(comes_before(ordered[i + 1], ordered[i]));
    }
    CHECK_FALSE(comes_before("ab", "ab"));
}

TEST_CASE("folder: times carry over as Drizzle's do", "[migrate]") {
    using orm::migration::detail::folder_time_ms;
    CHECK(folder_time_ms("20240230000000_a") == folder_time_ms("20240301000000_b"));
    CHECK(folder_time_ms("20241301006000") == folder_time_ms("20250101010000"));
    CHECK(folder_time_ms("20240001000000") == folder_time_ms("20231201000000"));
    CHECK(folder_time_ms("202401010000001_a") == folder_time_ms("20240101000000_a"));
    CHECK(folder_time_ms("2024010100000_a") == -1);
}

TEST_CASE("folder: a journal may name files in folders below, and files that end in .down",
          "[migrate]") {
    temporary_folder disk;
    disk.folder("meta").folder("v1").file("v1/0000_a.sql", "a").file("v1/0001_other.sql", "");
    disk.file("x.down.sql", "x").file("0002_b.down.sql", "").file("0002_b.sql", "b");
    disk.file("meta/_journal.json", R"({"entries":[{"tag":"v1/0000_a"},{"tag":"x.down"}]})");
    std::vector<std::string> names;
    for (const auto& one : read_folder(disk.path(), {}).files) names.push_back(one.name);
    CHECK(names == std::vector<std::string>{"0002_b", "v1/0000_a", "x.down"});
}

TEST_CASE("folder: the ways back are no migrations", "[migrate]") {
    temporary_folder disk;
    disk.file("1_a.sql", "a").file("1_a.down.sql", "b");
    const auto folder = read_folder(disk.path(), {});
    CHECK(folder.files.size() == 1);
    CHECK(down_path_of(folder, "1_a") == disk.path() + "/1_a.down.sql");
}

TEST_CASE("folder: a byte order mark is kept in the bytes and left out of the SQL", "[migrate]") {
    temporary_folder disk;
    disk.file("1_a.sql", "\xEF\xBB\xBFselect 1");
    const auto folder = read_folder(disk.path(), {});
    CHECK(folder.files[0].bytes.size() == 11);
    CHECK(folder.files[0].sql() == "select 1");
}

TEST_CASE("folder: what has no clear place in the order is refused", "[migrate]") {
    temporary_folder twice;
    twice.file("1_a.sql", "").file("001_b.sql", "");
    CHECK(failure_of(twice.path()).find("one number: 001_b and 1_a") != std::string::npos);
    temporary_folder unnumbered;
    unnumbered.file("a.sql", "");
    CHECK(failure_of(unnumbered.path()).find("0001_a.sql") != std::string::npos);
    temporary_folder untimed;
    untimed.folder("first").file("first/migration.sql", "");
    CHECK(failure_of(untimed.path()).find("YYYYMMDDHHMMSS") != std::string::npos);
}

TEST_CASE("folder: a missing folder names the current directory", "[migrate]") {
    CHECK(failure_of("no/such/folder").find("current directory") != std::string::npos);
}

TEST_CASE("folder: a journal in the middle of a merge is refused with its line", "[migrate]") {
    temporary_folder disk;
    disk.folder("meta").file("meta/_journal.json", "{\n<<<<<<< HEAD\n");
    CHECK(failure_of(disk.path()).find("_journal.json:2:1: ") != std::string::npos);
}
