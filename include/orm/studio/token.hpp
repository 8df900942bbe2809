// SPDX-License-Identifier: MIT
// The secret that a page must know before the studio talks to it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <sys/random.h>

#include <orm/core/error.hpp>
#include <orm/core/secret.hpp>

namespace orm::studio {

/// 256 random bits as 64 hexadecimal digits.
///
/// Throws:   error when the kernel gives no random numbers.
inline secret_string new_token() {
    constexpr std::size_t size = 32;
    std::array<unsigned char, size> bytes{};
    if (::getrandom(bytes.data(), size, 0) != static_cast<ssize_t>(size))
        throw error("studio: the system gives no random numbers for the token");
    std::array<char, 2 * size> digits{};
    for (std::size_t i = 0; i < size; ++i) {
        digits[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        digits[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    return secret_string(std::string_view(digits.data(), digits.size()));
}

/// Takes the same time wherever the texts differ. An empty secret equals nothing.
inline bool is_same_secret(std::string_view given, std::string_view secret) {
    if (secret.empty() || given.size() != secret.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < secret.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(given[i]) ^
                                            static_cast<unsigned char>(secret[i]));
    return difference == 0;
}

}  // namespace orm::studio
