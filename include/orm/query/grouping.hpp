// SPDX-License-Identifier: MIT
// The rule of ungrouped columns.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/named.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/select_list.hpp>
#include <orm/schema/column.hpp>

namespace orm::detail {

/// What group_by() names. Columns: those that stand alone. Inside: those of grouped expressions. With
/// grouping sets the result has rows in which a grouped column is NULL.
template <class Columns = type_list<>, class Inside = type_list<>, bool HasSets = false>
struct group_info {
    using columns = Columns;
    using inside = Inside;
    static constexpr bool has_sets = HasSets;
};

/// The loose columns of one item: the column itself, or those of an expression.
template <class Facts>
struct loose_part {
    using columns = type_list<>;
    using inside = typename Facts::loose_columns;
    static constexpr bool has_sets = false;
};
template <class Column>
struct loose_part<column_facts<Column>> {
    using columns = type_list<Column>;
    using inside = type_list<>;
    static constexpr bool has_sets = false;
};
template <fixed_string Name, class Facts>
struct loose_part<named_facts<Name, Facts>> : loose_part<Facts> {};

template <class... Lists>
struct joined_columns {
    using type = type_list<>;
};
template <class First>
struct joined_columns<First> {
    using type = First;
};
template <class First, class... Rest>
struct joined_columns<First, Rest...> {
    using type = union_of_lists<First, typename joined_columns<Rest...>::type>;
};

template <class... Facts>
using grouped_by = group_info<typename joined_columns<typename loose_part<Facts>::columns...>::type,
                              typename joined_columns<typename loose_part<Facts>::inside...>::type,
                              (loose_part<Facts>::has_sets || ...)>;

/// PostgreSQL lets a column stand when the primary key of its table is grouped by.
template <class Column, class... Grouped>
constexpr bool is_grouped(type_list<Grouped...>) {
    return ((std::is_same_v<Column, Grouped> ||
             (Grouped::is_primary_key &&
              std::is_same_v<typename Column::model, typename Grouped::model>)) ||
            ...);
}

/// The first of Columns that is not grouped; void when all are. Inside of an expression a column may
/// also stand when a grouped expression has it, for the two may have the expression in common.
template <class Info, bool IsInside, class Columns>
struct first_ungrouped {
    using type = void;
};
template <class Info, bool IsInside, class First, class... Rest>
struct first_ungrouped<Info, IsInside, type_list<First, Rest...>>
    : std::conditional_t<is_grouped<First>(typename Info::columns{}) ||
                             (IsInside && contains<typename Info::inside, First>),
                         first_ungrouped<Info, IsInside, type_list<Rest...>>,
                         std::type_identity<First>> {};

/// The first ungrouped column of any of these items.
template <class Info, class... Parts>
struct first_ungrouped_of {
    using type = void;
};
template <class Info, class First, class... Rest>
struct first_ungrouped_of<Info, First, Rest...> {
    using alone = typename first_ungrouped<Info, false, typename First::columns>::type;
    using inside = typename first_ungrouped<Info, true, typename First::inside>::type;
    using type = typename std::conditional_t<
        !std::is_void_v<alone>, std::type_identity<alone>,
        std::conditional_t<!std::is_void_v<inside>, std::type_identity<inside>,
                           first_ungrouped_of<Info, Rest...>>>::type;
};

/// What the items of a select list say together: loose columns and whether one is an aggregate.
template <class Item>
struct item_grouping;
template <class Facts>
struct item_grouping<cell_item<Facts>> : loose_part<Facts> {
    static constexpr bool has_aggregate = Facts::has_aggregate;
    using tables = typename Facts::tables;
};
template <class Model>
struct item_grouping<table_item<Model>> {
    static constexpr bool has_aggregate = false;
    using columns = typename columns_in<Model>::type;
    using inside = type_list<>;
    using tables = type_list<Model>;
};

/// What a whole select list says.
template <class Shape>
struct list_grouping;
template <class... Items>
struct list_grouping<shape<Items...>> {
    static constexpr bool has_aggregate = (item_grouping<Items>::has_aggregate || ...);
    using tables = typename joined_columns<typename item_grouping<Items>::tables...>::type;
    template <class Info>
    using ungrouped = first_ungrouped_of<Info, item_grouping<Items>...>;
};
template <>
struct list_grouping<every_table> {
    static constexpr bool has_aggregate = false;
    using tables = type_list<>;
    template <class Info>
    using ungrouped = std::type_identity<void>;
};

/// `having count(*) > $1`
template <class Condition>
constexpr auto having_clause(Condition condition) {
    return make_clause<place::having, type_list<facts_of<Condition>>>(
        join_tokens(" having ", condition.sql), ORM_PASS(condition.values));
}

}  // namespace orm::detail
