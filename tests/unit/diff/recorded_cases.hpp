// SPDX-License-Identifier: MIT
// The recorded cases of Drizzle's suite as values.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <orm/diff/plan.hpp>
#include <orm/inspect/from_snapshot_v8.hpp>

#include "support/shared_data.hpp"

namespace orm_test {

/// One line of diff_cases.jsonl.
struct recorded_case {
    std::string name;
    orm::catalog::database from;
    orm::catalog::database to;
    std::vector<orm::diff::rename_answer> renames;
    std::vector<std::string> sql;

    orm::diff::plan plan() const {
        return orm::diff::make_plan(from, to, orm::diff::renames_from(renames));
    }
};

inline std::vector<recorded_case> recorded_cases() {
    std::vector<recorded_case> cases;
    const std::string path = shared_data("data/diff_cases.jsonl");
    if (path.empty()) return cases;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const auto entry = nlohmann::ordered_json::parse(line);
        recorded_case each;
        each.name = entry.at("test").get<std::string>();
        each.from = orm::inspect::from_entities_v8(entry.at("from"));
        each.to = orm::inspect::from_entities_v8(entry.at("to"));
        for (const auto& rename : entry.at("renames"))
            each.renames.push_back(*orm::diff::read_rename(rename.get<std::string>()));
        each.sql = entry.at("sql").get<std::vector<std::string>>();
        cases.push_back(std::move(each));
    }
    return cases;
}

}  // namespace orm_test
