// SPDX-License-Identifier: MIT
// == != < <= > >= between columns, expressions and values.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/placement.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

namespace detail {

template <class Left, class Right> concept operand_pair = operand_like<Left> || operand_like<Right>;

/// The value that a broken comparison still gives, so that one mistake is one error.
constexpr auto nothing_to_compare() {
    return make_expression<facts<pg::boolean, nulls::never>>(tokens<1>{{text_token("false")}},
                                                             no_values{});
}

template <class Right>
inline constexpr bool is_quantified = requires { std::remove_cvref_t<Right>::is_quantified; };

/// The SQL type of the side that has one, the left one first.
template <class Left, class Right>
constexpr auto compared_sql() {
    if constexpr (operand_like<Left>) return std::type_identity<sql_type_of<Left>>{};
    else return std::type_identity<sql_type_of<Right>>{};
}
template <class Left, class Right>
using compared_type = typename decltype(compared_sql<Left, Right>())::type;

template <class Left, class Right>
constexpr bool is_valid_comparison() {
    if constexpr (operand_like<Left>) return can_meet<sql_type_of<Left>, Right>();
    else return can_meet<sql_type_of<Right>, Left>();
}

/// any(array) and all(array) stand only here.
template <class Sql, class Right>
constexpr decltype(auto) right_of_comparison(Right&& right) {
    if constexpr (is_quantified<Right>) return right.as_right_side();
    else return other_side<Sql>(ORM_PASS(right));
}

/// A comparison whose sides are what infix() takes.
template <class Left, class Right>
constexpr auto compare_sides(Left&& left, const char* sql_operator, Right&& right) {
    return infix<combined_facts<pg::boolean, facts_of<Left>, facts_of<Right>>, binding::comparison,
                 binding::pattern, binding::pattern>(ORM_PASS(left), sql_operator, ORM_PASS(right));
}

template <class Left, class Right>
inline constexpr bool compares_null =
    may_be_null<std::remove_cvref_t<Left>> || may_be_null<std::remove_cvref_t<Right>>;

template <class Left, class Right, bool Holds>
struct compared_types_rule {
    using type = rule::compared_types<std::remove_cvref_t<Left>, std::remove_cvref_t<Right>, Holds>;
};
template <class Left, class Right>
    requires(too_fine_time<compared_type<Left, Right>, std::remove_cvref_t<Left>> ||
             too_fine_time<compared_type<Left, Right>, std::remove_cvref_t<Right>>)
struct compared_types_rule<Left, Right, false> {
    using type = rule::time_keeps_its_digits<!sizeof(Left)>;
};

/// The rule that a comparison breaks, or a rule that it keeps.
template <class Left, class Right, bool ComparesNull = compares_null<Left, Right>>
struct comparison_rules {
    using type = rule::null_is_not_compared<std::remove_cvref_t<Right>, false>;
};
template <class Left, class Right>
struct comparison_rules<Left, Right, false>
    : compared_types_rule<Left, Right, is_valid_comparison<Left, Right>()> {};
template <class Left, class Right>
    requires is_incomparable<compared_type<Left, Right>>
struct comparison_rules<Left, Right, false> {
    using type = rule::type_without_equality<compared_type<Left, Right>, false>;
};
template <class Left, class Right>
using placed_sides =
    placement_rule<item_place::value, Left, std::conditional_t<is_quantified<Right>, void, Right>>;
template <class Left, class Right, class Placed = placed_sides<Left, Right>>
struct checked_comparison {
    using type = Placed;
};
template <class Left, class Right>
struct checked_comparison<Left, Right, rule::well_placed> : comparison_rules<Left, Right> {};
template <class Left, class Right>
using comparison_rule = typename checked_comparison<Left, Right>::type;

template <class Left, class Right>
constexpr auto compare(Left&& left, const char* sql_operator, Right&& right) {
    using plain_left = std::remove_cvref_t<Left>;
    using plain_right = std::remove_cvref_t<Right>;
    if constexpr (!std::is_same_v<placed_sides<Left, Right>, rule::well_placed>) {
        return nothing_to_compare();
    } else if constexpr (may_be_null<plain_left> || may_be_null<plain_right>) {
        return nothing_to_compare();
    } else if constexpr (!is_valid_comparison<Left, Right>() ||
                         is_incomparable<compared_type<Left, Right>>) {
        return nothing_to_compare();
    } else if constexpr (!operand_like<Left>) {
        return compare_sides(other_side<sql_type_of<Right>>(ORM_PASS(left)), sql_operator,
                             ORM_PASS(right).as_expression());
    } else if constexpr (is_bare_column<Left> && is_bare_column<Right>) {
        return compare_sides(left, sql_operator, right);
    } else if constexpr (is_bare_column<Left>) {
        return compare_sides(left, sql_operator,
                             right_of_comparison<sql_type_of<Left>>(ORM_PASS(right)));
    } else {
        return compare_sides(ORM_PASS(left).as_expression(), sql_operator,
                             right_of_comparison<sql_type_of<Left>>(ORM_PASS(right)));
    }
}

}  // namespace detail

// Written out, not made by a macro: clang adds three lines to an error for each macro on the way.

/// `users.email == "a@b.c"` is `"user"."email" = $1`; both sides may be columns.
///
/// Rejects:  SQL types that PostgreSQL does not compare (compared_types);
///           NULL and optionals (null_is_not_compared).
template <class Left, class Right>
    requires detail::operand_pair<Left, Right>
constexpr auto operator==(Left&& left, Right&& right) {
    static_cast<void>(detail::comparison_rule<Left, Right>{});
    return detail::compare(ORM_PASS(left), " = ", ORM_PASS(right));
}

template <class Left, class Right>
    requires detail::operand_pair<Left, Right>
constexpr auto operator!=(Left&& left, Right&& right) {
    static_cast<void>(detail::comparison_rule<Left, Right>{});
    return detail::compare(ORM_PASS(left), " <> ", ORM_PASS(right));
}

template <class Left, class Right>
    requires detail::operand_pair<Left, Right>
constexpr auto operator<(Left&& left, Right&& right) {
    static_cast<void>(detail::comparison_rule<Left, Right>{});
    return detail::compare(ORM_PASS(left), " < ", ORM_PASS(right));
}

template <class Left, class Right>
    requires detail::operand_pair<Left, Right>
constexpr auto operator<=(Left&& left, Right&& right) {
    static_cast<void>(detail::comparison_rule<Left, Right>{});
    return detail::compare(ORM_PASS(left), " <= ", ORM_PASS(right));
}

template <class Left, class Right>
    requires detail::operand_pair<Left, Right>
constexpr auto operator>(Left&& left, Right&& right) {
    static_cast<void>(detail::comparison_rule<Left, Right>{});
    return detail::compare(ORM_PASS(left), " > ", ORM_PASS(right));
}

template <class Left, class Right>
    requires detail::operand_pair<Left, Right>
constexpr auto operator>=(Left&& left, Right&& right) {
    static_cast<void>(detail::comparison_rule<Left, Right>{});
    return detail::compare(ORM_PASS(left), " >= ", ORM_PASS(right));
}

}  // namespace orm
