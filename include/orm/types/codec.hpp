// SPDX-License-Identifier: MIT
// The contract between an SQL type and its C++ value.
#pragma once

#include <concepts>
#include <cstdint>

#include <orm/core/bytes.hpp>
#include <orm/types/encoder.hpp>

namespace orm {

/// How values of one SQL type travel in PostgreSQL's binary format. Specialised for each SQL type:
///
///     template <> struct codec<pg::int8> {
///         static std::int64_t decode(byte_view bytes);              // throws on anything inexact
///         static void encode(encoder& out, const std::int64_t& v);  // throws on what cannot be held
///         static byte_view view(const value_type& v);               // optional: bytes that lie ready
///         static Integer wire_integer(const value_type& v);         // optional: where it is one integer
///     };
///
/// An SQL type is an empty struct of namespace `orm::pg` with
///     value_type                the C++ type of a row's field
///     oid, array_oid            0 when the server must be asked by name
///     name                      the type's name in DDL, without modifiers
///     family                    which types may be compared with each other
///     accepts(oid)              which result columns its codec can read
/// Where a value has no standard C++ type, the tag is the value: `pg::uuid`, `pg::interval`.
template <class Sql>
struct codec;

/// The C++ type of a value of SQL type Sql.
template <class Sql>
using value_t = typename Sql::value_type;

/// The SQL type of a C++ type of your own, see mapping.hpp.
template <class Value>
struct mapped;

/// The SQL type that a C++ type stands for when no SQL type is named: `orm::column<M, T>`.
template <class Value>
struct sql_type_for {
    using type = mapped<Value>;
};

/// SQL types stand for themselves: `orm::column<M, orm::pg::inet>`.
template <class Sql>
    requires requires {
        Sql::oid;
        typename Sql::family;
        typename Sql::value_type;
    }
struct sql_type_for<Sql> {
    using type = Sql;
};

template <class Value>
using sql_type_for_t = typename sql_type_for<Value>::type;

/// Codecs that can hand out the bytes of a value without copying them.
template <class Sql>
concept viewable = requires(const value_t<Sql>& value) {
    { codec<Sql>::view(value) } -> std::same_as<byte_view>;
};

/// Groups of SQL types that PostgreSQL compares with each other.
namespace pg::family {
struct number {};
struct string {};
struct boolean {};
struct moment {};
struct time_of_day {};
/// Comparable with its own SQL type only.
template <class Sql>
struct only {};
/// PostgreSQL has no `=` for the type: json, xml, point.
struct incomparable {};
}  // namespace pg::family

/// Thrown when a type without an OID of its own is not in the database.
struct type_not_found : error {
    using error::error;
};

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_wrong_size(const char* type_name, std::size_t size) {
    throw invalid_value(joined_text(
        {"a value of type ", type_name, " has ", size, " bytes, which that type never has"}));
}

template <class = void>
ORM_COLD [[noreturn]] void throw_malformed(const char* type_name, const char* what) {
    throw invalid_value(joined_text({"a value of type ", type_name, " from the server ", what}));
}

template <class = void>
ORM_COLD [[noreturn]] void throw_type_not_found(const char* type_name) {
    throw type_not_found(joined_text({"the database has no type ", type_name,
                                      "; create it, or put its schema into search_path"}));
}

/// Asks the database for a type that has no OID of its own.
inline std::uint32_t require_oid(type_resolver* resolver, const char* type_name) {
    const std::uint32_t oid = resolver == nullptr ? 0 : resolver->oid_of(type_name);
    if (oid == 0) [[unlikely]]
        throw_type_not_found(type_name);
    return oid;
}

/// A domain travels as its base type, but inside arrays and composites under its own OID.
template <class Sql> concept domain_type = requires { typename Sql::base_type; };

/// A mapped type travels exactly like the type it is stored as.
template <class Sql> concept stored_as_another = requires { typename Sql::stored_type; };

/// The OID that stands in front of a value inside an array or a composite.
template <class Sql>
std::uint32_t nested_oid(const encoder& out) {
    if constexpr (stored_as_another<Sql>) return nested_oid<typename Sql::stored_type>(out);
    else if constexpr (Sql::oid == 0 || domain_type<Sql>)
        return require_oid(out.resolver(), Sql::name);
    else return Sql::oid;
}

/// A value with its length before it, as arrays and COPY have it.
template <class Sql>
void encode_nested(encoder& out, const value_t<Sql>& value) {
    if constexpr (viewable<Sql>) {
        out.nested_bytes(codec<Sql>::view(value));
    } else if constexpr (requires { codec<Sql>::wire_integer(value); }) {
        out.nested_integer(codec<Sql>::wire_integer(value));
    } else {
        const std::size_t start = out.begin_value();
        codec<Sql>::encode(out, value);
        out.end_value(start);
    }
}

/// True when a nested value that the server labels with `oid` can be read as Sql. Types without an
/// OID of their own were checked by name when the statement was described.
template <class Sql>
constexpr bool accepts_nested(std::uint32_t oid) {
    if constexpr (stored_as_another<Sql>) return accepts_nested<typename Sql::stored_type>(oid);
    else return Sql::oid == 0 || domain_type<Sql> || Sql::accepts(oid);
}

inline void require_size(byte_view bytes, std::size_t size, const char* type_name) {
    if (bytes.size != size) [[unlikely]]
        throw_wrong_size(type_name, bytes.size);
}

}  // namespace detail

/// True when a result column that the server describes as `oid` can be read as Sql.
template <class Sql>
bool fits_column(std::uint32_t oid, type_resolver* resolver) {
    if (Sql::accepts(oid)) return true;
    if constexpr (Sql::oid != 0) return false;
    else return resolver != nullptr && oid != 0 && resolver->oid_of(Sql::name) == oid;
}

/// The OID to declare for a parameter of type Sql.
///
/// Throws:   type_not_found when the database has no type of that name.
template <class Sql>
std::uint32_t parameter_oid(type_resolver* resolver) {
    if constexpr (Sql::oid != 0) return Sql::oid;
    else return detail::require_oid(resolver, Sql::name);
}

}  // namespace orm
