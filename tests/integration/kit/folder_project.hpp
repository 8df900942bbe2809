// SPDX-License-Identifier: MIT
// What tests of migrations folders share: tables, files, the codes that check found.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "run_kit.hpp"

namespace orm_test {

inline orm::catalog::table table_named(const std::string& name) {
    orm::catalog::table made;
    made.schema = "public";
    made.name = name;
    orm::catalog::column id;
    id.name = "id";
    id.type.name = "integer";
    id.is_not_null = true;
    made.columns.push_back(id);
    return made;
}

inline std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::vector<std::string> codes_in(const kit_result& checked) {
    std::vector<std::string> codes;
    const auto object = checked.object();
    for (const auto& each : object.at("findings")) codes.push_back(each.at("code"));
    return codes;
}

inline bool has(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace orm_test
