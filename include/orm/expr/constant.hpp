// SPDX-License-Identifier: MIT
// Constants that stand in the SQL text: constant<10>, constant<"day">.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <orm/core/fixed_string.hpp>
#include <orm/expr/right_side.hpp>

namespace orm {

namespace detail {

/// The value of a constant: an integer, a truth value or text, all known to the compiler.
template <class Value>
struct constant_value {
    Value value;

    // NOLINTNEXTLINE(google-explicit-constructor): `constant<10>` is the point.
    constexpr constant_value(Value given) : value(given) {}
};
template <std::size_t Length>
struct constant_value<fixed_string<Length>> {
    fixed_string<Length> value;

    // NOLINTNEXTLINE(google-explicit-constructor)
    constexpr constant_value(const char (&text)[Length + 1]) : value(text) {}
    // NOLINTNEXTLINE(google-explicit-constructor)
    constexpr constant_value(const fixed_string<Length>& text) : value(text) {}
};
template <std::size_t Size>
constant_value(const char (&)[Size]) -> constant_value<fixed_string<Size - 1>>;

/// `'text'` with its quotes doubled.
template <fixed_string Text>
constexpr auto quoted_literal() {
    constexpr std::size_t quotes = [] {
        std::size_t count = 0;
        for (const char each : Text.view()) count += each == '\'' ? 1 : 0;
        return count;
    }();
    static_assert(Text.view().find('\0') == std::string_view::npos,
                  "orm: a text constant has a NUL, which PostgreSQL cannot store.");
    fixed_string<Text.size() + quotes + 2> quoted;
    std::size_t at = 0;
    quoted.text[at++] = '\'';
    for (const char each : Text.view()) {
        if (each == '\'') quoted.text[at++] = '\'';
        quoted.text[at++] = each;
    }
    quoted.text[at] = '\'';
    return quoted;
}

/// The digits, in parentheses when negative: `- -1` would begin a comment.
template <std::int64_t Number>
constexpr auto number_literal() {
    constexpr std::uint64_t magnitude = Number < 0
                                            ? std::uint64_t{0} - static_cast<std::uint64_t>(Number)
                                            : static_cast<std::uint64_t>(Number);
    constexpr std::size_t digits = [] {
        std::size_t count = 1;
        for (std::uint64_t rest = magnitude / 10; rest != 0; rest /= 10) ++count;
        return count;
    }();
    fixed_string<digits + (Number < 0 ? 3 : 0)> text;
    std::size_t at = text.size();
    if (Number < 0) text.text[--at] = ')';
    std::uint64_t rest = magnitude;
    for (std::size_t i = 0; i < digits; ++i, rest /= 10)
        text.text[--at] = static_cast<char>('0' + rest % 10);
    if (Number < 0) {
        text.text[--at] = '-';
        text.text[--at] = '(';
    }
    return text;
}

template <constant_value Constant>
constexpr auto make_constant() {
    using value_type = decltype(Constant.value);
    const auto made = [](auto sql_type, const char* text) {
        return make_expression<facts<typename decltype(sql_type)::type, nulls::never>>(
            tokens<1>{{text_token(text)}}, no_values{});
    };
    if constexpr (std::is_same_v<value_type, bool>)
        return made(std::type_identity<pg::boolean>{}, Constant.value ? "true" : "false");
    else if constexpr (plain_integer<value_type>) {
        constexpr auto number = static_cast<std::int64_t>(Constant.value);
        using sql = std::conditional_t<std::in_range<std::int32_t>(number), pg::int4, pg::int8>;
        return made(std::type_identity<sql>{}, stored_text<number_literal<number>()>.text);
    } else
        return made(std::type_identity<pg::text>{},
                    stored_text<quoted_literal<Constant.value>()>.text);
}

}  // namespace detail

/// A constant that is written into the SQL text instead of a parameter: `orm::constant<10>` is `10`,
/// `orm::constant<"day">` is `'day'`. What group_by() repeats has to be written like this, for the
/// server takes `"age" / $1` and `"age" / $2` for two expressions.
template <detail::constant_value Constant>
inline constexpr auto constant = detail::make_constant<Constant>();

}  // namespace orm
