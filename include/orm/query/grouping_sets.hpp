// SPDX-License-Identifier: MIT
// rollup, cube, grouping sets and grouping(): several groupings of the same rows in one statement.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/ordering.hpp>

namespace orm {

/// The facts of an item of group_by() that makes several groupings.
template <class... Facts>
struct grouping_facts
    : facts<pg::output_name, nulls::never,
            typename detail::joined_columns<typename Facts::tables...>::type,
            typename detail::joined_columns<typename Facts::loose_columns...>::type,
            (Facts::has_aggregate || ...)> {
    using grouped = detail::grouped_by<Facts...>;
};

/// An item of group_by() that makes several groupings.
template <class Facts, std::size_t Count, class Values>
struct grouping_item {
    using facts_type = Facts;
    using values_type = Values;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    constexpr const grouping_item& as_expression() const { return *this; }
};

namespace detail {

template <class... Facts>
struct loose_part<grouping_facts<Facts...>> {
    using columns = typename grouping_facts<Facts...>::grouped::columns;
    using inside = typename grouping_facts<Facts...>::grouped::inside;
    static constexpr bool has_sets = true;
};

template <class... Items>
constexpr auto make_grouping(const char* opening, const Items&... items) {
    auto run = join_tokens(opening, list_tokens(items...), ")");
    auto values = list_values(items...);
    return grouping_item<grouping_facts<facts_of<Items>...>, run.size(), decltype(values)>{
        run, ORM_PASS(values)};
}

}  // namespace detail

/// `rollup ("a", "b")`: groups by both, by the first, and everything. In the rows of the wider groups
/// the columns are NULL, so they become std::optional.
/// Source:   PostgreSQL manual, "GROUPING SETS, CUBE, and ROLLUP".
template <operand_like... Items>
    requires(sizeof...(Items) != 0)
constexpr auto rollup(const Items&... items) {
    return detail::make_grouping("rollup (", items...);
}

/// `cube ("a", "b")`: groups by every subset.
template <operand_like... Items>
    requires(sizeof...(Items) != 0)
constexpr auto cube(const Items&... items) {
    return detail::make_grouping("cube (", items...);
}

/// One set of grouping_sets(); without items it stands for all rows.
template <operand_like... Items>
constexpr auto grouping_set(const Items&... items) {
    return detail::make_grouping("(", items...);
}

/// `grouping sets (("a", "b"), ("a"), ())`: the groupings that are listed.
///
///     .group_by(orm::grouping_sets(orm::grouping_set(t.a, t.b), orm::grouping_set(t.a),
///                                  orm::grouping_set()))
template <operand_like... Sets>
    requires(sizeof...(Sets) != 0)
constexpr auto grouping_sets(const Sets&... sets) {
    return detail::make_grouping("grouping sets (", sets...);
}

/// `grouping("a", "b")`: a bit for each column that is not part of the row's grouping, the last one
/// lowest. Gives: integer.
template <operand_like... Items>
    requires(sizeof...(Items) != 0)
constexpr auto grouping(const Items&... items) {
    using facts_type =
        facts<pg::int4, nulls::never,
              typename detail::joined_columns<typename detail::facts_of<Items>::tables...>::type,
              type_list<>, true>;
    return detail::make_expression<facts_type>(
        detail::join_tokens("grouping(", detail::list_tokens(items...), ")"),
        detail::list_values(items...));
}

}  // namespace orm
