// SPDX-License-Identifier: MIT
// oid, name, "char", money, pg_lsn, xid, xid8, tid, jsonpath and xml.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include <orm/sql/quote.hpp>
#include <orm/types/codec.hpp>
#include <orm/types/json.hpp>
#include <orm/types/text.hpp>

namespace orm {

namespace pg {

/// An object identifier. Source: PostgreSQL manual, "Object Identifier Types".
struct oid_type {
    using value_type = std::uint32_t;
    using family = pg::family::number;
    static constexpr std::uint32_t oid = 26;
    static constexpr std::uint32_t array_oid = 1028;
    static constexpr const char* name = "oid";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// The 63-byte string of the system catalogs.
struct name_type {
    using value_type = std::string;
    using family = pg::family::string;
    static constexpr std::uint32_t oid = 19;
    static constexpr std::uint32_t array_oid = 1003;
    static constexpr const char* name = "name";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// The one-byte type `"char"` of the system catalogs; not char(1).
struct byte_char {
    using value_type = char;
    using family = pg::family::only<byte_char>;
    static constexpr std::uint32_t oid = 18;
    static constexpr std::uint32_t array_oid = 1002;
    static constexpr const char* name = "\"char\"";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// A currency amount: the SQL type and its value. The server's lc_monetary says how many digits of
/// the count stand after the point, so the count is all that is exact.
struct money {
    std::int64_t smallest_units = 0;

    friend bool operator==(const money&, const money&) = default;
    friend auto operator<=>(const money&, const money&) = default;

    using value_type = money;
    using family = pg::family::only<money>;
    static constexpr std::uint32_t oid = 790;
    static constexpr std::uint32_t array_oid = 791;
    static constexpr const char* name = "money";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// A position in the write-ahead log: the SQL type and its value.
struct pg_lsn {
    std::uint64_t position = 0;

    friend bool operator==(const pg_lsn&, const pg_lsn&) = default;
    friend auto operator<=>(const pg_lsn&, const pg_lsn&) = default;

    using value_type = pg_lsn;
    using family = pg::family::only<pg_lsn>;
    static constexpr std::uint32_t oid = 3220;
    static constexpr std::uint32_t array_oid = 3221;
    static constexpr const char* name = "pg_lsn";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// A transaction id of 32 bits, which wraps around.
struct xid {
    using value_type = std::uint32_t;
    using family = pg::family::only<xid>;
    static constexpr std::uint32_t oid = 28;
    static constexpr std::uint32_t array_oid = 1011;
    static constexpr const char* name = "xid";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// A transaction id of 64 bits, which does not.
struct xid8 {
    using value_type = std::uint64_t;
    using family = pg::family::only<xid8>;
    static constexpr std::uint32_t oid = 5069;
    static constexpr std::uint32_t array_oid = 271;
    static constexpr const char* name = "xid8";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// The place of a row version, as in the system column ctid: the SQL type and its value.
struct tid {
    std::uint32_t block = 0;
    std::uint16_t item = 0;

    friend bool operator==(const tid&, const tid&) = default;
    friend auto operator<=>(const tid&, const tid&) = default;

    using value_type = tid;
    using family = pg::family::only<tid>;
    static constexpr std::uint32_t oid = 27;
    static constexpr std::uint32_t array_oid = 1010;
    static constexpr const char* name = "tid";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct jsonpath {
    using value_type = std::string;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 4072;
    static constexpr std::uint32_t array_oid = 4073;
    static constexpr const char* name = "jsonpath";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct xml {
    using value_type = std::string;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 142;
    static constexpr std::uint32_t array_oid = 143;
    static constexpr const char* name = "xml";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// Types whose value is one unsigned number.
template <class Sql>
struct number_codec {
    using value_type = value_t<Sql>;

    static value_type decode(byte_view bytes) {
        require_size(bytes, sizeof(value_type), Sql::name);
        return load_big_endian<value_type>(bytes.data);
    }

    static void encode(encoder& out, const value_type& value) { out.integer(value); }
};

}  // namespace detail

template <>
struct codec<pg::oid_type> : detail::number_codec<pg::oid_type> {};
template <>
struct codec<pg::xid> : detail::number_codec<pg::xid> {};
template <>
struct codec<pg::xid8> : detail::number_codec<pg::xid8> {};
template <>
struct codec<pg::byte_char> : detail::number_codec<pg::byte_char> {};
template <>
struct codec<pg::xml> : detail::character_codec {};

template <>
struct codec<pg::name_type> : detail::character_codec {
    /// The server would cut a longer name without an error.
    static byte_view view(const std::string& value) {
        if (value.size() > lexical::max_identifier_bytes)
            throw invalid_value("a value of type name holds at most 63 bytes; this one has " +
                                std::to_string(value.size()));
        return detail::character_codec::view(value);
    }

    static void encode(encoder& out, const std::string& value) { out.bytes(view(value)); }
};

template <>
struct codec<pg::money> {
    static pg::money decode(byte_view bytes) {
        detail::require_size(bytes, 8, pg::money::name);
        return {load_big_endian<std::int64_t>(bytes.data)};
    }
    static void encode(encoder& out, const pg::money& value) { out.integer(value.smallest_units); }
};

template <>
struct codec<pg::pg_lsn> {
    static pg::pg_lsn decode(byte_view bytes) {
        detail::require_size(bytes, 8, pg::pg_lsn::name);
        return {load_big_endian<std::uint64_t>(bytes.data)};
    }
    static void encode(encoder& out, const pg::pg_lsn& value) { out.integer(value.position); }
};

template <>
struct codec<pg::tid> {
    static pg::tid decode(byte_view bytes) {
        detail::require_size(bytes, 6, pg::tid::name);
        return {load_big_endian<std::uint32_t>(bytes.data),
                load_big_endian<std::uint16_t>(bytes.data + 4)};
    }
    static void encode(encoder& out, const pg::tid& value) {
        out.integer(value.block);
        out.integer(value.item);
    }
};

template <>
struct codec<pg::jsonpath> : detail::versioned_text_codec<pg::jsonpath> {};

}  // namespace orm
