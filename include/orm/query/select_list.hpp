// SPDX-License-Identifier: MIT
// What a select or a returning gives: columns, expressions, whole tables, and the C++ row they become.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/expr/expression.hpp>
#include <orm/query/sources.hpp>

namespace orm {

namespace detail {

/// One expression of a select list.
template <class Facts>
struct cell_item {
    using facts_type = Facts;

    /// The C++ type of the cell, given the tables of the statement.
    template <class Sources>
    static constexpr bool can_be_null =
        Facts::null == nulls::possible ||
        (Facts::null == nulls::as_tables && Sources::can_miss(typename Facts::tables{}));

    template <class Sources>
    using row =
        std::conditional_t<can_be_null<Sources>, std::optional<value_t<typename Facts::sql_type>>,
                           value_t<typename Facts::sql_type>>;
};

/// All columns of a table.
template <class Model>
struct table_item {
    using model = Model;

    template <class Sources>
    using row = std::conditional_t<Sources::can_miss(type_list<Model>{}),
                                   std::optional<typename Model::row>, typename Model::row>;
};

/// The shape of a result: one item gives its own type, several give a tuple.
template <class... Items>
struct shape {
    static constexpr std::size_t size = sizeof...(Items);

    template <class Sources>
    struct row_for {
        using type = std::tuple<typename Items::template row<Sources>...>;
    };
};
template <class Item>
struct shape<Item> {
    static constexpr std::size_t size = 1;

    template <class Sources>
    struct row_for {
        using type = typename Item::template row<Sources>;
    };
};

/// select() without arguments: every table of from() and the joins.
struct every_table {};

/// A row of the user's own struct, filled in the order of the select list.
template <class Struct, class Shape>
struct into_struct {};

template <class Models>
struct shape_of_tables;
template <class... Models>
struct shape_of_tables<type_list<Models...>> {
    using type = shape<table_item<Models>...>;
};

template <class Selected>
constexpr auto item_of() {
    if constexpr (table_like<Selected>) return table_item<typename traits_of<Selected>::model>{};
    else return cell_item<facts_of<Selected>>{};
}

/// Before a select list: how its columns are named.
template <bool Qualified>
inline constexpr tokens<1> names_in_list{
    {plain_token(Qualified ? token_kind::table_names : token_kind::bare_names)}};

/// Something that can stand in a select list: a column, an expression, as<"name">(), a table.
template <class Type> concept selectable = operand_like<Type> || table_like<Type>;

/// Whether an item has its tokens and values as members: a named expression, an ordering.
template <class Item>
concept written_item = requires { Item::is_named; } || requires { Item::is_ordering; };

template <class Item>
constexpr auto item_tokens(const Item& item) {
    if constexpr (table_like<Item>) return parts_of<Item>::columns(item);
    else if constexpr (is_bare_column<Item>) return tokens<1>{{column_token(item)}};
    else if constexpr (written_item<Item>) return item.sql;
    else return item.as_expression().sql;
}

template <class Item>
constexpr auto item_values(const Item& item) {
    if constexpr (written_item<Item>) return item.values;
    else return item.as_expression().values;
}

/// Between the items of a list. The mark tells it from a comma inside of an item.
inline constexpr token item_separator = [] {
    token made = text_token(", ");
    made.count = 1;
    return made;
}();

constexpr auto list_tokens() { return tokens<0>{}; }
template <class First, class... Rest>
constexpr auto list_tokens(const First& first, const Rest&... rest) {
    if constexpr (sizeof...(Rest) == 0) return item_tokens(first);
    else if constexpr (is_bare_column<First>)
        return join_tokens(column_token(first), item_separator, list_tokens(rest...));
    else return join_tokens(item_tokens(first), item_separator, list_tokens(rest...));
}

template <class Item>
inline constexpr bool has_no_values = is_bare_column<Item> || table_like<Item>;

constexpr auto list_values() { return no_values{}; }
template <class First, class... Rest>
constexpr auto list_values(const First& first, const Rest&... rest) {
    if constexpr (has_no_values<First> && (has_no_values<Rest> && ...)) return no_values{};
    else if constexpr (has_no_values<First>) return list_values(rest...);
    else return join_values(item_values(first), list_values(rest...));
}

}  // namespace detail

}  // namespace orm
