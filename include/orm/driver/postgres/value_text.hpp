// SPDX-License-Identifier: MIT
// A bound value as a person reads it, for logs of development. Exact for text, integers and booleans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <orm/core/bytes.hpp>
#include <orm/driver/postgres/parameters.hpp>

namespace orm::driver::postgres {

namespace detail {

inline std::string quoted_value(std::string_view text) {
    constexpr std::size_t longest = 120;
    std::string quoted = "'";
    for (const char character : text.substr(0, longest)) {
        const auto code = static_cast<unsigned char>(character);
        quoted += code < 0x20 || code == 0x7f ? '.' : character;
    }
    return quoted + (text.size() > longest ? "...'" : "'");
}

inline std::string hexadecimal_value(std::string_view bytes) {
    constexpr std::size_t longest = 32;
    std::string text = "0x";
    for (const char character : bytes.substr(0, longest)) {
        text += "0123456789abcdef"[static_cast<unsigned char>(character) >> 4U];
        text += "0123456789abcdef"[static_cast<unsigned char>(character) & 15U];
    }
    return bytes.size() > longest ? text + "..." : text;
}

}  // namespace detail

/// Takes:    position, from 0.
/// Gives:    long values cut, unknown types in hexadecimal digits.
inline std::string value_text(const parameters& values, std::size_t position) {
    if (values.values[position] == nullptr) return "null";
    const std::string_view bytes(values.values[position],
                                 static_cast<std::size_t>(values.lengths[position]));
    if (values.formats != nullptr && values.formats[position] == 0)
        return detail::quoted_value(bytes);
    byte_cursor number({bytes.data(), bytes.size()});
    switch (values.types == nullptr ? 0 : values.types[position]) {
        case 16: return bytes == std::string_view("\1", 1) ? "true" : "false";
        case 20: return std::to_string(number.read<std::int64_t>());
        case 21: return std::to_string(number.read<std::int16_t>());
        case 23: return std::to_string(number.read<std::int32_t>());
        case 19:
        case 25:
        case 1042:
        case 1043: return detail::quoted_value(bytes);
        default: return detail::hexadecimal_value(bytes);
    }
}

}  // namespace orm::driver::postgres
