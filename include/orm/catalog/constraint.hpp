// SPDX-License-Identifier: MIT
// The constraints of a table.
#pragma once

#include <string>
#include <vector>

namespace orm::catalog {

/// When a constraint is checked.
enum class deferral { not_deferrable, initially_immediate, initially_deferred };

/// `has_explicit_name` is false when the name follows from table and columns. Such a name is no wish:
/// a database that holds the same constraint under another name is not changed.
struct primary_key {
    std::string name;
    bool has_explicit_name = false;
    std::vector<std::string> columns;
    std::vector<std::string> included_columns;
    deferral checked = deferral::not_deferrable;
    std::string comment;

    friend bool operator==(const primary_key&, const primary_key&) = default;
};

struct unique_constraint {
    std::string name;
    bool has_explicit_name = false;
    std::vector<std::string> columns;
    std::vector<std::string> included_columns;
    bool nulls_not_distinct = false;
    deferral checked = deferral::not_deferrable;
    std::string comment;

    friend bool operator==(const unique_constraint&, const unique_constraint&) = default;
};

/// Actions are spelled as SQL writes them: `NO ACTION`, `RESTRICT`, `CASCADE`, `SET NULL`,
/// `SET DEFAULT`.
struct foreign_key {
    std::string name;
    bool has_explicit_name = false;
    std::vector<std::string> columns;
    std::string referenced_schema;
    std::string referenced_table;
    std::vector<std::string> referenced_columns;
    std::string on_update = "NO ACTION";
    std::string on_delete = "NO ACTION";
    bool matches_full = false;
    bool is_validated = true;
    deferral checked = deferral::not_deferrable;
    std::string comment;

    friend bool operator==(const foreign_key&, const foreign_key&) = default;
};

/// `expression` stands between the parentheses of CHECK.
struct check_constraint {
    std::string name;
    std::string expression;
    bool is_inherited = true;
    bool is_validated = true;
    std::string comment;

    friend bool operator==(const check_constraint&, const check_constraint&) = default;
};

/// `definition` is the text behind the name: `EXCLUDE USING gist (room WITH =, during WITH &&)`.
struct exclusion_constraint {
    std::string name;
    std::string definition;
    std::string comment;

    friend bool operator==(const exclusion_constraint&, const exclusion_constraint&) = default;
};

}  // namespace orm::catalog
