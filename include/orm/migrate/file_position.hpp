// SPDX-License-Identifier: MIT
// Turns a place in a file into the line and column that an editor shows.
#pragma once

#include <cstddef>
#include <string_view>

namespace orm::migration {

/// A place in a text, both counted from 1. Units: column in characters, not bytes.
struct file_position {
    std::size_t line = 1;
    std::size_t column = 1;
};

namespace detail {

constexpr bool starts_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

}  // namespace detail

/// Line and column of a byte. LF, CRLF and CR alone each end one line.
constexpr file_position position_of(std::string_view text, std::size_t byte) {
    file_position place;
    for (std::size_t i = 0; i < byte && i < text.size(); ++i) {
        const bool before_lf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (text[i] == '\n' || (text[i] == '\r' && !before_lf)) {
            ++place.line;
            place.column = 1;
        } else if (!before_lf && detail::starts_character(text[i])) {
            ++place.column;
        }
    }
    return place;
}

/// The byte at which a character starts. The server counts characters, from 1.
/// Gives:    text.size() when the text is shorter.
constexpr std::size_t byte_of_character(std::string_view text, std::size_t character) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (detail::starts_character(text[i]) && ++seen == character) return i;
    return text.size();
}

}  // namespace orm::migration
