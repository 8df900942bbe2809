// SPDX-License-Identifier: MIT
// A string that can be a template argument.
#pragma once

#include <cstddef>
#include <string_view>

namespace orm {

/// Text as a template argument: `default_to<"text">`, `named<"db_name">`, `param<"email">`.
///
/// Units:    Size counts characters without the closing NUL.
template <std::size_t Size>
struct fixed_string {
    char text[Size + 1] = {};

    constexpr fixed_string() = default;

    // NOLINTNEXTLINE(google-explicit-constructor): a literal is the fixed string.
    constexpr fixed_string(const char (&literal)[Size + 1]) {
        for (std::size_t i = 0; i <= Size; ++i) text[i] = literal[i];
    }

    constexpr std::string_view view() const { return {text, Size}; }
    static constexpr std::size_t size() { return Size; }

    friend constexpr bool operator==(const fixed_string&, const fixed_string&) = default;
};

template <std::size_t Length>
fixed_string(const char (&)[Length]) -> fixed_string<Length - 1>;

namespace detail {

/// The same text with static storage, for pointers that outlive the template argument's use.
template <fixed_string Text>
inline constexpr fixed_string stored_text = Text;

}  // namespace detail

}  // namespace orm
