// SPDX-License-Identifier: MIT
// Finds the first byte that PostgreSQL would refuse in a text value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace orm::lexical {

namespace detail {

/// Length in bytes of the well-formed character that starts at position, or 0 when there is none.
/// Source:   Unicode standard, table 3-7 "Well-Formed UTF-8 Byte Sequences".
constexpr std::size_t utf8_character_length(std::string_view text, std::size_t position) {
    const auto byte = [&](std::size_t offset) -> unsigned {
        return position + offset < text.size() ? static_cast<unsigned char>(text[position + offset])
                                               : 0U;
    };
    const auto follows = [&](std::size_t offset, unsigned low = 0x80, unsigned high = 0xBF) {
        return byte(offset) >= low && byte(offset) <= high;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead == 0xE0) return follows(1, 0xA0) && follows(2) ? 3 : 0;
    if (lead == 0xED) return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0;
    if (lead >= 0xE1 && lead <= 0xEF) return follows(1) && follows(2) ? 3 : 0;
    if (lead == 0xF0) return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0;
    if (lead >= 0xF1 && lead <= 0xF3) return follows(1) && follows(2) && follows(3) ? 4 : 0;
    if (lead == 0xF4) return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

/// Has a bit of 0x8080... for a byte that is NUL or not ASCII, if there is one; most text has none.
inline std::uint64_t special_bytes(const char* eight) {
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    return (word - 0x0101010101010101U) | word;
}

/// Whether two pieces of eight bytes are all ASCII and none is NUL. They may overlap.
inline bool are_plain_ascii(const char* eight, const char* other) {
    return ((special_bytes(eight) | special_bytes(other)) & 0x8080808080808080U) == 0;
}

/// How many bytes from the start on are known to be plain; all of them where all are.
/// Takes:    at least eight bytes.
inline std::size_t plain_prefix(std::string_view text) {
    const char* const end = text.data() + text.size();
    const char* at = text.data();
    if (text.size() < 16) return are_plain_ascii(at, end - 8) ? text.size() : 0;
    for (; end - at >= 16; at += 16)
        if (!are_plain_ascii(at, at + 8)) return static_cast<std::size_t>(at - text.data());
    // The last bytes may overlap those before: they are looked at twice.
    return are_plain_ascii(end - 16, end - 8) ? text.size()
                                              : static_cast<std::size_t>(at - text.data());
}

}  // namespace detail

/// Position of the first byte that is NUL or not well-formed UTF-8; `text.size()` when there is none.
///
/// PostgreSQL's text types hold every UTF-8 character but NUL. libpq cuts text at a NUL without an
/// error, so it must be refused here.
constexpr std::size_t first_invalid_byte(std::string_view text) {
    std::size_t position = 0;
    if (!std::is_constant_evaluated() && text.size() >= 8) {
        position = detail::plain_prefix(text);
        if (position == text.size()) return position;
    }
    while (position < text.size()) {
        if (text[position] == '\0') return position;
        const std::size_t length = detail::utf8_character_length(text, position);
        if (length == 0) return position;
        position += length;
    }
    return position;
}

}  // namespace orm::lexical
