// SPDX-License-Identifier: MIT
// check: what the statements of migrations tell before they run.
#include <string>

#include "folder_project.hpp"
#include "support/catch.hpp"

using namespace orm_test;

namespace {

/// What check says about a migration with this SQL.
nlohmann::ordered_json findings_about(const std::string& sql) {
    kit_project project;
    project.wanted.tables.push_back(table_named("a"));
    REQUIRE(project.run({"generate", "--name", "init"}).status == 0);
    std::ofstream(project.folder.path() + "/migrations/0000_init.sql") << sql;
    const auto object = project.run({"check", "--json"}).object();
    nlohmann::ordered_json about_statements = nlohmann::ordered_json::array();
    for (const auto& each : object.at("findings"))
        if (each.at("code") == "statement_refused" || each.at("code") == "inside_transaction" ||
            each.at("code") == "outside_transaction")
            about_statements.push_back(each);
    return about_statements;
}

}  // namespace

TEST_CASE("check: a statement outside of transactions is named unless its file is marked") {
    const std::string concurrent = "create index concurrently i on a (x);";
    const auto found = findings_about("create table a (x int);\n  " + concurrent);
    REQUIRE(found.size() == 1);
    CHECK(found[0].at("code") == "outside_transaction");
    CHECK(found[0].at("severity") == "warning");
    CHECK_THAT(found[0].at("where").get<std::string>(), contains_text("0000_init.sql:2:3"));
    CHECK_THAT(found[0].at("message").get<std::string>(), contains_text("orm: no-transaction"));
    CHECK(findings_about("-- orm: no-transaction\n" + concurrent).empty());
}

TEST_CASE("check: a statement that cannot run is an error before it is tried") {
    const auto inside = findings_about("commit;\nbegin;\nvacuum;\ncommit;");
    REQUIRE(inside.size() == 1);
    CHECK(inside[0].at("code") == "inside_transaction");
    CHECK(inside[0].at("severity") == "error");
    CHECK_THAT(inside[0].at("where").get<std::string>(), contains_text("0000_init.sql:3:1"));
    const auto psql = findings_about("select 1;\n\\connect other");
    REQUIRE(psql.size() == 1);
    CHECK(psql[0].at("code") == "statement_refused");
}

TEST_CASE("check: a danger that a comment calls reviewed is not warned of again") {
    kit_project project;
    project.wanted.tables.push_back(table_named("a"));
    REQUIRE(project.run({"generate", "--name", "init"}).status == 0);
    auto& added = project.wanted.tables[0].columns;
    added.push_back(added[0]);
    added.back().name = "n";
    added.back().is_not_null = true;
    REQUIRE(project.run({"generate", "--name", "n"}).status == 0);
    const auto is_warned = [&] {
        return has(codes_in(project.run({"check", "--json"})), "may_fail_on_rows");
    };
    CHECK(is_warned());
    CHECK_THAT(project.run({"check"}).out, contains_text("-- orm: reviewed may_fail_on_rows"));

    const std::string path = project.folder.path() + "/migrations/0001_n.sql";
    std::ofstream(path, std::ios::app) << "\n-- orm: reviewed something_else\n";
    CHECK(is_warned());
    std::ofstream(path, std::ios::app) << "-- orm: reviewed other, may_fail_on_rows\n";
    CHECK(!is_warned());
}
