// SPDX-License-Identifier: MIT
// SQL functions: text, coalesce, the clock.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/call.hpp>
#include <orm/types/timestamp.hpp>

namespace orm {

namespace detail {

/// coalesce() is NULL only when all arguments are.
template <class Result, class First, class Second>
using coalesce_facts =
    facts<Result,
          First::null == nulls::never || Second::null == nulls::never ? nulls::never
          : Second::null == nulls::as_tables                          ? nulls::as_tables
                                                                      : First::null,
          union_of_lists<typename First::tables, typename Second::tables>,
          union_of_lists<typename First::loose_columns, typename Second::loose_columns>,
          First::has_aggregate || Second::has_aggregate, uses_window<First> || uses_window<Second>>;

template <class Sql, class First, class... Rest>
struct coalesced {
    using type = First;
};
template <class Sql, class First, class Second, class... Rest>
struct coalesced<Sql, First, Second, Rest...>
    : coalesced<Sql, coalesce_facts<Sql, First, Second>, Rest...> {};

template <class Sql, class... Operands>
constexpr auto make_coalesce(Operands... operands) {
    return make_expression<typename coalesced<Sql, facts_of<Operands>...>::type>(
        list_between("coalesce(", ", ", ")", operands...),
        all_values(ORM_PASS(operands.values)...));
}

/// The first type that cannot stand beside Sql; void when all can.
template <class Sql, class... Values>
struct first_not_meeting {
    using type = void;
};
template <class Sql, class First, class... Rest>
struct first_not_meeting<Sql, First, Rest...>
    : std::conditional_t<can_meet<Sql, First>(), first_not_meeting<Sql, Rest...>,
                         std::type_identity<First>> {};

}  // namespace detail

/// `lower("users"."email")`.
ORM_FUNCTION(lower, pg::text(pg::text))
/// `upper("users"."email")`.
ORM_FUNCTION(upper, pg::text(pg::text))
/// `char_length("users"."name")`: characters, not bytes.
ORM_FUNCTION(char_length, pg::int4(pg::text))
/// `trim("users"."name")`.
ORM_FUNCTION(trim, pg::text(pg::text))

/// `coalesce("users"."image", $1, ...)`: the first argument that is not NULL.
///
/// Gives:    the type of the first argument; never NULL when a later one is not.
template <operand_like First, class Second, class... Rest>
constexpr auto coalesce(const First& first, const Second& second, const Rest&... rest) {
    using sql_type = detail::sql_type_of<First>;
    using wrong = typename detail::first_not_meeting<sql_type, Second, Rest...>::type;
    static_cast<void>(rule::coalesced_types<First, wrong, std::is_void_v<wrong>>{});
    if constexpr (std::is_void_v<wrong>)
        return detail::make_coalesce<sql_type>(first.as_expression(),
                                               detail::other_side<sql_type>(second),
                                               detail::other_side<sql_type>(rest)...);
    else return first.as_expression();
}

/// `now()`: when the transaction began, by the server's clock.
constexpr auto now() {
    return detail::make_expression<facts<pg::timestamptz, nulls::never>>(
        tokens<1>{{detail::text_token("now()")}}, no_values{});
}

}  // namespace orm
