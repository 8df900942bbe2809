// SPDX-License-Identifier: MIT
// + - * / % of numbers, with the result types of PostgreSQL.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/number_types.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/expr/rules.hpp>
#include <orm/expr/time_arithmetic.hpp>

namespace orm {

namespace detail {

template <class Operand, bool IsOperand = operand_like<Operand>>
inline constexpr bool is_number_operand = false;
template <class Operand>
inline constexpr bool is_number_operand<Operand, true> = is_number<sql_type_of<Operand>>;

template <class Left, class Right>
constexpr bool can_calculate() {
    if constexpr (operand_like<Left>)
        return is_number_operand<Left> && can_meet<sql_type_of<Left>, Right>();
    else return is_number_operand<Right> && can_meet<sql_type_of<Right>, Left>();
}

template <binding Level, class Left, class Right>
constexpr auto calculate_both(Left left, const char* sql_operator, Right right) {
    using result = typename arithmetic_result<sql_type_of<Left>, sql_type_of<Right>>::type;
    using facts_type = combined_facts<result, facts_of<Left>, facts_of<Right>>;
    // The right side of - and / needs parentheses already for an operator of the same level.
    constexpr auto tighter = Level == binding::product ? binding::atom : binding::product;
    return infix<facts_type, Level, Level, tighter>(ORM_PASS(left), sql_operator, ORM_PASS(right));
}

template <binding Level, class Left, class Right>
constexpr auto calculate(const Left& left, const char* sql_operator, const Right& right) {
    if constexpr (!can_calculate<Left, Right>())
        return make_expression<facts<pg::int4, nulls::never>>(tokens<1>{{text_token("0")}},
                                                              no_values{});
    else if constexpr (operand_like<Left>)
        return calculate_both<Level>(left.as_expression(), sql_operator,
                                     other_side<sql_type_of<Left>>(right));
    else
        return calculate_both<Level>(other_side<sql_type_of<Right>>(left), sql_operator,
                                     right.as_expression());
}

}  // namespace detail

#define ORM_ARITHMETIC(SYMBOL, CHARACTER, SQL, LEVEL)                                              \
    template <class Left, class Right>                                                             \
        requires(operand_like<Left> || operand_like<Right>)                                        \
    constexpr auto operator SYMBOL(const Left& left, const Right& right) {                         \
        using special = detail::special_type<CHARACTER, Left, Right>;                              \
        constexpr bool holds = !std::is_void_v<special> || detail::can_calculate<Left, Right>();   \
        static_cast<void>(rule::numbers_on_both_sides<Left, Right, holds>{});                      \
        if constexpr (std::is_void_v<special>) return detail::calculate<LEVEL>(left, SQL, right);  \
        else return detail::calculate_special<special, CHARACTER>(left, right);                    \
    }

/// `users.visits + 1` is `"users"."visits" + $1`. The result is as wide as the wider side. Moments,
/// intervals and durations as PostgreSQL has them: `posts.createdAt + std::chrono::hours(24)`. Of text,
/// `users.name + "!"` is `"users"."name" || $1`.
ORM_ARITHMETIC(+, '+', " + ", binding::sum)
/// `timestamp - timestamp` is an interval, `date - date` the number of days.
ORM_ARITHMETIC(-, '-', " - ", binding::sum)
ORM_ARITHMETIC(*, '*', " * ", binding::product)
/// Division of integers cuts towards zero, as PostgreSQL's does.
ORM_ARITHMETIC(/, '/', " / ", binding::product)
/// The remainder, with the sign of the left side.
ORM_ARITHMETIC(%, '%', " % ", binding::product)

#undef ORM_ARITHMETIC

/// `-users.balance`: a number or an interval with its sign turned.
template <operand_like Operand>
constexpr auto operator-(const Operand& operand) {
    using sql = detail::plain_type_t<detail::sql_type_of<Operand>>;
    constexpr bool holds = detail::is_number<sql> || std::is_same_v<sql, pg::interval>;
    static_cast<void>(rule::numbers_on_both_sides<Operand, void, holds>{});
    auto inner = operand.as_expression();
    return detail::make_expression<detail::retyped_facts<sql, detail::facts_of<Operand>>,
                                   binding::product>(
        detail::join_tokens("-", detail::grouped<binding::atom>(inner)), ORM_PASS(inner.values));
}

}  // namespace orm
