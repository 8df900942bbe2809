// SPDX-License-Identifier: MIT
// Things that look like values but stand in certain places only: orderings, names, open window functions.
#pragma once

#include <cstdint>
#include <type_traits>

#include <orm/expr/operand.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

namespace detail {

enum class item_place : std::uint8_t { value, select_list, group, ordering };

/// Each such thing names, as value_rule, the rule that it breaks as a value.
template <class Item> concept place_bound = requires { typename Item::value_rule; };

template <item_place Place, class Item>
inline constexpr bool may_be_misplaced = place_bound<Item>;
template <class Item>
    requires requires { Item::is_named; }
inline constexpr bool may_be_misplaced<item_place::select_list, Item> = false;
template <class Item>
    requires requires { Item::is_ordering; }
inline constexpr bool may_be_misplaced<item_place::ordering, Item> = false;

template <item_place Place, class... Items>
struct first_misplaced {
    using type = rule::well_placed;
};
template <item_place Place, class First, class... Rest>
struct first_misplaced<Place, First, Rest...> : first_misplaced<Place, Rest...> {};
template <item_place Place, class First, class... Rest>
    requires(may_be_misplaced<Place, First> &&
             !std::is_same_v<typename First::value_rule, rule::well_placed>)
struct first_misplaced<Place, First, Rest...> {
    using type = typename First::value_rule;
};

/// In these places everything is a column or an expression.
template <item_place Place, class First, class... Rest>
    requires((Place == item_place::group || Place == item_place::ordering) && !operand_like<First>)
struct first_misplaced<Place, First, Rest...> {
    using type = rule::item_is_an_expression<First, false>;
};

/// The rule that the first misplaced item breaks. Functions that users call name it first, for that
/// makes the shortest error; the items speak again themselves where nobody asked.
template <item_place Place, class... Items>
using placement_rule = typename first_misplaced<Place, std::remove_cvref_t<Items>...>::type;
template <item_place Place, class... Items>
inline constexpr bool is_well_placed =
    std::is_same_v<placement_rule<Place, Items...>, rule::well_placed>;

}  // namespace detail

}  // namespace orm
