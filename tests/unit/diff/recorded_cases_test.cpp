// SPDX-License-Identifier: MIT
// The text of our SQL against that of Drizzle 1.0.
#include "support/catch.hpp"

#include <cstddef>
#include <fstream>
#include <string>

#include <orm/diff/ddl/column.hpp>

#include "recorded_cases.hpp"

using orm_test::recorded_case;

TEST_CASE("recorded cases: at least 98 of 100 come out letter by letter", "[diff]") {
    const auto cases = orm_test::recorded_cases();
    if (cases.empty()) ORM_SKIP("shared data data/diff_cases.jsonl is not there");
    std::size_t equal_count = 0;
    for (const recorded_case& each : cases) {
        const bool is_equal = each.plan().statements() == each.sql;
        equal_count += is_equal ? 1 : 0;
        // docs/explanation/ddl.md gives the reason for each.
        if (!is_equal) UNSCOPED_INFO("differs: " << each.name);
    }
    CHECK(equal_count * 100 >= cases.size() * 98);
}

TEST_CASE("recorded cases: what a plan leads to needs no second plan", "[diff]") {
    for (const recorded_case& each : orm_test::recorded_cases()) {
        INFO(each.name);
        const orm::diff::plan plan = each.plan();
        CHECK(orm::diff::make_plan(plan.result, plan.result).is_empty());
    }
}

TEST_CASE("recorded cases: the same catalogs give the same bytes", "[diff]") {
    for (const recorded_case& each : orm_test::recorded_cases()) {
        INFO(each.name);
        CHECK(each.plan().statements() == each.plan().statements());
        CHECK(each.plan().reverse() == each.plan().reverse());
    }
}

TEST_CASE("recorded defaults: every one is written as Drizzle writes it", "[diff]") {
    const std::string path = orm_test::shared_data("data/default_cases.jsonl");
    if (path.empty()) ORM_SKIP("shared data data/default_cases.jsonl is not there");
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const auto entry = nlohmann::json::parse(line);
        if (entry.at("columnDefault").is_null()) {
            CHECK(entry.at("expected") == "");
            continue;
        }
        orm::catalog::column_type type =
            orm::catalog::built_in_type(entry.at("type").get<std::string>());
        if (!entry.at("typeSchema").is_null())
            type.schema = entry.at("typeSchema").get<std::string>();
        CHECK(orm::diff::ddl::default_text(entry.at("columnDefault").get<std::string>(), type) ==
              entry.at("expected").get<std::string>());
    }
}
