// SPDX-License-Identifier: MIT
// The one place where an identifier or a literal becomes SQL text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <orm/core/error.hpp>
#include <orm/sql/utf8.hpp>

namespace orm::lexical {

/// PostgreSQL cuts longer names silently (NAMEDATALEN - 1), so they are refused instead.
inline constexpr std::size_t max_identifier_bytes = 63;

/// True when PostgreSQL takes the name unchanged: 1 to 63 bytes of UTF-8 without NUL.
constexpr bool is_valid_identifier(std::string_view name) {
    return !name.empty() && name.size() <= max_identifier_bytes &&
           first_invalid_byte(name) == name.size();
}

/// Appends the name in double quotes, inner quotes doubled. Output is anything with `+= char`.
template <class Output>
constexpr void append_quoted(Output& out, std::string_view text, char quote) {
    out += quote;
    for (const char character : text) {
        if (character == quote) out += quote;
        out += character;
    }
    out += quote;
}

/// `users` becomes `"users"`, `a"b` becomes `"a""b"`.
///
/// Throws:   invalid_identifier for empty names, names over 63 bytes, NUL and invalid UTF-8.
template <class = void>
std::string quoted_identifier(std::string_view name) {
    if (!is_valid_identifier(name)) {
        throw invalid_identifier(
            "an SQL identifier needs 1 to 63 bytes of valid UTF-8 without NUL; this one has " +
            std::to_string(name.size()) + " bytes: '" +
            std::string(name.substr(0, first_invalid_byte(name))) + "'");
    }
    std::string quoted;
    append_quoted(quoted, name, '"');
    return quoted;
}

/// `it's` becomes `'it''s'`; text with a backslash becomes an `E''` string, so that the result means
/// the same whatever `standard_conforming_strings` says. For DDL only: statements bind their values.
///
/// Throws:   invalid_value for NUL and invalid UTF-8.
template <class = void>
std::string quoted_literal(std::string_view text) {
    if (first_invalid_byte(text) != text.size())
        throw invalid_value("an SQL literal holds a NUL or invalid UTF-8 at byte " +
                            std::to_string(first_invalid_byte(text)));
    std::string quoted;
    if (text.find('\\') == std::string_view::npos) {
        append_quoted(quoted, text, '\'');
        return quoted;
    }
    std::string doubled;
    for (const char character : text) {
        if (character == '\\') doubled += '\\';
        doubled += character;
    }
    quoted += 'E';
    append_quoted(quoted, doubled, '\'');
    return quoted;
}

}  // namespace orm::lexical
