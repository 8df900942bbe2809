// SPDX-License-Identifier: MIT
// SQL functions: text, coalesce, the clock.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/right_side.hpp>
#include <orm/types/timestamp.hpp>

namespace orm {

namespace rule {

/// Rule: a text function takes text.
template <class Operand, bool Holds>
struct argument_is_text {
    static_assert(Holds,
                  "orm: lower(), upper(), char_length() and trim() take text. Convert the column: "
                  "cast<pg::text>(...).");
    static constexpr bool holds = Holds;
};

/// Rule: the arguments of coalesce() have one type.
template <class First, class Second, bool Holds>
struct coalesced_types {
    static_assert(
        Holds, "orm: the arguments of coalesce() need one SQL type, for the result has only one.");
    static constexpr bool holds = Holds;
};

}  // namespace rule

namespace detail {

template <class Sql, class Operand>
constexpr auto call_function(const char* opening, const Operand& operand) {
    auto inner = operand.as_expression();
    return make_expression<retyped_facts<Sql, facts_of<Operand>>>(
        join_tokens(opening, inner.sql, ")"), std::move(inner.values));
}

template <class Operand>
inline constexpr bool is_text =
    std::is_same_v<typename sql_type_of<Operand>::family, pg::family::string>;

/// coalesce() is NULL only when all arguments are.
template <class Result, class First, class Second>
using coalesce_facts =
    facts<Result,
          First::null == nulls::never || Second::null == nulls::never ? nulls::never
          : Second::null == nulls::as_tables                          ? nulls::as_tables
                                                                      : First::null,
          union_of_lists<typename First::tables, typename Second::tables>,
          union_of_lists<typename First::loose_columns, typename Second::loose_columns>,
          First::has_aggregate || Second::has_aggregate>;

}  // namespace detail

#define ORM_TEXT_FUNCTION(NAME, OPENING, RESULT)                                                   \
    template <operand_like Operand>                                                                \
    constexpr auto NAME(const Operand& operand) {                                                  \
        static_cast<void>(rule::argument_is_text<Operand, detail::is_text<Operand>>{});            \
        return detail::call_function<RESULT>(OPENING, operand);                                    \
    }

/// `lower("users"."email")`.
ORM_TEXT_FUNCTION(lower, "lower(", pg::text)
/// `upper("users"."email")`.
ORM_TEXT_FUNCTION(upper, "upper(", pg::text)
/// `char_length("users"."name")`: characters, not bytes.
ORM_TEXT_FUNCTION(char_length, "char_length(", pg::int4)
/// `trim("users"."name")`.
ORM_TEXT_FUNCTION(trim, "trim(", pg::text)

#undef ORM_TEXT_FUNCTION

/// `coalesce("users"."image", $1)`: the first argument that is not NULL.
///
/// Gives:    the type of the first argument; never NULL when the second one is not.
template <operand_like First, class Second>
constexpr auto coalesce(const First& first, const Second& second) {
    using sql_type = detail::sql_type_of<First>;
    constexpr bool holds = detail::can_meet<sql_type, Second>();
    static_cast<void>(rule::coalesced_types<First, Second, holds>{});
    if constexpr (holds) {
        auto left = first.as_expression();
        auto right = detail::other_side<sql_type>(second);
        using facts_type = detail::coalesce_facts<sql_type, detail::facts_of<First>,
                                                  detail::facts_of<decltype(right)>>;
        return detail::make_expression<facts_type>(
            detail::join_tokens("coalesce(", left.sql, ", ", right.sql, ")"),
            detail::join_values(std::move(left.values), std::move(right.values)));
    } else {
        return first.as_expression();
    }
}

/// `now()`: when the transaction began, by the server's clock.
constexpr auto now() {
    return detail::make_expression<facts<pg::timestamptz, nulls::never>>(
        tokens<1>{{detail::text_token("now()")}}, no_values{});
}

}  // namespace orm
