// SPDX-License-Identifier: MIT
// Ranges and multiranges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <orm/core/fixed_string.hpp>
#include <orm/types/array_header.hpp>
#include <orm/types/codec.hpp>
#include <orm/types/extended.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/numeric.hpp>

namespace orm {

/// A range of values. A bound that is not there is unbounded, which is not the same as infinite.
///
///     orm::range<int>{1, 6}                                        // [1,6)
///     orm::range<int>{.lower = {}, .upper = 5, .includes_upper = true}   // (,5]
///     orm::range<int>::empty()
///
/// The server brings ranges of integers and dates into the form `[lower,upper)`.
template <class T>
struct range {
    std::optional<T> lower{};
    std::optional<T> upper{};
    bool includes_lower = true;
    bool includes_upper = false;
    bool is_empty = false;

    static range empty() { return {{}, {}, false, false, true}; }

    /// Compares what the range says: the inclusion of an absent bound says nothing.
    friend bool operator==(const range& left, const range& right) {
        if (left.is_empty || right.is_empty) return left.is_empty == right.is_empty;
        return left.lower == right.lower && left.upper == right.upper &&
               (!left.lower || left.includes_lower == right.includes_lower) &&
               (!left.upper || left.includes_upper == right.includes_upper);
    }
};

/// Ranges in ascending order that neither touch nor overlap, once the server has seen them.
template <class T>
using multirange = std::vector<range<T>>;

namespace detail {

template <class Bound, std::uint32_t Oid, std::uint32_t ArrayOid>
struct range_sql {
    using bound_type = Bound;
    using value_type = range<value_t<Bound>>;
    static constexpr std::uint32_t oid = Oid;
    static constexpr std::uint32_t array_oid = ArrayOid;
    static constexpr bool accepts(std::uint32_t other) { return oid != 0 && other == oid; }
};

template <class Range, std::uint32_t Oid, std::uint32_t ArrayOid>
struct multirange_sql {
    using range_type = Range;
    using value_type = std::vector<value_t<Range>>;
    static constexpr std::uint32_t oid = Oid;
    static constexpr std::uint32_t array_oid = ArrayOid;
    static constexpr bool accepts(std::uint32_t other) { return oid != 0 && other == oid; }
};

}  // namespace detail

namespace pg {

/// Source:   PostgreSQL manual, "Range Types".
struct int4range : detail::range_sql<int4, 3904, 3905> {
    using family = pg::family::only<int4range>;
    static constexpr const char* name = "int4range";
};
struct int8range : detail::range_sql<int8, 3926, 3927> {
    using family = pg::family::only<int8range>;
    static constexpr const char* name = "int8range";
};
struct numrange : detail::range_sql<numeric, 3906, 3907> {
    using family = pg::family::only<numrange>;
    static constexpr const char* name = "numrange";
};

/// Bounds of ranges of dates and timestamps may be infinite, so they are extended.
struct tsrange : detail::range_sql<extended_timestamp, 3908, 3909> {
    using family = pg::family::only<tsrange>;
    static constexpr const char* name = "tsrange";
};
struct tstzrange : detail::range_sql<extended_timestamptz, 3910, 3911> {
    using family = pg::family::only<tstzrange>;
    static constexpr const char* name = "tstzrange";
};
struct daterange : detail::range_sql<extended_date, 3912, 3913> {
    using family = pg::family::only<daterange>;
    static constexpr const char* name = "daterange";
};

struct int4multirange : detail::multirange_sql<int4range, 4451, 6150> {
    using family = pg::family::only<int4multirange>;
    static constexpr const char* name = "int4multirange";
};
struct int8multirange : detail::multirange_sql<int8range, 4536, 6157> {
    using family = pg::family::only<int8multirange>;
    static constexpr const char* name = "int8multirange";
};
struct nummultirange : detail::multirange_sql<numrange, 4532, 6151> {
    using family = pg::family::only<nummultirange>;
    static constexpr const char* name = "nummultirange";
};
struct tsmultirange : detail::multirange_sql<tsrange, 4533, 6152> {
    using family = pg::family::only<tsmultirange>;
    static constexpr const char* name = "tsmultirange";
};
struct tstzmultirange : detail::multirange_sql<tstzrange, 4534, 6153> {
    using family = pg::family::only<tstzmultirange>;
    static constexpr const char* name = "tstzmultirange";
};
struct datemultirange : detail::multirange_sql<daterange, 4535, 6155> {
    using family = pg::family::only<datemultirange>;
    static constexpr const char* name = "datemultirange";
};

/// A range type of your own: `create type Name as range (subtype = Bound)`.
template <class Bound, fixed_string Name>
struct range_of : detail::range_sql<Bound, 0, 0> {
    using family = pg::family::only<range_of>;
    static constexpr const char* name = Name.text;
};

}  // namespace pg

namespace detail {

/// The server's flag bits in front of a range.
struct range_flags {
    static constexpr std::uint8_t empty = 0x01;
    static constexpr std::uint8_t includes_lower = 0x02;
    static constexpr std::uint8_t includes_upper = 0x04;
    static constexpr std::uint8_t no_lower = 0x08;
    static constexpr std::uint8_t no_upper = 0x10;
};

template <class Bound>
value_t<Bound> read_bound(byte_cursor& cursor) {
    const nested_value bound = read_nested(cursor);
    if (bound.is_null) throw_malformed("range", "has a NULL bound");
    return codec<Bound>::decode(bound.bytes);
}

template <class Bound>
void write_bound(encoder& out, const value_t<Bound>& value) {
    const std::size_t start = out.begin_value();
    codec<Bound>::encode(out, value);
    out.end_value(start);
}

template <class Sql>
struct range_codec {
    using value_type = value_t<Sql>;
    using bound = typename Sql::bound_type;
    using flags = range_flags;

    static value_type decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const auto bits = cursor.read<std::uint8_t>();
        if (bits > 0x1f) throw_malformed("range", "has unknown flags");
        value_type value = value_type::empty();
        if ((bits & flags::empty) == 0) read_bounds(cursor, bits, value);
        require_end(cursor, "range");
        return value;
    }

    static void encode(encoder& out, const value_type& value) {
        if (value.is_empty) return out.integer(flags::empty);
        int bits = value.lower ? 0 : flags::no_lower;
        if (!value.upper) bits |= flags::no_upper;
        if (value.lower && value.includes_lower) bits |= flags::includes_lower;
        if (value.upper && value.includes_upper) bits |= flags::includes_upper;
        out.integer(static_cast<std::uint8_t>(bits));
        if (value.lower) write_bound<bound>(out, *value.lower);
        if (value.upper) write_bound<bound>(out, *value.upper);
    }

private:
    static void read_bounds(byte_cursor& cursor, unsigned bits, value_type& value) {
        value.is_empty = false;
        if ((bits & flags::no_lower) == 0) {
            value.lower = read_bound<bound>(cursor);
            value.includes_lower = (bits & flags::includes_lower) != 0;
        }
        if ((bits & flags::no_upper) == 0) {
            value.upper = read_bound<bound>(cursor);
            value.includes_upper = (bits & flags::includes_upper) != 0;
        }
    }
};

template <class Sql>
struct multirange_codec {
    using value_type = value_t<Sql>;
    using range_type = typename Sql::range_type;

    static value_type decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const auto count = cursor.read<std::uint32_t>();
        // Each range takes at least its length and its flags.
        if (count > cursor.left() / 5) throw_malformed("multirange", "is shorter than its count");
        value_type values;
        values.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) values.push_back(read_bound<range_type>(cursor));
        require_end(cursor, "multirange");
        return values;
    }

    static void encode(encoder& out, const value_type& values) {
        if (values.size() > max_value_bytes / 5) throw_value_too_large(values.size() * 5);
        out.integer(static_cast<std::uint32_t>(values.size()));
        for (const auto& value : values) write_bound<range_type>(out, value);
    }
};

template <class Sql> concept range_type = requires { typename Sql::bound_type; };
template <class Sql> concept multirange_type = requires { typename Sql::range_type; };

}  // namespace detail

template <detail::range_type Sql>
struct codec<Sql> : detail::range_codec<Sql> {};
template <detail::multirange_type Sql>
struct codec<Sql> : detail::multirange_codec<Sql> {};

}  // namespace orm
