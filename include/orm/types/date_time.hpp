// SPDX-License-Identifier: MIT
// date, time and time with time zone.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

#include <orm/types/codec.hpp>
#include <orm/types/timestamp.hpp>

namespace orm {

namespace pg {

/// A day of the proleptic Gregorian calendar; year 0 is 1 BC, as in std::chrono.
/// Source:   PostgreSQL manual, "Date/Time Types".
struct date {
    using value_type = std::chrono::year_month_day;
    using family = pg::family::moment;
    static constexpr std::uint32_t oid = 1082;
    static constexpr std::uint32_t array_oid = 1182;
    static constexpr const char* name = "date";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// Time since midnight, 00:00:00 to 24:00:00 inclusive.
struct time {
    using value_type = std::chrono::microseconds;
    using family = pg::family::time_of_day;
    static constexpr std::uint32_t oid = 1083;
    static constexpr std::uint32_t array_oid = 1183;
    static constexpr const char* name = "time";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// A time of day with its distance from UTC: the SQL type and its value.
struct timetz {
    std::chrono::microseconds since_midnight{};
    /// East of Greenwich is positive, as people write it; under 16 hours either way.
    std::chrono::seconds utc_offset{};

    friend bool operator==(const timetz&, const timetz&) = default;

    using value_type = timetz;
    using family = pg::family::time_of_day;
    static constexpr std::uint32_t oid = 1266;
    static constexpr std::uint32_t array_oid = 1270;
    static constexpr const char* name = "time with time zone";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// Days from 1970-01-01 to 2000-01-01, where PostgreSQL counts from.
inline constexpr int postgres_epoch_days = 10'957;

/// 4714-11-24 BC, counted from 2000-01-01, the first day that the server takes.
inline constexpr std::int64_t first_postgres_day = -2'451'545;

/// 5874898-01-01, the first day that the server does not take any more.
inline constexpr std::int64_t end_postgres_day = 2'145'031'949;

template <class = void>
ORM_COLD [[noreturn]] void throw_year_beyond_chrono() {
    throw invalid_value(
        "date holds a day after 32767-12-31, which std::chrono::year_month_day cannot; "
        "use pg::extended_date");
}

template <class = void>
ORM_COLD [[noreturn]] void throw_invalid_date() {
    throw invalid_value("the date is no day of the calendar, or lies before 4714-11-24 BC");
}

template <class = void>
ORM_COLD [[noreturn]] void throw_invalid_time_of_day() {
    throw invalid_value("a time of day reaches from 00:00:00 to 24:00:00; the value lies outside");
}

template <class = void>
std::chrono::microseconds checked_time_of_day(std::int64_t microseconds) {
    if (microseconds < 0 || microseconds > 86'400'000'000) [[unlikely]]
        throw_invalid_time_of_day();
    return std::chrono::microseconds(microseconds);
}

template <class = void>
std::chrono::seconds checked_utc_offset(std::int64_t seconds) {
    constexpr std::int64_t limit = 16 * 3600;
    if (seconds <= -limit || seconds >= limit) [[unlikely]]
        throw invalid_value("the UTC offset of a time reaches from -15:59:59 to +15:59:59");
    return std::chrono::seconds(seconds);
}

}  // namespace detail

template <>
struct codec<pg::date> {
    static std::chrono::year_month_day decode(byte_view bytes) {
        using namespace std::chrono;
        constexpr sys_days last = year::max() / December / 31;
        detail::require_size(bytes, 4, pg::date::name);
        const auto raw = load_big_endian<std::int32_t>(bytes.data);
        if (raw == std::numeric_limits<std::int32_t>::max() ||
            raw == std::numeric_limits<std::int32_t>::min()) [[unlikely]]
            detail::throw_infinite_time(pg::date::name);
        const auto since_1970 = std::int64_t{raw} + detail::postgres_epoch_days;
        if (since_1970 > last.time_since_epoch().count()) [[unlikely]]
            detail::throw_year_beyond_chrono();
        if (raw < detail::first_postgres_day) [[unlikely]]
            detail::throw_invalid_date();
        return sys_days(days(static_cast<int>(since_1970)));
    }

    static void encode(encoder& out, const std::chrono::year_month_day& value) {
        if (!value.ok()) [[unlikely]]
            detail::throw_invalid_date();
        const std::int64_t since_2000 =
            std::chrono::sys_days(value).time_since_epoch().count() - detail::postgres_epoch_days;
        if (since_2000 < detail::first_postgres_day) [[unlikely]]
            detail::throw_invalid_date();
        out.integer(static_cast<std::int32_t>(since_2000));
    }
};

template <>
struct codec<pg::time> {
    static std::chrono::microseconds decode(byte_view bytes) {
        detail::require_size(bytes, 8, pg::time::name);
        return detail::checked_time_of_day(load_big_endian<std::int64_t>(bytes.data));
    }

    static void encode(encoder& out, const std::chrono::microseconds& value) {
        out.integer(std::int64_t{detail::checked_time_of_day(value.count()).count()});
    }
};

template <>
struct codec<pg::timetz> {
    static pg::timetz decode(byte_view bytes) {
        detail::require_size(bytes, 12, pg::timetz::name);
        // The server counts seconds west of Greenwich.
        const std::int64_t west = load_big_endian<std::int32_t>(bytes.data + 8);
        return {detail::checked_time_of_day(load_big_endian<std::int64_t>(bytes.data)),
                detail::checked_utc_offset(-west)};
    }

    static void encode(encoder& out, const pg::timetz& value) {
        out.integer(
            std::int64_t{detail::checked_time_of_day(value.since_midnight.count()).count()});
        const auto east = detail::checked_utc_offset(value.utc_offset.count()).count();
        out.integer(static_cast<std::int32_t>(-east));
    }
};

template <>
struct sql_type_for<std::chrono::year_month_day> {
    using type = pg::date;
};

}  // namespace orm
