// SPDX-License-Identifier: MIT
// && || ! of conditions.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
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
        return infix<facts_type, Level, Level, Level>(ORM_PASS(first), word, ORM_PASS(second));
    };
    return join(ORM_PASS(left).as_expression(), ORM_PASS(right).as_expression());
}

}  // namespace detail

/// `a && b` is `a and b`.
template <class Left, class Right>
    requires(operand_like<Left> && operand_like<Right>)
constexpr auto operator&&(Left&& left, Right&& right) {
    constexpr bool holds = detail::is_condition<Left> && detail::is_condition<Right>;
    static_cast<void>(rule::condition_is_boolean<std::remove_cvref_t<Right>, holds>{});
    return detail::connect<binding::conjunction>(ORM_PASS(left), " and ", ORM_PASS(right));
}

/// `a || b` is `a or b`, in parentheses beside `and`.
template <class Left, class Right>
    requires(operand_like<Left> && operand_like<Right>)
constexpr auto operator||(Left&& left, Right&& right) {
    constexpr bool holds = detail::is_condition<Left> && detail::is_condition<Right>;
    static_cast<void>(rule::condition_is_boolean<std::remove_cvref_t<Right>, holds>{});
    return detail::connect<binding::disjunction>(ORM_PASS(left), " or ", ORM_PASS(right));
}

/// `!a` is `not a`.
template <class Operand>
    requires(operand_like<Operand>)
constexpr auto operator!(Operand&& operand) {
    static_cast<void>(
        rule::condition_is_boolean<std::remove_cvref_t<Operand>, detail::is_condition<Operand>>{});
    auto inner = ORM_PASS(operand).as_expression();
    return detail::make_expression<detail::facts_of<Operand>, binding::negation>(
        detail::join_tokens("not ", detail::grouped<binding::test>(inner)), ORM_PASS(inner.values));
}

}  // namespace orm
