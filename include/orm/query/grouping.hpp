// SPDX-License-Identifier: MIT
// group_by(), having(), and the rule of ungrouped columns.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/query/clause.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/select_list.hpp>
#include <orm/schema/column.hpp>

namespace orm::detail {

/// The columns that group_by() names.
template <class Columns>
struct group_info {
    using columns = Columns;
};

/// PostgreSQL lets a column stand when the primary key of its table is grouped by.
template <class Column, class... Grouped>
constexpr bool is_grouped(type_list<Grouped...>) {
    return ((std::is_same_v<Column, Grouped> ||
             (Grouped::is_primary_key &&
              std::is_same_v<typename Column::model, typename Grouped::model>)) ||
            ...);
}

/// The first of Columns that is not grouped; void when all are.
template <class Grouped, class Columns>
struct first_ungrouped {
    using type = void;
};
template <class Grouped, class First, class... Rest>
struct first_ungrouped<Grouped, type_list<First, Rest...>>
    : std::conditional_t<is_grouped<First>(Grouped{}), first_ungrouped<Grouped, type_list<Rest...>>,
                         std::type_identity<First>> {};

/// What the items of a select list say together: loose columns and whether one is an aggregate.
template <class Item>
struct item_grouping;
template <class Facts>
struct item_grouping<cell_item<Facts>> {
    static constexpr bool has_aggregate = Facts::has_aggregate;
    using loose = typename Facts::loose_columns;
    using tables = typename Facts::tables;
};
template <class Model>
struct item_grouping<table_item<Model>> {
    static constexpr bool has_aggregate = false;
    using loose = typename columns_of_model<typename Model::columns, preserve>::types;
    using tables = type_list<Model>;
};

template <class... Lists>
struct joined_columns {
    using type = type_list<>;
};
template <class First, class... Rest>
struct joined_columns<First, Rest...> {
    using type = union_of_lists<First, typename joined_columns<Rest...>::type>;
};

/// The columns that the items of group_by() name.
template <class... Items>
using grouped_columns = typename joined_columns<typename facts_of<Items>::loose_columns...>::type;

/// What a whole select list says.
template <class Shape>
struct list_grouping;
template <class... Items>
struct list_grouping<shape<Items...>> {
    static constexpr bool has_aggregate = (item_grouping<Items>::has_aggregate || ...);
    using loose = typename joined_columns<typename item_grouping<Items>::loose...>::type;
    using tables = typename joined_columns<typename item_grouping<Items>::tables...>::type;
};
template <>
struct list_grouping<every_table> {
    static constexpr bool has_aggregate = false;
    using loose = type_list<>;
    using tables = type_list<>;
};

/// The first table of Used that From does not name; void when it names them all.
template <class From, class Used>
using missing_table = typename first_missing<typename From::models, Used>::type;

}  // namespace orm::detail
