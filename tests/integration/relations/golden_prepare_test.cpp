// SPDX-License-Identifier: MIT
// Every golden text of a find is SQL that the server takes.
#include <filesystem>
#include <fstream>
#include <string>

#include "support/catch.hpp"
#include "support/database.hpp"
#include "support/family_schema.hpp"

namespace {

/// Keys come as arrays, whose types the text alone does not say.
std::string types_of(const std::string& sql) {
    if (sql.find("unnest($1, $2)") != std::string::npos) return " (text[], integer[])";
    if (sql.find("unnest($1)") != std::string::npos) return " (bigint[])";
    return "";
}

}  // namespace

TEST_CASE("golden finds: the server prepares every one of them") {
    orm_test::test_database database;
    database.run(family_schema_sql);
    std::size_t count = 0;
    for (const auto& file : std::filesystem::directory_iterator(
             std::filesystem::path(ORM_TESTS_DIR) / "golden/expected/relations")) {
        std::ifstream lines(file.path());
        for (std::string line; std::getline(lines, line);) {
            if (line.empty() || line.starts_with("-- ")) continue;
            CAPTURE(line);
            CHECK_NOTHROW(database.run("prepare golden" + types_of(line) + " as " + line));
            CHECK_NOTHROW(database.run("deallocate golden"));
            ++count;
        }
    }
    CHECK(count >= 30);
}
