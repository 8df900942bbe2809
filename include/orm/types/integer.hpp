// SPDX-License-Identifier: MIT
// smallint, integer, bigint and their serial forms.
#pragma once

#include <cstdint>

#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// Source:   PostgreSQL manual, "Integer Types".
struct int2 {
    using value_type = std::int16_t;
    using family = pg::family::number;
    static constexpr std::uint32_t oid = 21;
    static constexpr std::uint32_t array_oid = 1005;
    static constexpr const char* name = "smallint";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct int4 {
    using value_type = std::int32_t;
    using family = pg::family::number;
    static constexpr std::uint32_t oid = 23;
    static constexpr std::uint32_t array_oid = 1007;
    static constexpr const char* name = "integer";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct int8 {
    using value_type = std::int64_t;
    using family = pg::family::number;
    static constexpr std::uint32_t oid = 20;
    static constexpr std::uint32_t array_oid = 1016;
    static constexpr const char* name = "bigint";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// An integer whose default is the next value of a sequence that belongs to the column.
/// Source:   PostgreSQL manual, "Serial Types".
struct smallserial : int2 {
    using stored_as = int2;
    static constexpr const char* name = "smallserial";
};

struct serial : int4 {
    using stored_as = int4;
    static constexpr const char* name = "serial";
};

struct bigserial : int8 {
    using stored_as = int8;
    static constexpr const char* name = "bigserial";
};

}  // namespace pg

namespace detail {

template <class Sql>
struct integer_codec {
    using value_type = value_t<Sql>;

    static value_type decode(byte_view bytes) {
        require_size(bytes, sizeof(value_type), Sql::name);
        return load_big_endian<value_type>(bytes.data);
    }

    static value_type wire_integer(const value_type& value) { return value; }
    static void encode(encoder& out, const value_type& value) { out.integer(value); }
};

}  // namespace detail

template <>
struct codec<pg::int2> : detail::integer_codec<pg::int2> {};
template <>
struct codec<pg::int4> : detail::integer_codec<pg::int4> {};
template <>
struct codec<pg::int8> : detail::integer_codec<pg::int8> {};
template <>
struct codec<pg::smallserial> : codec<pg::int2> {};
template <>
struct codec<pg::serial> : codec<pg::int4> {};
template <>
struct codec<pg::bigserial> : codec<pg::int8> {};

template <>
struct sql_type_for<std::int16_t> {
    using type = pg::int2;
};
template <>
struct sql_type_for<std::int32_t> {
    using type = pg::int4;
};
template <>
struct sql_type_for<std::int64_t> {
    using type = pg::int8;
};

}  // namespace orm
