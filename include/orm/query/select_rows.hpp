// SPDX-License-Identifier: MIT
// The list of a select: its tokens, its shape, and the C++ row that it gives over the tables of from().
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/select_list.hpp>

namespace orm {

namespace detail {

/// The select list: its shape, an optional struct for its rows, its text.
template <class Shape, class Into, std::size_t Count, class Values>
struct select_list {
    using shape = Shape;
    using into = Into;
    using values_type = Values;
    static constexpr std::size_t token_count = Count;

    tokens<Count> sql;
    [[no_unique_address]] Values values;
};

/// No as<Struct>(): rows have the shape's own type.
struct no_struct {};

template <class Shape, class Sources>
struct resolved_shape {
    using type = Shape;
};
template <class Sources>
struct resolved_shape<every_table, Sources> : shape_of_tables<typename Sources::own::models> {};

/// The C++ row of a select list over these tables.
template <class List, class Sources>
struct select_row_type {
    using shape = typename resolved_shape<typename List::shape, Sources>::type;
    using type = typename std::conditional_t<std::is_same_v<typename List::into, no_struct>,
                                             typename shape::template row_for<Sources>,
                                             std::type_identity<typename List::into>>::type;
};
template <class List, class Sources>
using select_row = typename select_row_type<List, Sources>::type;

/// Initialises a field of any type, to find out that there is one field too many.
struct any_value {
    template <class Type>
    operator Type() const;  // NOLINT(google-explicit-constructor)
};

/// Whether an aggregate takes exactly the cells of a shape, in their order and without narrowing.
template <class Struct, class Shape, class Sources>
inline constexpr bool struct_fits = false;
template <class Shape, class Sources>
inline constexpr bool struct_fits<no_struct, Shape, Sources> = true;
template <class Struct, class... Items, class Sources>
    requires(!std::is_same_v<Struct, no_struct>)
inline constexpr bool struct_fits<Struct, shape<Items...>, Sources> = requires {
    Struct{std::declval<typename Items::template row<Sources>>()...};
} && !requires { Struct{std::declval<typename Items::template row<Sources>>()..., any_value{}}; };

template <class... Items>
constexpr auto make_select_list(const Items&... items) {
    if constexpr (sizeof...(Items) == 0) {
        return select_list<every_table, no_struct, 0, no_values>{{}, {}};
    } else {
        auto run = list_tokens(items...);
        auto values = list_values(items...);
        return select_list<shape<decltype(item_of<Items>())...>, no_struct, run.size(),
                           decltype(values)>{run, ORM_PASS(values)};
    }
}

}  // namespace detail

}  // namespace orm
