// SPDX-License-Identifier: MIT
// The order of folders' names as Drizzle 1.0 sorts them, for those that have one time.
#pragma once

#include <cstddef>
#include <string_view>

namespace orm::migration {

namespace detail {

/// Place of a byte in the root collation of Unicode: punctuation, digits, letters without regard to
/// case. Everything that is not ASCII comes behind, byte by byte.
constexpr int collation_place(char byte) {
    constexpr std::string_view order =
        " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";
    const bool is_upper = byte >= 'A' && byte <= 'Z';
    const std::size_t place = order.find(is_upper ? static_cast<char>(byte + 32) : byte);
    return place != std::string_view::npos ? static_cast<int>(place)
                                           : 256 + static_cast<unsigned char>(byte);
}

}  // namespace detail

/// True when Drizzle runs the folder `left` before `right`: `a_b`, `a-b`, `a1`, `ab`, `aB`, `Ac`.
///
/// Source:   JavaScript's localeCompare(), by which Drizzle 1.0 sorts.
constexpr bool comes_before(std::string_view left, std::string_view right) {
    const std::size_t common = left.size() < right.size() ? left.size() : right.size();
    for (std::size_t i = 0; i < common; ++i) {
        const int left_place = detail::collation_place(left[i]);
        const int right_place = detail::collation_place(right[i]);
        if (left_place != right_place) return left_place < right_place;
    }
    if (left.size() != right.size()) return left.size() < right.size();
    for (std::size_t i = 0; i < common; ++i)
        if (left[i] != right[i]) return left[i] > right[i];  // small letters first
    return false;
}

}  // namespace orm::migration
