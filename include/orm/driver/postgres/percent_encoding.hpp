// SPDX-License-Identifier: MIT
// Percent-encoding of RFC 3986, strict: what is not an escape is an error, and so is NUL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orm::driver::postgres {

namespace detail {

constexpr int hexadecimal_digit(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

}  // namespace detail

/// Gives:    the decoded text; nothing when a '%' is not followed by two hexadecimal digits, or when
///           the escape is %00, which no libpq option can hold.
template <class = void>
std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        const int high = detail::hexadecimal_digit(text[i + 1]);
        const int low = detail::hexadecimal_digit(text[i + 2]);
        if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

}  // namespace orm::driver::postgres
