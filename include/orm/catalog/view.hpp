// SPDX-License-Identifier: MIT
// Views and materialized views.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <orm/catalog/index.hpp>

namespace orm::catalog {

/// `definition` is the query without the closing semicolon. `options` holds the WITH list by SQL
/// name (`security_barrier` → `true`). The members after it mean something for materialized views.
struct view {
    std::string schema;
    std::string name;
    std::string definition;
    std::map<std::string, std::string> options;
    bool is_materialized = false;
    bool has_no_data = false;
    std::string access_method;
    std::string tablespace;
    std::vector<index> indexes;
    std::string comment;

    friend bool operator==(const view&, const view&) = default;
};

}  // namespace orm::catalog
