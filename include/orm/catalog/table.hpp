// SPDX-License-Identifier: MIT
// A table with everything that lives and dies with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <orm/catalog/column.hpp>
#include <orm/catalog/constraint.hpp>
#include <orm/catalog/index.hpp>
#include <orm/catalog/policy.hpp>
#include <orm/catalog/qualified_name.hpp>
#include <orm/catalog/routine.hpp>

namespace orm::catalog {

/// PARTITION OF parent `bound` (`FOR VALUES FROM (...) TO (...)` or `DEFAULT`).
struct partition_place {
    qualified_name parent;
    std::string bound;

    friend bool operator==(const partition_place&, const partition_place&) = default;
};

/// Columns stand in the order of the table; every other list is ordered by sort().
///
/// A table that is not managed here (it belongs to an extension, or to a hosting product) is
/// `is_external`: only the policies that the schema attaches to it are known and compared.
struct table {
    std::string schema;
    std::string name;
    std::vector<column> columns;
    std::optional<catalog::primary_key> primary_key;
    std::vector<unique_constraint> uniques;
    std::vector<foreign_key> foreign_keys;
    std::vector<check_constraint> checks;
    std::vector<exclusion_constraint> exclusions;
    std::vector<index> indexes;
    std::vector<policy> policies;
    std::vector<trigger> triggers;
    bool has_row_security = false;
    bool forces_row_security = false;
    bool is_unlogged = false;
    bool is_external = false;
    std::string partition_key;
    std::optional<partition_place> partition_of;
    std::vector<qualified_name> parents;
    std::string storage_parameters;
    std::string access_method;
    std::string tablespace;
    std::string comment;

    friend bool operator==(const table&, const table&) = default;
};

}  // namespace orm::catalog
