// SPDX-License-Identifier: MIT
// Reads fields of snapshot objects: absent and null mean the default, numbers may be quoted.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>

#include <orm/catalog/names.hpp>
#include <orm/core/error.hpp>

namespace orm::inspect {

/// A snapshot file that cannot be read: wrong version, wrong shape, not JSON.
struct invalid_snapshot : error {
    using error::error;
};

namespace detail {

// The order of keys in version 7 is the order of columns, so parsing must keep it.
using json = nlohmann::ordered_json;

[[noreturn]] inline void throw_wrong_field(const char* field, const char* expected) {
    throw invalid_snapshot(std::string("snapshot: field \"") + field + "\" is not " + expected);
}

/// The field, or nullptr when it is absent or null.
inline const json* field(const json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

inline std::optional<std::string> optional_text(const json& object, const char* name) {
    const json* value = field(object, name);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number() || value->is_boolean()) return value->dump();
    throw_wrong_field(name, "text");
}

inline std::string text(const json& object, const char* name, std::string fallback = {}) {
    return optional_text(object, name).value_or(std::move(fallback));
}

/// PostgreSQL cuts names of more than 63 bytes, so that is what the database holds.
inline std::string identifier(const json& object, const char* name, std::string fallback = {}) {
    return catalog::cut_to_identifier(text(object, name, std::move(fallback)));
}

inline bool flag(const json& object, const char* name, bool fallback = false) {
    const json* value = field(object, name);
    if (value == nullptr) return fallback;
    if (!value->is_boolean()) throw_wrong_field(name, "true or false");
    return value->get<bool>();
}

inline std::int64_t integer(const json& object, const char* name, std::int64_t fallback) {
    const std::optional<std::string> digits = optional_text(object, name);
    if (!digits) return fallback;
    std::int64_t value = 0;
    const char* end = digits->data() + digits->size();
    const auto [stop, failure] = std::from_chars(digits->data(), end, value);
    if (failure != std::errc() || stop != end) throw_wrong_field(name, "an integer of 64 bits");
    return value;
}

inline std::vector<std::string> texts(const json& object, const char* name) {
    std::vector<std::string> values;
    const json* list = field(object, name);
    if (list == nullptr) return values;
    if (!list->is_array()) throw_wrong_field(name, "a list");
    for (const json& value : *list) {
        if (!value.is_string()) throw_wrong_field(name, "a list of text");
        values.push_back(value.get<std::string>());
    }
    return values;
}

inline std::vector<std::string> identifiers(const json& object, const char* name) {
    std::vector<std::string> names = texts(object, name);
    for (std::string& each : names) each = catalog::cut_to_identifier(each);
    return names;
}

}  // namespace detail
}  // namespace orm::inspect
