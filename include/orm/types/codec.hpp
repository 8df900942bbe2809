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
///     };
///
/// An SQL type is an empty struct of namespace `orm::pg` with
///     value_type                the C++ type of a row's field
///     oid, array_oid            0 when the server must be asked by name
///     name                      the type's name in DDL, without modifiers
///     family                    which types may be compared with each other
///     accepts(oid)              which result columns its codec can read
template <class Sql>
struct codec;

/// The C++ type of a value of SQL type Sql.
template <class Sql>
using value_t = typename Sql::value_type;

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
}  // namespace pg::family

namespace detail {

ORM_COLD [[noreturn]] inline void throw_wrong_size(const char* type_name, std::size_t size) {
    throw invalid_value(std::string("a value of type ") + type_name + " has " +
                        std::to_string(size) + " bytes, which that type never has");
}

inline void require_size(byte_view bytes, std::size_t size, const char* type_name) {
    if (bytes.size != size) [[unlikely]]
        throw_wrong_size(type_name, bytes.size);
}

}  // namespace detail

}  // namespace orm
