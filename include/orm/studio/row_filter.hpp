// SPDX-License-Identifier: MIT
// Conditions that the page puts together become SQL: operators from a list, values bound.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <orm/studio/read_guard.hpp>
#include <orm/studio/relation.hpp>

namespace orm::studio {

namespace detail {

/// `50%` as a pattern that means itself.
inline std::string like_pattern(std::string_view text) {
    std::string pattern;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern;
}

inline std::string pattern_filter(const std::string& column, const std::string& op,
                                  const std::string& value, text_values& values) {
    const std::string begin = op == "starts" ? "" : "%";
    return column + "::text ilike " + values.add(begin + like_pattern(value) + "%");
}

inline std::string filter_sql(const relation& table, const json& filter, text_values& values) {
    const std::string op = asked::text(filter, "op");
    const std::string& column = table.column(asked::number_or(filter, "attnum", 0)).quoted;
    if (op == "null") return column + " is null";
    if (op == "notnull") return column + " is not null";
    const std::string value = asked::text(filter, "value");
    for (const std::string_view sign : {"=", "<>", "<", "<=", ">", ">="})
        if (op == sign) return column + " " + op + " " + values.add(value);
    if (op == "contains" || op == "starts") return pattern_filter(column, op, value, values);
    if (op == "lacks") return "not " + pattern_filter(column, op, value, values);
    if (op == "matches") return column + "::text ~ " + values.add(value);
    throw refusal(400, "there is no such filter");
}

}  // namespace detail

/// Gives:    the conditions of the request joined with AND; empty without any.
inline std::string filters_sql(session& talk, const relation& table, const json& asked_for,
                               text_values& values) {
    std::string all;
    for (const json& filter : asked::list(asked_for, "filters"))
        all += (all.empty() ? "(" : " and (") + detail::filter_sql(table, filter, values) + ")";
    const std::string raw = asked::text_or(asked_for, "where", "");
    if (words_of(raw).words.empty() && raw.find_first_not_of(" \t\r\n") == std::string::npos)
        return all;
    require_condition(talk, raw);
    // The line end keeps a comment at the condition's end from eating the parenthesis.
    return all + (all.empty() ? "(" : " and (") + raw + "\n)";
}

}  // namespace orm::studio
