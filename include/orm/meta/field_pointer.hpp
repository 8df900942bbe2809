// SPDX-License-Identifier: MIT
// Pointers to fields as template arguments: how a field's name is read from the compiler.
#pragma once

#include <cstddef>

#include <orm/core/config.hpp>

namespace orm::meta {

namespace detail {

/// Room for an object that is never made. It is defined, for clang refuses a variable without a
/// definition whose type stands in an unnamed namespace.
template <class Object>
union unmade {
    char nothing;
    Object object;

    constexpr unmade() : nothing() {}
    constexpr ~unmade() {}
};

template <class Object>
inline constexpr unmade<Object> room_for{};

}  // namespace detail

/// An object of which only addresses are taken.
template <class Object>
inline constexpr const Object& declared_only = detail::room_for<Object>.object;

/// The address of a field, in a class: clang 14 takes no pointer to a subobject as a template argument.
template <class Field>
struct field_pointer {
    const Field* address;
};
template <class Field>
field_pointer(const Field*) -> field_pointer<Field>;

/// The addresses of all fields of an aggregate, in order.
template <auto... Pointers>
struct field_pointers {};

/// Binds the fields of an aggregate with a known number of fields. Specialised in meta/bindings.hpp.
///
///     bindings<2>::visit(point, [](auto& x, auto& y) { ... });
template <std::size_t Count>
struct bindings {
    static_assert(Count <= 40,
                  "orm: this table has more than 40 columns. Include <orm/meta/wide_bindings.hpp> "
                  "before its declaration (up to 160 columns).");
};

}  // namespace orm::meta
