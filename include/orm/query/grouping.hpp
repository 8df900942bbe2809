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

struct group_tag {};
struct having_tag {};

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

template <class Grouped, class... Columns>
constexpr bool are_grouped(type_list<Columns...>) {
    return (is_grouped<Columns>(Grouped{}) && ...);
}

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

template <class Shape, class Sources>
struct list_grouping;
template <class... Items, class Sources>
struct list_grouping<shape<Items...>, Sources> {
    static constexpr bool has_aggregate = (item_grouping<Items>::has_aggregate || ...);

    template <class Grouped>
    static constexpr bool all_grouped =
        (are_grouped<Grouped>(typename item_grouping<Items>::loose{}) && ...);

    static constexpr bool knows_tables =
        (contains_all<typename Sources::models, typename item_grouping<Items>::tables> && ...);
};
template <class Sources>
struct list_grouping<every_table, Sources> {
    static constexpr bool has_aggregate = false;
    template <class Grouped>
    static constexpr bool all_grouped =
        list_grouping<typename shape_of_tables<typename Sources::models>::type,
                      Sources>::template all_grouped<Grouped>;
    static constexpr bool knows_tables = true;
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
using grouped_columns =
    typename joined_columns<typename facts_of<Items>::loose_columns...>::type;

}  // namespace orm::detail
