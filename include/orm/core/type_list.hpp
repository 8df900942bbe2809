// SPDX-License-Identifier: MIT
// Lists of types: the few operations that typed SQL needs, cheap to instantiate.
#pragma once

#include <cstddef>
#include <type_traits>

namespace orm {

template <class... Types>
struct type_list {
    static constexpr std::size_t size = sizeof...(Types);
};

namespace detail {

/// True when Type is one of the list's types.
template <class List, class Type>
inline constexpr bool contains = false;
template <class... Types, class Type>
inline constexpr bool contains<type_list<Types...>, Type> = (std::is_same_v<Types, Type> || ...);

/// True when every type of Inner is in Outer.
template <class Outer, class Inner>
inline constexpr bool contains_all = false;
template <class Outer, class... Types>
inline constexpr bool contains_all<Outer, type_list<Types...>> = (contains<Outer, Types> && ...);

/// True when both lists have a type in common.
template <class Outer, class Inner>
inline constexpr bool intersects = false;
template <class Outer, class... Types>
inline constexpr bool intersects<Outer, type_list<Types...>> = (contains<Outer, Types> || ...);

/// The first type of Inner that Outer does not have; void when it has them all.
template <class Outer, class Inner>
struct first_missing {
    using type = void;
};
template <class Outer, class First, class... Rest>
struct first_missing<Outer, type_list<First, Rest...>>
    : std::conditional_t<contains<Outer, First>, first_missing<Outer, type_list<Rest...>>,
                         std::type_identity<First>> {};

template <class First, class Second>
struct joined_lists;
template <class... First>
struct joined_lists<type_list<First...>, type_list<>> {
    using type = type_list<First...>;
};
template <class... First, class Next, class... Rest>
struct joined_lists<type_list<First...>, type_list<Next, Rest...>>
    : joined_lists<std::conditional_t<contains<type_list<First...>, Next>, type_list<First...>,
                                      type_list<First..., Next>>,
                   type_list<Rest...>> {};

/// First, then the types of Second that First does not have.
template <class First, class Second>
using union_of_lists = typename joined_lists<First, Second>::type;

}  // namespace detail

}  // namespace orm
