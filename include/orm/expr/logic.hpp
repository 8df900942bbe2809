// SPDX-License-Identifier: MIT
// && || ! of conditions.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/right_side.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

namespace detail {

template <class Operand, bool IsOperand = operand_like<Operand>>
inline constexpr bool is_condition = false;
template <class Operand>
inline constexpr bool is_condition<Operand, true> =
    std::is_same_v<typename sql_type_of<Operand>::family, pg::family::boolean>;

}  // namespace detail

namespace detail {

template <binding Level, class Left, class Right>
constexpr auto connect(Left&& left, const char* word, Right&& right) {
    const auto join = [&](auto&& first, auto&& second) {
        using facts_type =
            combined_facts<pg::boolean, facts_of<decltype(first)>, facts_of<decltype(second)>>;
        return infix<facts_type, Level, Level, Level>(std::forward<decltype(first)>(first), word,
                                                      std::forward<decltype(second)>(second));
    };
    return join(std::forward<Left>(left).as_expression(),
                std::forward<Right>(right).as_expression());
}

}  // namespace detail

/// `a && b` is `a and b`.
template <class Left, class Right>
    requires(operand_like<Left> && operand_like<Right>)
constexpr auto operator&&(Left&& left, Right&& right) {
    constexpr bool holds = detail::is_condition<Left> && detail::is_condition<Right>;
    static_cast<void>(rule::condition_is_boolean<std::remove_cvref_t<Right>, holds>{});
    return detail::connect<binding::conjunction>(std::forward<Left>(left), " and ",
                                                 std::forward<Right>(right));
}

/// `a || b` is `a or b`, in parentheses beside `and`.
template <class Left, class Right>
    requires(operand_like<Left> && operand_like<Right>)
constexpr auto operator||(Left&& left, Right&& right) {
    constexpr bool holds = detail::is_condition<Left> && detail::is_condition<Right>;
    static_cast<void>(rule::condition_is_boolean<std::remove_cvref_t<Right>, holds>{});
    return detail::connect<binding::disjunction>(std::forward<Left>(left), " or ",
                                                 std::forward<Right>(right));
}

/// `!a` is `not a`.
template <class Operand>
    requires(operand_like<Operand>)
constexpr auto operator!(Operand&& operand) {
    static_cast<void>(
        rule::condition_is_boolean<std::remove_cvref_t<Operand>, detail::is_condition<Operand>>{});
    auto inner = std::forward<Operand>(operand).as_expression();
    return detail::make_expression<detail::facts_of<Operand>, binding::negation>(
        detail::join_tokens("not ", detail::grouped<binding::test>(inner)),
        std::move(inner.values));
}

}  // namespace orm
