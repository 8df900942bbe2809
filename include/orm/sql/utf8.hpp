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

/// Whether the eight bytes are all ASCII and none is NUL, which is most text.
inline bool is_plain_ascii(const char* eight) {
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    return (((word - 0x0101010101010101U) | word) & 0x8080808080808080U) == 0;
}

}  // namespace detail

/// Position of the first byte that is NUL or not well-formed UTF-8; `text.size()` when there is none.
///
/// PostgreSQL's text types hold every UTF-8 character but NUL. libpq cuts text at a NUL without an
/// error, so it must be refused here.
constexpr std::size_t first_invalid_byte(std::string_view text) {
    std::size_t position = 0;
    if (!std::is_constant_evaluated() && text.size() >= 8) {
        const char* const last = text.data() + text.size() - 8;
        const char* at = text.data();
        while (at < last && detail::is_plain_ascii(at)) at += 8;
        // The last eight may overlap those before: they are looked at twice.
        if (at >= last && detail::is_plain_ascii(last)) return text.size();
        if (at < last) position = static_cast<std::size_t>(at - text.data());
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
