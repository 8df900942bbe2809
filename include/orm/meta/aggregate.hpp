// SPDX-License-Identifier: MIT
// The fields of any plain aggregate: how many, which, and what they are called.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <boost/pfr/tuple_size.hpp>

#include <orm/meta/bindings.hpp>
#include <orm/meta/field_name.hpp>
#include <orm/meta/field_pointer.hpp>

namespace orm::meta {

/// A struct whose fields can be visited: no constructors, no bases, no private fields.
template <class Type> concept plain_aggregate = std::is_class_v<Type> && std::is_aggregate_v<Type>;

template <plain_aggregate Aggregate>
inline constexpr std::size_t field_count = boost::pfr::tuple_size_v<Aggregate>;

/// Calls visit with references to all fields, in the order of their declaration.
///
///     visit_fields(point, [](auto& x, auto& y) { ... });
template <class Aggregate, class Visit>
constexpr decltype(auto) visit_fields(Aggregate& object, Visit&& visit) {
    constexpr std::size_t count = field_count<std::remove_const_t<Aggregate>>;
    return bindings<count>::visit(object, static_cast<Visit&&>(visit));
}

namespace detail {

template <class Pointers>
struct names_of;
template <auto... Pointers>
struct names_of<field_pointers<Pointers...>> {
    static constexpr std::string_view list[] = {field_name<Pointers>...};
};

}  // namespace detail

/// The fields' names as they stand in the source: `field_names<point>::list[0]`.
template <plain_aggregate Aggregate>
using field_names =
    detail::names_of<decltype(bindings<field_count<Aggregate>>::template pointers<Aggregate>())>;

}  // namespace orm::meta
