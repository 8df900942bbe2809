// SPDX-License-Identifier: MIT
// json and jsonb columns whose values are documents or structs: the customisation point.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <orm/types/codec.hpp>
#include <orm/types/json.hpp>

namespace orm {

/// How a C++ type becomes JSON text and comes back. Specialise it for a JSON library or a type:
///
///     template <> struct orm::json_conversion<my_document> {
///         static my_document parse(std::string_view text);      // throws on what it cannot hold
///         static std::string print(const my_document& value);
///     };
///
/// There are specialisations for nlohmann::json (orm/adapters/nlohmann_json.hpp), boost::json::value
/// (orm/adapters/boost_json.hpp) and plain structs (orm/types/json_struct.hpp).
template <class Value>
struct json_conversion;

namespace pg {

/// jsonb whose value is Value.
template <class Value>
struct jsonb_of {
    using value_type = Value;
    using family = jsonb::family;
    static constexpr std::uint32_t oid = jsonb::oid;
    static constexpr std::uint32_t array_oid = jsonb::array_oid;
    static constexpr const char* name = jsonb::name;
    static constexpr bool accepts(std::uint32_t other) { return jsonb::accepts(other); }
};

/// json whose value is Value.
template <class Value>
struct json_of {
    using value_type = Value;
    using family = json::family;
    static constexpr std::uint32_t oid = json::oid;
    static constexpr std::uint32_t array_oid = json::array_oid;
    static constexpr const char* name = json::name;
    static constexpr bool accepts(std::uint32_t other) { return json::accepts(other); }
};

}  // namespace pg

template <class Value>
struct codec<pg::jsonb_of<Value>> {
    static Value decode(byte_view bytes) {
        const byte_view text = detail::without_version(bytes, pg::jsonb::name);
        return json_conversion<Value>::parse(text.text());
    }

    static void encode(encoder& out, const Value& value) {
        codec<pg::jsonb>::encode(out, {json_conversion<Value>::print(value)});
    }
};

template <class Value>
struct codec<pg::json_of<Value>> {
    static Value decode(byte_view bytes) { return json_conversion<Value>::parse(bytes.text()); }

    static void encode(encoder& out, const Value& value) {
        codec<pg::json>::encode(out, {json_conversion<Value>::print(value)});
    }
};

}  // namespace orm
