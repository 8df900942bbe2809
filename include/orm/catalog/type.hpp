// SPDX-License-Identifier: MIT
// Types that users define: enums, domains, composite types, ranges; and collations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <orm/catalog/column.hpp>
#include <orm/catalog/constraint.hpp>

namespace orm::catalog {

/// The order of `values` is the order of comparison.
struct enumeration {
    std::string schema;
    std::string name;
    std::vector<std::string> values;
    std::string comment;

    friend bool operator==(const enumeration&, const enumeration&) = default;
};

struct domain {
    std::string schema;
    std::string name;
    column_type base;
    bool is_not_null = false;
    std::optional<std::string> default_expression;
    std::vector<check_constraint> checks;
    std::string collation;
    std::string comment;

    friend bool operator==(const domain&, const domain&) = default;
};

/// A field of a composite type has a name, a type and perhaps a collation; nothing else is set.
struct composite {
    std::string schema;
    std::string name;
    std::vector<column> fields;
    std::string comment;

    friend bool operator==(const composite&, const composite&) = default;
};

/// `definition` is the text between the parentheses of CREATE COLLATION.
struct collation {
    std::string schema;
    std::string name;
    std::string definition;
    std::string comment;

    friend bool operator==(const collation&, const collation&) = default;
};

}  // namespace orm::catalog
