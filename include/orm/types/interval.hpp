// SPDX-License-Identifier: MIT
// interval: months, days and microseconds, kept apart.
#pragma once

#include <chrono>
#include <cstdint>

#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// A span of calendar time: the SQL type and its value.
///
/// A month is no number of days and a day no number of hours, so nothing is ever carried from one
/// field into another, and `==` compares the fields. PostgreSQL's own `=` takes a month for 30 days.
///
/// Source:   PostgreSQL manual, "Interval Input".
struct interval {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::chrono::microseconds time{};

    friend bool operator==(const interval&, const interval&) = default;

    using value_type = interval;
    using family = pg::family::only<interval>;
    static constexpr std::uint32_t oid = 1186;
    static constexpr std::uint32_t array_oid = 1187;
    static constexpr const char* name = "interval";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

template <>
struct codec<pg::interval> {
    static pg::interval decode(byte_view bytes) {
        detail::require_size(bytes, 16, pg::interval::name);
        return {load_big_endian<std::int32_t>(bytes.data + 12),
                load_big_endian<std::int32_t>(bytes.data + 8),
                std::chrono::microseconds(load_big_endian<std::int64_t>(bytes.data))};
    }

    static void encode(encoder& out, const pg::interval& value) {
        out.integer(std::int64_t{value.time.count()});
        out.integer(value.days);
        out.integer(value.months);
    }
};

}  // namespace orm
