// SPDX-License-Identifier: MIT
// Keyset paging: where a page begins is said by the values of the row before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <orm/studio/relation.hpp>

namespace orm::studio {

/// A term of ORDER BY.
struct order_term {
    int number = 0;  ///< attnum; 0 is the row's place in the file (ctid)
    std::string sql;
    std::string type;
    bool descending = false;
    bool not_null = true;
};

/// The values of a row's order terms.
using row_key = std::vector<std::optional<std::string>>;

/// How the rows are ordered: what the user chose, then what makes it unique. Empty when nothing does.
inline std::vector<order_term> order_of(const relation& table, const json& asked_for) {
    std::vector<order_term> terms;
    const auto add = [&](int number, bool descending) {
        for (const order_term& term : terms)
            if (term.number == number) return;
        const relation_column& column = table.column(number);
        terms.push_back({number, column.quoted, column.type, descending, column.not_null});
    };
    for (const json& sort : asked::list(asked_for, "sort"))
        add(asked::number_or(sort, "attnum", 0), asked::flag(sort, "desc"));
    const bool descending = !terms.empty() && terms.back().descending;
    for (const int number : table.key) add(number, descending);
    if (table.key.empty() && table.has_ctid())
        terms.push_back({0, "ctid", "tid", descending, true});
    return terms;
}

/// True when every row has another key, so that pages can be cut by it.
inline bool has_unique_order(const relation& table) {
    return !table.key.empty() || table.has_ctid();
}

/// NULL counts as larger than everything, as PostgreSQL sorts by default.
inline std::string order_by_sql(const std::vector<order_term>& terms, bool backwards) {
    std::string sql;
    for (const order_term& term : terms)
        sql += (sql.empty() ? " order by " : ", ") + term.sql +
               (term.descending != backwards ? " desc" : "");
    return sql;
}

namespace detail {

inline bool goes_one_way(const std::vector<order_term>& terms) {
    for (const order_term& term : terms)
        if (!term.not_null || term.descending != terms[0].descending) return false;
    return true;
}

inline std::string placeholder(const order_term& term, const std::string& value,
                               text_values& values) {
    return values.add(value) + "::" + term.type;
}

/// Rows beyond the value in one term.
inline std::string beyond_term(const order_term& term, const std::optional<std::string>& value,
                               bool descending, text_values& values) {
    if (descending)
        return value ? term.sql + " < " + placeholder(term, *value, values)
                     : term.sql + " is not null";
    if (!value) return "false";
    const std::string greater = term.sql + " > " + placeholder(term, *value, values);
    return term.not_null ? greater : "(" + greater + " or " + term.sql + " is null)";
}

inline std::string same_as(const order_term& term, const std::optional<std::string>& value,
                           text_values& values) {
    return value ? term.sql + " = " + placeholder(term, *value, values) : term.sql + " is null";
}

/// `(a, b) > ($1, $2)`: one condition that an index on (a, b) answers from its middle.
inline std::string beyond_row(const std::vector<order_term>& terms, const row_key& key,
                              bool descending, text_values& values, bool inclusive) {
    std::string left;
    std::string right;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        left += (i == 0 ? "" : ", ") + terms[i].sql;
        right += (i == 0 ? "" : ", ") + placeholder(terms[i], key[i].value_or(""), values);
    }
    return "(" + left + ") " + (descending ? "<" : ">") + (inclusive ? "= (" : " (") + right + ")";
}

}  // namespace detail

/// Rows behind `key` in the order, or before it when `backwards`.
///
/// Throws:   refusal 400 when the key does not fit the order.
inline std::string beyond_sql(const std::vector<order_term>& terms, const row_key& key,
                              bool backwards, text_values& values, bool inclusive = false) {
    if (key.size() != terms.size()) throw refusal(400, "the row's key does not fit the order");
    bool has_null = false;
    for (const auto& value : key) has_null = has_null || !value;
    if (detail::goes_one_way(terms) && !has_null)
        return detail::beyond_row(terms, key, terms[0].descending != backwards, values, inclusive);
    std::string all;
    for (std::size_t last = 0; last < terms.size(); ++last) {
        std::string part;
        for (std::size_t i = 0; i < last; ++i)
            part += detail::same_as(terms[i], key[i], values) + " and ";
        part += detail::beyond_term(terms[last], key[last], terms[last].descending != backwards,
                                    values);
        all += (all.empty() ? "(" : " or (") + part + ")";
    }
    if (inclusive) {
        all += " or (true";
        for (std::size_t i = 0; i < terms.size(); ++i)
            all += " and " + detail::same_as(terms[i], key[i], values);
        all += ")";
    }
    // What an index on the first term can begin with.
    const bool descending = terms[0].descending != backwards;
    if (!key[0] || (!descending && !terms[0].not_null)) return "(" + all + ")";
    return terms[0].sql + (descending ? " <= " : " >= ") +
           detail::placeholder(terms[0], *key[0], values) + " and (" + all + ")";
}

}  // namespace orm::studio
