// SPDX-License-Identifier: MIT
// Dates and timestamps with infinity, over PostgreSQL's whole range.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>

#include <orm/types/date_time.hpp>
#include <orm/types/timestamp.hpp>

namespace orm {

namespace detail {

/// What the server counts in for one kind of time point, from 2000-01-01.
template <class TimePoint>
struct server_count {
    using type = std::int64_t;
    static constexpr std::int64_t epoch = postgres_epoch_us;
    static constexpr std::int64_t first = -211'813'488'000'000'000;
    static constexpr std::int64_t end = 9'223'371'331'200'000'000;
};

template <>
struct server_count<std::chrono::sys_days> {
    using type = std::int32_t;
    static constexpr std::int64_t epoch = postgres_epoch_days;
    static constexpr std::int64_t first = first_postgres_day;
    static constexpr std::int64_t end = end_postgres_day;
};

}  // namespace detail

/// A time point or one of the two infinities, over everything that the server can hold: timestamps
/// to 294276 AD, dates to 5874897 AD. Ordered like PostgreSQL orders it.
///
///     orm::extended<orm::sys_microseconds> until = orm::extended<orm::sys_microseconds>::infinity();
///     until.is_infinite();   // true
///     until.value();         // throws: no std::chrono time point is infinite
template <class TimePoint>
class extended {
    using count = detail::server_count<TimePoint>;
    using limits = std::numeric_limits<typename count::type>;
    using duration = typename TimePoint::duration;

public:
    using count_type = typename count::type;

    /// 2000-01-01 00:00.
    extended() = default;

    /// Throws:   invalid_value outside of the server's range.
    // NOLINTNEXTLINE(google-explicit-constructor): nothing is lost.
    extended(TimePoint point) : count_(counted(point)) {}

    static extended infinity() { return extended(limits::max(), unchecked{}); }
    static extended negative_infinity() { return extended(limits::min(), unchecked{}); }

    /// Units:    days or microseconds since 2000-01-01; the largest and the smallest are infinities.
    /// Throws:   invalid_value for a moment that the server does not take.
    static extended from_server_count(count_type since_2000) {
        const extended value(since_2000, unchecked{});
        if (value.is_finite() && (since_2000 < count::first || since_2000 >= count::end))
            detail::throw_time_out_of_range("a date or timestamp");
        return value;
    }

    count_type server_count() const { return count_; }

    bool is_finite() const { return !is_infinite(); }
    bool is_infinite() const { return count_ == limits::max() || count_ == limits::min(); }

    /// Throws:   invalid_value for the infinities, and for the moments after std::chrono's last.
    TimePoint value() const {
        if (is_infinite()) detail::throw_infinite_time("the value");
        if (count_ > std::numeric_limits<std::int64_t>::max() - count::epoch)
            detail::throw_beyond_chrono();
        return TimePoint(duration(static_cast<typename duration::rep>(count_ + count::epoch)));
    }

    friend bool operator==(const extended&, const extended&) = default;
    friend std::strong_ordering operator<=>(const extended&, const extended&) = default;

private:
    struct unchecked {};
    extended(count_type since_2000, unchecked) : count_(since_2000) {}

    static count_type counted(TimePoint point) {
        const std::int64_t since_1970 = point.time_since_epoch().count();
        if (since_1970 < count::first + count::epoch ||
            (since_1970 >= 0 && since_1970 - count::epoch >= count::end))
            detail::throw_time_out_of_range("a date or timestamp");
        return static_cast<count_type>(since_1970 - count::epoch);
    }

    count_type count_ = 0;
};

namespace detail {

/// The same SQL type, read into a value that can be infinite.
template <class Sql, class TimePoint>
struct extended_sql : Sql {
    using value_type = extended<TimePoint>;
};

template <class Sql>
struct extended_codec {
    using value_type = value_t<Sql>;
    using count_type = typename value_type::count_type;

    static value_type decode(byte_view bytes) {
        require_size(bytes, sizeof(count_type), Sql::name);
        return value_type::from_server_count(load_big_endian<count_type>(bytes.data));
    }

    static void encode(encoder& out, const value_type& value) { out.integer(value.server_count()); }
};

}  // namespace detail

namespace pg {

struct extended_date : detail::extended_sql<date, std::chrono::sys_days> {};
struct extended_timestamp : detail::extended_sql<timestamp, local_microseconds> {};
struct extended_timestamptz : detail::extended_sql<timestamptz, sys_microseconds> {};

}  // namespace pg

template <>
struct codec<pg::extended_date> : detail::extended_codec<pg::extended_date> {};
template <>
struct codec<pg::extended_timestamp> : detail::extended_codec<pg::extended_timestamp> {};
template <>
struct codec<pg::extended_timestamptz> : detail::extended_codec<pg::extended_timestamptz> {};

template <>
struct sql_type_for<extended<std::chrono::sys_days>> {
    using type = pg::extended_date;
};
template <>
struct sql_type_for<extended<local_microseconds>> {
    using type = pg::extended_timestamp;
};
template <>
struct sql_type_for<extended<sys_microseconds>> {
    using type = pg::extended_timestamptz;
};

}  // namespace orm
