// SPDX-License-Identifier: MIT
// timestamp with and without time zone, in whole microseconds.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

#include <orm/types/codec.hpp>

namespace orm {

/// A point in time, as `timestamptz` stores it.
using sys_microseconds = std::chrono::sys_time<std::chrono::microseconds>;

/// A wall clock reading without a zone, as `timestamp` stores it.
using local_microseconds = std::chrono::local_time<std::chrono::microseconds>;

/// The time of this machine's clock, in the microseconds that PostgreSQL keeps.
inline sys_microseconds utc_now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

namespace pg {

/// Source:   PostgreSQL manual, "Date/Time Types".
struct timestamptz {
    using value_type = sys_microseconds;
    using family = pg::family::moment;
    static constexpr std::uint32_t oid = 1184;
    static constexpr std::uint32_t array_oid = 1185;
    static constexpr const char* name = "timestamp with time zone";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct timestamp {
    using value_type = local_microseconds;
    using family = pg::family::moment;
    static constexpr std::uint32_t oid = 1114;
    static constexpr std::uint32_t array_oid = 1115;
    static constexpr const char* name = "timestamp";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL counts from.
inline constexpr std::int64_t postgres_epoch_us = 946'684'800'000'000;

template <class = void>
ORM_COLD [[noreturn]] void throw_infinite_time(const char* type_name) {
    throw invalid_value(
        joined_text({type_name,
                     " holds infinity, which a std::chrono time point cannot; "
                     "use pg::extended_timestamptz, extended_timestamp or extended_date"}));
}

template <class = void>
ORM_COLD [[noreturn]] void throw_time_out_of_range(const char* type_name) {
    throw invalid_value(
        joined_text({type_name, " reaches from 4713 BC to 294276 AD; the value lies outside"}));
}

template <class = void>
ORM_COLD [[noreturn]] void throw_beyond_chrono() {
    throw invalid_value(
        "a timestamp lies after the last moment of std::chrono's time points (294247-01-10); "
        "use pg::extended_timestamptz or pg::extended_timestamp");
}

template <class Sql>
struct moment_codec {
    using value_type = value_t<Sql>;
    /// 4714-11-24 BC, the first moment that the server takes.
    static constexpr std::int64_t first_us = -211'813'488'000'000'000;
    static constexpr std::int64_t last_us =
        std::numeric_limits<std::int64_t>::max() - postgres_epoch_us;

    static value_type decode(byte_view bytes) {
        require_size(bytes, 8, Sql::name);
        const auto raw = load_big_endian<std::int64_t>(bytes.data);
        // Both ends in one comparison.
        constexpr auto first = static_cast<std::uint64_t>(first_us);
        if (static_cast<std::uint64_t>(raw) - first > static_cast<std::uint64_t>(last_us) - first)
            [[unlikely]]
            refuse(raw);
        return value_type(std::chrono::microseconds(raw + postgres_epoch_us));
    }

    static std::int64_t wire_integer(const value_type& value) {
        const std::int64_t since_1970 = value.time_since_epoch().count();
        if (since_1970 < first_us + postgres_epoch_us) [[unlikely]]
            throw_time_out_of_range(Sql::name);
        return since_1970 - postgres_epoch_us;
    }
    static void encode(encoder& out, const value_type& value) { out.integer(wire_integer(value)); }

private:
    ORM_COLD [[noreturn]] static void refuse(std::int64_t raw) {
        if (raw == std::numeric_limits<std::int64_t>::max() ||
            raw == std::numeric_limits<std::int64_t>::min())
            throw_infinite_time(Sql::name);
        if (raw > last_us) throw_beyond_chrono();
        throw_time_out_of_range(Sql::name);
    }
};

}  // namespace detail

template <>
struct codec<pg::timestamptz> : detail::moment_codec<pg::timestamptz> {};
template <>
struct codec<pg::timestamp> : detail::moment_codec<pg::timestamp> {};

template <>
struct sql_type_for<sys_microseconds> {
    using type = pg::timestamptz;
};
template <>
struct sql_type_for<local_microseconds> {
    using type = pg::timestamp;
};

}  // namespace orm
