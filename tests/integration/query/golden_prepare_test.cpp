// SPDX-License-Identifier: MIT
// Every golden text of a query is SQL that the server takes.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/awkward_schema.hpp"
#include "support/blog_schema.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include "support/function_schema.hpp"
#include "support/team_schema.hpp"

using namespace orm_test;

namespace {

namespace fs = std::filesystem;

struct golden_query {
    std::string name;
    std::string sql;
};

/// The entries of the files below golden/expected/<folder>: lines `-- name`, then SQL text.
std::vector<golden_query> golden_queries(const char* folder) {
    std::vector<golden_query> queries;
    for (const auto& file :
         fs::recursive_directory_iterator(fs::path(ORM_TESTS_DIR) / "golden/expected" / folder)) {
        std::ifstream lines(file.path());
        for (std::string line; std::getline(lines, line);) {
            if (line.rfind("-- ", 0) == 0)
                queries.push_back({file.path().stem().string() + "/" + line.substr(3), ""});
            else queries.back().sql += line + "\n";
        }
    }
    return queries;
}

/// What the server refuses, one line each.
std::string refusals(test_database& database, const std::vector<golden_query>& queries) {
    std::string refused;
    for (const auto& query : queries) {
        try {
            database.run("prepare golden as " + query.sql);
            database.run("deallocate golden");
        } catch (const std::exception& error) {
            refused += query.name + ": " + error.what() + "\n";
        }
    }
    return refused;
}

}  // namespace

TEST_CASE("golden queries: the server prepares every one of them") {
    test_database database;
    database.run(blog_schema_sql);
    database.run(team_schema_sql);
    const auto queries = golden_queries("query");
    REQUIRE(queries.size() >= 80);
    CHECK(refusals(database, queries) == "");
}

TEST_CASE("golden names: the server prepares every one of them") {
    test_database database;
    database.run(awkward_schema_sql);
    const auto queries = golden_queries("schema");
    REQUIRE(queries.size() >= 10);
    CHECK(refusals(database, queries) == "");
}

TEST_CASE("golden functions: the server prepares every one of them") {
    test_database database;
    database.run(function_schema_sql);
    const auto queries = golden_queries("functions");
    REQUIRE(queries.size() >= 150);
    CHECK(refusals(database, queries) == "");
}

TEST_CASE("golden vectors: the server prepares every one of them") {
    test_database database;
    if (database.value("select count(*) from pg_available_extensions where name = 'vector'") == "0")
        ORM_SKIP("the extension pgvector is not installed");
    database.run(embedding_schema_sql);
    const auto queries = golden_queries("pgvector");
    REQUIRE(queries.size() >= 4);
    CHECK(refusals(database, queries) == "");
}
