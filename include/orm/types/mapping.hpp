// SPDX-License-Identifier: MIT
// Your own types as column types, in one specialisation.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include <orm/types/array_header.hpp>
#include <orm/types/codec.hpp>

namespace orm {

/// How a type of yours is stored. Specialise it; nothing else is needed for
/// `orm::column<M, email_address>`:
///
///     template <>
///     struct orm::mapping<email_address> {
///         using stored_as = orm::pg::text;
///         static email_address from_stored(std::string text) { return email_address(text); }
///         static const std::string& to_stored(const email_address& value) { return value.text(); }
///     };
///
/// Both functions may throw: a value that does not fit is refused before it is sent, a stored value
/// that your type cannot hold ends the query with your exception.
template <class Value>
struct mapping;

namespace detail {

/// Keeps a missing mapping down to one error.
struct no_sql_type {
    using value_type = int;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "unknown";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

template <class Value>
struct stored_by_mapping {
    template <class>
    static constexpr bool always_false = false;
    static_assert(always_false<Value>,
                  "orm: no SQL type is known for this C++ type (stored_by_mapping<...> names it). "
                  "Specialise orm::mapping<T> with stored_as, from_stored() and to_stored().");
    using type = no_sql_type;
};

template <class Value>
    requires requires { typename mapping<Value>::stored_as; }
struct stored_by_mapping<Value> {
    using type = typename mapping<Value>::stored_as;
};

}  // namespace detail

/// The SQL type of a mapped C++ type: everything is the stored type's, but the value is yours.
template <class Value>
struct mapped {
    using stored_type = typename detail::stored_by_mapping<Value>::type;
    using value_type = Value;
    using family = typename stored_type::family;
    static constexpr std::uint32_t oid = stored_type::oid;
    static constexpr std::uint32_t array_oid = detail::array_oid_of<stored_type>();
    static constexpr const char* name = stored_type::name;
    static constexpr bool accepts(std::uint32_t other) { return stored_type::accepts(other); }
    static constexpr bool accepts_array(std::uint32_t other) {
        return detail::accepts_array_oid<stored_type>(other);
    }
};

namespace detail {

/// Bytes can be lent without a copy when the mapping lends the stored value.
template <class Value>
concept lends_stored =
    std::is_lvalue_reference_v<decltype(mapping<Value>::to_stored(std::declval<const Value&>()))> &&
    viewable<typename mapping<Value>::stored_as>;

}  // namespace detail

template <class Value>
struct codec<mapped<Value>> {
    using stored_type = typename mapped<Value>::stored_type;

    static Value decode(byte_view bytes) {
        return mapping<Value>::from_stored(codec<stored_type>::decode(bytes));
    }

    static byte_view view(const Value& value)
        requires detail::lends_stored<Value>
    {
        return codec<stored_type>::view(mapping<Value>::to_stored(value));
    }

    static void encode(encoder& out, const Value& value) {
        codec<stored_type>::encode(out, mapping<Value>::to_stored(value));
    }
};

}  // namespace orm
