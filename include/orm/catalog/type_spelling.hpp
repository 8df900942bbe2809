// SPDX-License-Identifier: MIT
// One spelling for each built-in type, so that `character varying(3)` and `varchar(3)` are equal.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <orm/catalog/column.hpp>

namespace orm::catalog {

namespace detail {

struct type_alias {
    std::string_view spelling;
    std::string_view canonical;
};

inline constexpr std::array<type_alias, 18> type_aliases{{
    {"character varying", "varchar"},
    {"character", "char"},
    {"bpchar", "char"},
    {"decimal", "numeric"},
    {"int", "integer"},
    {"int4", "integer"},
    {"int2", "smallint"},
    {"int8", "bigint"},
    {"bool", "boolean"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"timestamp without time zone", "timestamp"},
    {"time without time zone", "time"},
    {"timestamptz", "timestamp with time zone"},
    {"timetz", "time with time zone"},
    {"varbit", "bit varying"},
    {"serial4", "serial"},
    {"serial8", "bigserial"},
}};

/// Lower case outside of quotes; one blank between words and none beside parentheses and commas.
inline std::string without_extra_blanks(std::string_view type) {
    std::string text;
    bool in_quotes = false;
    for (const char character : type) {
        if (character == '"') in_quotes = !in_quotes;
        if (in_quotes || character == '"') {
            text += character;
            continue;
        }
        const bool closes_up = character == '(' || character == ',' || character == ')';
        while (closes_up && !text.empty() && text.back() == ' ') text.pop_back();
        const bool after_opening = !text.empty() && (text.back() == '(' || text.back() == ',');
        if (character == ' ' && (text.empty() || text.back() == ' ' || after_opening)) continue;
        text +=
            character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

/// Splits `timestamp(3) with time zone` into {`timestamp with time zone`, `(3)`}.
inline std::pair<std::string, std::string> split_modifier(const std::string& type) {
    const std::size_t open = type.find('(');
    const std::size_t close = type.find(')', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos) return {type, ""};
    return {type.substr(0, open) + type.substr(close + 1), type.substr(open, close - open + 1)};
}

/// Puts the modifier back: behind the first word of the time types, at the end of the others.
inline std::string with_modifier(const std::string& type, const std::string& modifier) {
    const bool is_time = type.rfind("timestamp", 0) == 0 || type.rfind("time", 0) == 0;
    const std::size_t blank = type.find(' ');
    if (!is_time || blank == std::string::npos) return type + modifier;
    return type.substr(0, blank) + modifier + type.substr(blank);
}

inline std::string without_redundant_modifier(const std::string& type, std::string modifier) {
    if (type == "numeric" && modifier.size() > 3 &&
        modifier.compare(modifier.size() - 3, 3, ",0)") == 0)
        return type + modifier.erase(modifier.size() - 3, 2);
    const bool is_length_one = modifier == "(1)" && (type == "char" || type == "bit");
    return is_length_one ? type : with_modifier(type, modifier);
}

}  // namespace detail

/// The spelling that Drizzle uses: `varchar(255)`, `timestamp(3) with time zone`, `numeric(10,2)`.
inline std::string canonical_type_name(std::string_view type) {
    auto [name, modifier] = detail::split_modifier(detail::without_extra_blanks(type));
    name = detail::without_extra_blanks(name);
    for (const detail::type_alias& alias : detail::type_aliases)
        if (name == alias.spelling) name = std::string(alias.canonical);
    return detail::without_redundant_modifier(name, modifier);
}

/// Reads `text[][]` as a type with its dimensions; the size in `text[3]` means nothing to PostgreSQL.
inline column_type built_in_type(std::string_view spelling) {
    column_type type;
    while (!spelling.empty() && spelling.back() == ']') {
        spelling = spelling.substr(0, spelling.rfind('['));
        while (!spelling.empty() && spelling.back() == ' ') spelling.remove_suffix(1);
        ++type.dimensions;
    }
    type.name = canonical_type_name(spelling);
    return type;
}

inline bool is_serial(const column_type& type) {
    return type.schema.empty() && type.dimensions == 0 &&
           (type.name == "serial" || type.name == "bigserial" || type.name == "smallserial");
}

/// `integer` for `serial`; every other type as it is.
inline column_type without_serial(column_type type) {
    if (!is_serial(type)) return type;
    type.name = type.name == "serial"      ? "integer"
                : type.name == "bigserial" ? "bigint"
                                           : "smallint";
    return type;
}

}  // namespace orm::catalog
