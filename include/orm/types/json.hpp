// SPDX-License-Identifier: MIT
// json and jsonb as text; adapters turn the text into documents.
#pragma once

#include <cstdint>
#include <string>

#include <orm/types/codec.hpp>
#include <orm/types/text.hpp>

namespace orm {

/// A JSON document as text: numbers keep every digit, keys their order. It is not a JSON string:
/// the document `"a"` has three characters.
///
///     .settings = orm::json_text{R"({"theme": "dark"})"}
struct json_text {
    std::string text;

    friend bool operator==(const json_text&, const json_text&) = default;
};

namespace pg {

/// The text as it was written: spaces, key order and duplicate keys included.
/// Source:   PostgreSQL manual, "JSON Types".
struct json {
    using value_type = json_text;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 114;
    static constexpr std::uint32_t array_oid = 199;
    static constexpr const char* name = "json";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// The document as the server understood it: duplicate keys gone, keys sorted, spaces normalised.
struct jsonb {
    using value_type = json_text;
    using family = pg::family::only<jsonb>;
    static constexpr std::uint32_t oid = 3802;
    static constexpr std::uint32_t array_oid = 3807;
    static constexpr const char* name = "jsonb";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// The version that stands in front of jsonb, jsonpath and ltree.
inline constexpr char json_format_version = 1;

inline byte_view without_version(byte_view bytes, const char* type_name) {
    if (bytes.size == 0 || bytes.data[0] != json_format_version) [[unlikely]]
        throw_malformed(type_name, "has an unknown format version");
    return {bytes.data + 1, bytes.size - 1};
}

/// Text behind a version byte.
template <class Sql>
struct versioned_text_codec {
    static std::string decode(byte_view bytes) {
        const byte_view text = without_version(bytes, Sql::name);
        return std::string(text.data, text.size);
    }

    static void encode(encoder& out, const std::string& value) {
        out.integer(static_cast<std::uint8_t>(json_format_version));
        out.bytes(codec<pg::text>::view(value));
    }
};

}  // namespace detail

template <>
struct codec<pg::json> {
    static json_text decode(byte_view bytes) { return {std::string(bytes.data, bytes.size)}; }
    static byte_view view(const json_text& value) { return codec<pg::text>::view(value.text); }
    static void encode(encoder& out, const json_text& value) { out.bytes(view(value)); }
};

template <>
struct codec<pg::jsonb> {
    static json_text decode(byte_view bytes) {
        const byte_view text = detail::without_version(bytes, pg::jsonb::name);
        return {std::string(text.data, text.size)};
    }

    static void encode(encoder& out, const json_text& value) {
        out.integer(static_cast<std::uint8_t>(detail::json_format_version));
        out.bytes(codec<pg::text>::view(value.text));
    }
};

template <>
struct sql_type_for<json_text> {
    using type = pg::jsonb;
};

}  // namespace orm
