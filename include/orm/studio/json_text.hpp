// SPDX-License-Identifier: MIT
// Between JSON and the server's text: what the page sends is checked here, field by field.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <orm/driver/postgres/result.hpp>
#include <orm/studio/options.hpp>

namespace orm::studio {

using json = nlohmann::json;

/// A database in SQL_ASCII may hold anything: what is no UTF-8 is shown as U+FFFD.
inline std::string dump(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

inline std::string_view text_at(const driver::postgres::result& rows, std::size_t row,
                                std::size_t column) {
    return rows.bytes(row, column).text();
}

inline json cell_at(const driver::postgres::result& rows, std::size_t row, std::size_t column) {
    if (rows.is_null(row, column)) return nullptr;
    return std::string(text_at(rows, row, column));
}

template <class Number = int>
Number number_from(std::string_view text, Number otherwise = {}) {
    Number number = otherwise;
    const auto end = text.data() + text.size();
    return std::from_chars(text.data(), end, number).ptr == end && !text.empty() ? number
                                                                                 : otherwise;
}

namespace asked {

/// A field that must be text.
///
/// Throws:   refusal 400.
inline std::string text(const json& from, const char* name) {
    const auto found = from.find(name);
    if (found == from.end() || !found->is_string())
        throw refusal(400, std::string("the request has no text \"") + name + "\"");
    return found->get<std::string>();
}

inline std::string text_or(const json& from, const char* name, std::string otherwise) {
    return from.contains(name) ? text(from, name) : std::move(otherwise);
}

inline bool flag(const json& from, const char* name, bool otherwise = false) {
    const auto found = from.find(name);
    return found == from.end() || !found->is_boolean() ? otherwise : found->get<bool>();
}

inline int number_or(const json& from, const char* name, int otherwise) {
    const auto found = from.find(name);
    if (found == from.end()) return otherwise;
    if (!found->is_number_integer() || *found < INT32_MIN || *found > INT32_MAX)
        throw refusal(400, std::string("\"") + name + "\" is no whole number");
    return found->get<int>();
}

inline const json& list(const json& from, const char* name) {
    static const json empty = json::array();
    const auto found = from.find(name);
    if (found == from.end()) return empty;
    if (!found->is_array()) throw refusal(400, std::string("\"") + name + "\" is no list");
    return *found;
}

/// Text or null.
inline std::optional<std::string> value(const json& from) {
    if (from.is_null()) return std::nullopt;
    if (!from.is_string()) throw refusal(400, "a value is text or null");
    return from.get<std::string>();
}

}  // namespace asked

}  // namespace orm::studio
