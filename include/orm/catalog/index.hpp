// SPDX-License-Identifier: MIT
// Indexes that back no constraint.
#pragma once

#include <string>
#include <vector>

namespace orm::catalog {

/// One key of an index: a column's name, or an expression as it stands in the key list.
struct index_key {
    std::string value;
    bool is_expression = false;
    bool is_descending = false;
    bool nulls_first = false;
    std::string operator_class;
    std::string collation;

    friend bool operator==(const index_key&, const index_key&) = default;
};

/// `storage_parameters` is the text between the parentheses of WITH. `concurrently` is a wish about
/// how to build the index, not a property of it: it takes no part in comparisons.
struct index {
    std::string name;
    bool has_explicit_name = true;
    std::vector<index_key> keys;
    std::vector<std::string> included_columns;
    bool is_unique = false;
    bool nulls_not_distinct = false;
    bool concurrently = false;
    std::string method = "btree";
    std::string predicate;
    std::string storage_parameters;
    std::string tablespace;
    std::string comment;

    friend bool operator==(const index&, const index&) = default;
};

}  // namespace orm::catalog
