// SPDX-License-Identifier: MIT
// + - * / of numbers, with the result types of PostgreSQL.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/right_side.hpp>
#include <orm/types/numeric.hpp>

namespace orm {

namespace detail {

template <class Operand, bool IsOperand = operand_like<Operand>>
inline constexpr bool is_number_operand = false;
template <class Operand>
inline constexpr bool is_number_operand<Operand, true> = is_number<sql_type_of<Operand>>;

/// The order in which PostgreSQL widens numbers.
template <class Sql>
inline constexpr int number_rank = 0;
template <>
inline constexpr int number_rank<pg::int2> = 1;
template <>
inline constexpr int number_rank<pg::smallserial> = 1;
template <>
inline constexpr int number_rank<pg::int4> = 2;
template <>
inline constexpr int number_rank<pg::serial> = 2;
template <>
inline constexpr int number_rank<pg::int8> = 3;
template <>
inline constexpr int number_rank<pg::bigserial> = 3;
template <>
inline constexpr int number_rank<pg::numeric> = 4;
template <>
inline constexpr int number_rank<pg::float4> = 5;
template <>
inline constexpr int number_rank<pg::float8> = 6;

template <int Rank>
struct number_of_rank;
template <>
struct number_of_rank<1> {
    using type = pg::int2;
};
template <>
struct number_of_rank<2> {
    using type = pg::int4;
};
template <>
struct number_of_rank<3> {
    using type = pg::int8;
};
template <>
struct number_of_rank<4> {
    using type = pg::numeric;
};
template <>
struct number_of_rank<5> {
    using type = pg::float4;
};
template <>
struct number_of_rank<6> {
    using type = pg::float8;
};

/// The type of an operation of two numbers. A real beside an exact number becomes double precision.
/// Source:   PostgreSQL manual, "Mathematical Functions and Operators".
template <class Left, class Right>
struct arithmetic_result {
    static constexpr int left = number_rank<Left>;
    static constexpr int right = number_rank<Right>;
    static constexpr int wider = left > right ? left : right;
    using type = typename number_of_rank<(wider == 5 && left != right) ? 6 : wider>::type;
};

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
    return infix<facts_type, Level, Level, tighter>(std::move(left), sql_operator,
                                                    std::move(right));
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

namespace rule {

/// Rule: arithmetic needs numbers on both sides.
template <class Left, class Right, bool Holds>
struct numbers_on_both_sides {
    static_assert(Holds,
                  "orm: + - * / calculate with numbers, and one side is none, or does not fit the "
                  "other without losing digits. Convert it with cast<pg::numeric>(...).");
    static constexpr bool holds = Holds;
};

}  // namespace rule

#define ORM_ARITHMETIC(SYMBOL, SQL, LEVEL)                                                         \
    template <class Left, class Right>                                                             \
        requires(operand_like<Left> || operand_like<Right>)                                        \
    constexpr auto operator SYMBOL(const Left& left, const Right& right) {                         \
        static_cast<void>(                                                                         \
            rule::numbers_on_both_sides<Left, Right, detail::can_calculate<Left, Right>()>{});     \
        return detail::calculate<LEVEL>(left, SQL, right);                                         \
    }

/// `users.visits + 1` is `"users"."visits" + $1`. The result is as wide as the wider side.
ORM_ARITHMETIC(+, " + ", binding::sum)
ORM_ARITHMETIC(-, " - ", binding::sum)
ORM_ARITHMETIC(*, " * ", binding::product)
/// Division of integers cuts towards zero, as PostgreSQL's does.
ORM_ARITHMETIC(/, " / ", binding::product)

#undef ORM_ARITHMETIC

}  // namespace orm
