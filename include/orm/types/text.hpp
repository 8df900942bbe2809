// SPDX-License-Identifier: MIT
// text, varchar and char.
#pragma once

#include <cstdint>
#include <string>

#include <orm/sql/utf8.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace detail {

/// Result columns that arrive as plain characters: text, varchar, bpchar, name, unknown.
constexpr bool is_character_oid(std::uint32_t oid) {
    return oid == 25 || oid == 1043 || oid == 1042 || oid == 19 || oid == 705;
}

/// The array types of the same.
constexpr bool is_character_array_oid(std::uint32_t oid) {
    return oid == 1009 || oid == 1015 || oid == 1014 || oid == 1003;
}

}  // namespace detail

namespace pg {

/// Source:   PostgreSQL manual, "Character Types".
struct text {
    using value_type = std::string;
    using family = pg::family::string;
    static constexpr std::uint32_t oid = 25;
    static constexpr std::uint32_t array_oid = 1009;
    static constexpr const char* name = "text";
    static constexpr bool accepts(std::uint32_t other) { return detail::is_character_oid(other); }
    static constexpr bool accepts_array(std::uint32_t other) {
        return detail::is_character_array_oid(other);
    }
};

struct varchar {
    using value_type = std::string;
    using family = pg::family::string;
    static constexpr std::uint32_t oid = 1043;
    static constexpr std::uint32_t array_oid = 1015;
    static constexpr const char* name = "varchar";
    static constexpr bool accepts(std::uint32_t other) { return detail::is_character_oid(other); }
    static constexpr bool accepts_array(std::uint32_t other) {
        return detail::is_character_array_oid(other);
    }
};

/// char(n): the server pads with blanks and gives the blanks back.
struct bpchar {
    using value_type = std::string;
    using family = pg::family::string;
    static constexpr std::uint32_t oid = 1042;
    static constexpr std::uint32_t array_oid = 1014;
    static constexpr const char* name = "char";
    static constexpr bool accepts(std::uint32_t other) { return detail::is_character_oid(other); }
    static constexpr bool accepts_array(std::uint32_t other) {
        return detail::is_character_array_oid(other);
    }
};

}  // namespace pg

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_invalid_text(std::string_view text, std::size_t position) {
    throw invalid_value(joined_text(
        {"byte ", position, " of a text value is ",
         text[position] == '\0' ? "NUL, which PostgreSQL cannot store" : "not valid UTF-8"}));
}

/// Parameters go to the server in binary, so nothing is cut at a NUL; it is refused with its position.
inline void require_valid_text(std::string_view text) {
    const std::size_t position = lexical::first_invalid_byte(text);
    if (position != text.size()) [[unlikely]]
        throw_invalid_text(text, position);
}

/// Out of line, for a row has many texts: their construction in line is longer to compile, not faster.
template <class = void>
[[gnu::noinline]] std::string text_from(const char* data, std::size_t size) {
    return std::string(data, size);
}

struct character_codec {
    static std::string decode(byte_view bytes) { return text_from(bytes.data, bytes.size); }

    static byte_view view(const std::string& value) {
        require_valid_text(value);
        return {value.data(), value.size()};
    }

    static void encode(encoder& out, const std::string& value) { out.bytes(view(value)); }
};

}  // namespace detail

template <>
struct codec<pg::text> : detail::character_codec {};
template <>
struct codec<pg::varchar> : detail::character_codec {};
template <>
struct codec<pg::bpchar> : detail::character_codec {};

template <>
struct sql_type_for<std::string> {
    using type = pg::text;
};

}  // namespace orm
