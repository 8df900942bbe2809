// SPDX-License-Identifier: MIT
// orm::row(a, b) < orm::row(x, y): several values compared as one, which pages by key need.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/comparison.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

/// What orm::row() gives: it stands on one side of a comparison with another one.
template <class... Items>
struct row_value {
    std::tuple<Items...> items;
};

/// `(a, b)`, compared column by column: the first that differs decides.
///
///     db.select().from(posts).where(orm::row(posts.createdAt, posts.id) < orm::row(last_time, last_id))
///     // ... where ("posts"."created_at", "posts"."id") < ($1, $2)
///
/// An index on the columns finds where such a page begins.
/// Source:   PostgreSQL manual, "Row and Array Comparisons", "Row Constructor Comparison".
template <class... Items>
    requires(sizeof...(Items) > 1)
constexpr auto row(Items... items) {
    return row_value<Items...>{{ORM_PASS(items)...}};
}

namespace detail {

/// One value of a row, as what it is beside the value of the other row.
template <class Other, class Item>
constexpr auto in_row(const Item& item) {
    if constexpr (operand_like<Item>) return item.as_expression();
    else return other_side<sql_type_of<Other>>(item);
}

template <class... Expressions>
constexpr auto row_expression(const Expressions&... members) {
    using facts_type = typename facts_of_all<pg::boolean, facts_of<Expressions>...>::type;
    return make_expression<facts_type>(list_between("(", ", ", ")", members...),
                                       all_values(members.values...));
}

template <class... Left, class... Right, std::size_t... At>
constexpr auto make_row_comparison(const row_value<Left...>& left, const char* sql_operator,
                                   const row_value<Right...>& right, std::index_sequence<At...>) {
    auto first = row_expression(in_row<Right>(std::get<At>(left.items))...);
    auto second = row_expression(in_row<Left>(std::get<At>(right.items))...);
    using facts_type =
        combined_facts<pg::boolean, facts_of<decltype(first)>, facts_of<decltype(second)>>;
    return infix<facts_type, binding::comparison, binding::pattern, binding::pattern>(
        ORM_PASS(first), sql_operator, ORM_PASS(second));
}

template <class Left, class Right>
constexpr bool can_compare() {
    if constexpr (compares_null<Left, Right> ||
                  !std::is_same_v<placed_sides<Left, Right>, rule::well_placed>)
        return false;
    else return is_valid_comparison<Left, Right>() && !is_incomparable<compared_type<Left, Right>>;
}

template <class Left, class Right>
inline constexpr bool are_row_pair = false;
template <class... Left, class... Right>
    requires(sizeof...(Left) == sizeof...(Right))
inline constexpr bool are_row_pair<row_value<Left...>, row_value<Right...>> =
    (operand_pair<Left, Right> && ...);

template <class... Left, class... Right>
constexpr auto compare_rows(const row_value<Left...>& left, const char* sql_operator,
                            const row_value<Right...>& right) {
    if constexpr (!are_row_pair<row_value<Left...>, row_value<Right...>>) {
        using broken = rule::rows_of_one_width<row_value<Left...>, row_value<Right...>, false>;
        static_cast<void>(broken{});
        return nothing_to_compare();
    } else if constexpr ((can_compare<Left, Right>() && ...)) {
        return make_row_comparison(left, sql_operator, right, std::index_sequence_for<Left...>{});
    } else {
        (static_cast<void>(comparison_rule<Left, Right>{}), ...);
        return nothing_to_compare();
    }
}

}  // namespace detail

template <class... Left, class... Right>
constexpr auto operator==(const row_value<Left...>& left, const row_value<Right...>& right) {
    return detail::compare_rows(left, " = ", right);
}
template <class... Left, class... Right>
constexpr auto operator!=(const row_value<Left...>& left, const row_value<Right...>& right) {
    return detail::compare_rows(left, " <> ", right);
}
template <class... Left, class... Right>
constexpr auto operator<(const row_value<Left...>& left, const row_value<Right...>& right) {
    return detail::compare_rows(left, " < ", right);
}
template <class... Left, class... Right>
constexpr auto operator<=(const row_value<Left...>& left, const row_value<Right...>& right) {
    return detail::compare_rows(left, " <= ", right);
}
template <class... Left, class... Right>
constexpr auto operator>(const row_value<Left...>& left, const row_value<Right...>& right) {
    return detail::compare_rows(left, " > ", right);
}
template <class... Left, class... Right>
constexpr auto operator>=(const row_value<Left...>& left, const row_value<Right...>& right) {
    return detail::compare_rows(left, " >= ", right);
}

}  // namespace orm
