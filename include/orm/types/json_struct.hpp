// SPDX-License-Identifier: MIT
// Plain structs as JSON objects: keys are the fields' names.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

#include <orm/meta/aggregate.hpp>
#include <orm/types/decimal.hpp>
#include <orm/types/enumeration.hpp>
#include <orm/types/json_reader.hpp>
#include <orm/types/json_value.hpp>

namespace orm {

/// Keys that a struct has no field for are refused, for writing the struct back would lose them.
/// Specialise it as true where they may be left out.
///
///     template <> inline constexpr bool orm::json_ignores_unknown_keys<settings> = true;
template <class Struct>
inline constexpr bool json_ignores_unknown_keys = false;

/// How one kind of value stands in JSON. Specialised below; a type of yours is added by specialising it
/// with `static void read(detail::json_reader&, T&)` and `static void write(std::string&, const T&)`.
template <class Value>
struct json_field;

namespace detail {

inline void write_json_string(std::string& out, std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') (out += '\\') += character;
        else if (byte < 0x20) ((out += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
        else out += character;
    }
    out += '"';
}

/// PostgreSQL's json numbers: what its decimal reads, but without NaN, infinities and loose points.
inline decimal read_json_number(json_reader& reader) {
    const std::string_view text = reader.number();
    const bool has_digits_around_point =
        text.front() != '.' && text.front() != '+' && text.back() != '.' &&
        text.find(".e") == std::string_view::npos && text.find(".E") == std::string_view::npos;
    if (!has_digits_around_point) reader.refuse("not a JSON number");
    return decimal(text);
}

template <class Field>
inline constexpr bool is_optional_field = false;
template <class Value>
inline constexpr bool is_optional_field<std::optional<Value>> = true;

/// The fields of a struct by name.
template <class Struct>
struct json_object {
    static constexpr std::size_t count = meta::field_count<Struct>;

    static void read(json_reader& reader, Struct& value) {
        bool seen[count] = {};
        reader.expect('{');
        while (!reader.take('}')) {
            const std::string key = reader.string();
            reader.expect(':');
            read_member(reader, value, key, seen);
            if (reader.peek() != '}') reader.expect(',');
        }
        require_all(value, seen, reader);
    }

    static void write(std::string& out, const Struct& value) {
        const std::string_view* name = meta::field_names<Struct>::list;
        char separator = '{';
        const auto write_one = [&]<class Field>(const Field& field) {
            out += separator;
            write_json_string(out, *name++);
            out += ':';
            json_field<Field>::write(out, field);
            separator = ',';
        };
        meta::visit_fields(value, [&](const auto&... fields) { (write_one(fields), ...); });
        out += '}';
    }

private:
    static void read_member(json_reader& reader, Struct& value, std::string_view key,
                            bool (&seen)[count]) {
        std::size_t index = 0;
        bool found = false;
        const auto read_if = [&]<class Field>(Field& field) {
            const std::size_t position = index++;
            if (found || meta::field_names<Struct>::list[position] != key) return;
            if (seen[position])
                reader.refuse("the key '" + std::string(key) + "' stands there twice");
            json_field<Field>::read(reader, field);
            seen[position] = found = true;
        };
        meta::visit_fields(value, [&](auto&... fields) { (read_if(fields), ...); });
        if (found) return;
        if (!json_ignores_unknown_keys<Struct>)
            reader.refuse("the struct has no field '" + std::string(key) + "'");
        reader.raw_value();
    }

    static void require_all(Struct& value, const bool (&seen)[count], const json_reader& reader) {
        std::size_t index = 0;
        const auto require_one = [&]<class Field>(Field&) {
            const std::size_t position = index++;
            if (!seen[position] && !is_optional_field<Field>)
                reader.refuse("the key '" + std::string(meta::field_names<Struct>::list[position]) +
                              "' is missing");
        };
        meta::visit_fields(value, [&](auto&... fields) { (require_one(fields), ...); });
    }
};

}  // namespace detail

template <meta::plain_aggregate Struct>
struct json_field<Struct> : detail::json_object<Struct> {};

template <>
struct json_field<bool> {
    static void read(detail::json_reader& reader, bool& value) {
        value = reader.take_word("true");
        if (!value && !reader.take_word("false")) reader.refuse("expected true or false");
    }
    static void write(std::string& out, const bool& value) { out += value ? "true" : "false"; }
};

template <std::integral Integer>
struct json_field<Integer> {
    static void read(detail::json_reader& reader, Integer& value) {
        value = detail::read_json_number(reader).template to_integer<Integer>();
    }
    static void write(std::string& out, const Integer& value) { out += std::to_string(value); }
};

template <std::floating_point Float>
struct json_field<Float> {
    static void read(detail::json_reader& reader, Float& value) {
        const std::string_view text = reader.number();
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failure != std::errc() || end != text.data() + text.size())
            reader.refuse("a number that the field cannot hold");
    }
    static void write(std::string& out, const Float& value) {
        if (!(value - value == 0)) throw invalid_value("JSON has no NaN and no infinity");
        char text[64];
        const auto [end, failure] = std::to_chars(text, text + sizeof text, value);
        out.append(text, end);
    }
};

template <>
struct json_field<decimal> {
    static void read(detail::json_reader& reader, decimal& value) {
        value = detail::read_json_number(reader);
    }
    static void write(std::string& out, const decimal& value) {
        if (!value.is_finite()) throw invalid_value("JSON has no NaN and no infinity");
        out += value.to_string();
    }
};

template <>
struct json_field<std::string> {
    static void read(detail::json_reader& reader, std::string& value) { value = reader.string(); }
    static void write(std::string& out, const std::string& value) {
        detail::write_json_string(out, value);
    }
};

/// A part of the document as it stands there.
template <>
struct json_field<json_text> {
    static void read(detail::json_reader& reader, json_text& value) {
        value.text = reader.raw_value();
    }
    static void write(std::string& out, const json_text& value) { out += value.text; }
};

template <class Enum>
    requires std::is_enum_v<Enum>
struct json_field<Enum> {
    using codec_type = codec<pg::text_enumeration<Enum>>;

    static void read(detail::json_reader& reader, Enum& value) {
        const std::string label = reader.string();
        value = codec_type::decode({label.data(), label.size()});
    }
    static void write(std::string& out, const Enum& value) {
        encoder label;
        codec_type::encode(label, value);
        detail::write_json_string(out, {label.data(), label.size()});
    }
};

template <class Value>
struct json_field<std::optional<Value>> {
    static void read(detail::json_reader& reader, std::optional<Value>& value) {
        if (reader.take_word("null")) return value.reset();
        json_field<Value>::read(reader, value.emplace());
    }
    static void write(std::string& out, const std::optional<Value>& value) {
        if (value) json_field<Value>::write(out, *value);
        else out += "null";
    }
};

template <class Value>
struct json_field<std::vector<Value>> {
    static void read(detail::json_reader& reader, std::vector<Value>& values) {
        values.clear();
        reader.expect('[');
        while (!reader.take(']')) {
            Value value{};
            json_field<Value>::read(reader, value);
            values.push_back(std::move(value));
            if (reader.peek() != ']') reader.expect(',');
        }
    }
    static void write(std::string& out, const std::vector<Value>& values) {
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i != 0) out += ',';
            json_field<Value>::write(out, values[i]);
        }
        out += ']';
    }
};

template <class Value>
struct json_field<std::map<std::string, Value>> {
    static void read(detail::json_reader& reader, std::map<std::string, Value>& values) {
        values.clear();
        reader.expect('{');
        while (!reader.take('}')) {
            const auto [place, is_new] = values.emplace(reader.string(), Value{});
            if (!is_new) reader.refuse("a key stands there twice");
            reader.expect(':');
            json_field<Value>::read(reader, place->second);
            if (reader.peek() != '}') reader.expect(',');
        }
    }
    static void write(std::string& out, const std::map<std::string, Value>& values) {
        char separator = '{';
        for (const auto& [key, value] : values) {
            out += separator;
            detail::write_json_string(out, key);
            out += ':';
            json_field<Value>::write(out, value);
            separator = ',';
        }
        out += values.empty() ? "{}" : "}";
    }
};

/// Everything that has a json_field can be a whole document.
template <class Value>
    requires requires(std::string& out, const Value& value) {
        json_field<Value>::write(out, value);
    }
struct json_conversion<Value> {
    static Value parse(std::string_view text) {
        detail::json_reader reader(text);
        Value value{};
        json_field<Value>::read(reader, value);
        reader.expect_end();
        return value;
    }

    static std::string print(const Value& value) {
        std::string text;
        json_field<Value>::write(text, value);
        return text;
    }
};

}  // namespace orm
