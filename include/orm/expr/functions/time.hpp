// SPDX-License-Identifier: MIT
// Functions of dates and times. now() is in expr/functions.hpp, + and - in expr/time_arithmetic.hpp.
#pragma once

#include <string_view>

#include <orm/core/config.hpp>
#include <orm/expr/call.hpp>
#include <orm/expr/constant.hpp>
#include <orm/types/date_time.hpp>
#include <orm/types/interval.hpp>

namespace orm {

// Source:   PostgreSQL manual, "Date/Time Functions and Operators".

namespace rule {

/// Rule: date_trunc() and extract() know the unit.
template <bool Holds>
struct unit_of_time {
    static_assert(
        Holds,
        "orm: PostgreSQL knows no such unit of time. date_trunc<\"...\">() takes microseconds to "
        "millennium; extract<\"...\">() these and dow, doy, epoch, isodow, isoyear, julian, "
        "timezone.");
    static constexpr bool holds = Holds;
};

}  // namespace rule

namespace detail {

constexpr bool is_one_of(std::string_view word, std::string_view words) {
    while (!words.empty()) {
        const auto end = words.find(' ');
        if (words.substr(0, end) == word) return true;
        words = end == std::string_view::npos ? std::string_view{} : words.substr(end + 1);
    }
    return false;
}

template <fixed_string Unit>
inline constexpr bool is_truncation =
    is_one_of(Unit.view(),
              "microseconds milliseconds second minute hour day week month quarter year "
              "decade century millennium");
template <fixed_string Unit>
inline constexpr bool is_time_field =
    is_truncation<Unit> ||
    is_one_of(Unit.view(),
              "dow doy epoch isodow isoyear julian timezone timezone_hour timezone_minute");

/// A date is a timestamptz for date_trunc().
template <class Sql>
using truncated_type = std::conditional_t<std::is_same_v<Sql, pg::date>, pg::timestamptz, Sql>;

}  // namespace detail

/// `date_trunc<"month">(posts.createdAt)` is `date_trunc('month', "posts"."created_at")`.
template <fixed_string Unit, operand_like Moment>
constexpr auto date_trunc(const Moment& moment) {
    static_cast<void>(rule::unit_of_time<detail::is_truncation<Unit>>{});
    static_cast<void>(detail::call_rule<type_list<Moment>, kind::same(kind::time)>{});
    using own = detail::truncated_type<detail::own_type_t<Moment>>;
    return detail::call<own(pg::text, kind::time)>(
        "date_trunc(", ", ", constant<detail::constant_value<decltype(Unit)>(Unit)>, moment);
}

/// `extract<"year">(posts.createdAt)` is `extract(year from "posts"."created_at")`. Gives: numeric, as
/// PostgreSQL 14 and later do; date_part() gives double precision.
template <fixed_string Unit, operand_like Moment>
constexpr auto extract(const Moment& moment) {
    static_cast<void>(rule::unit_of_time<detail::is_time_field<Unit>>{});
    auto inner = moment.as_expression();
    using facts_type = detail::retyped_facts<pg::numeric, detail::facts_of<Moment>>;
    return detail::make_expression<facts_type>(
        detail::join_tokens("extract(", detail::stored_text<Unit>.text, " from ", inner.sql, ")"),
        ORM_PASS(inner.values));
}

/// `date_part('year', "posts"."created_at")`. Gives: double precision.
template <fixed_string Unit, operand_like Moment>
constexpr auto date_part(const Moment& moment) {
    static_cast<void>(rule::unit_of_time<detail::is_time_field<Unit>>{});
    return detail::call<pg::float8(pg::text, kind::any)>(
        "date_part(", ", ", constant<detail::constant_value<decltype(Unit)>(Unit)>, moment);
}

/// `age(later, earlier)`, or `age(moment)` until today: an interval of years, months and days.
ORM_FUNCTION(age, pg::interval(kind::moment, kind::optional<kind::moment>))
/// `date_bin(stride, moment, origin)`.
ORM_FUNCTION(date_bin, kind::second(pg::interval, kind::moment, kind::moment))
ORM_FUNCTION(isfinite, pg::boolean(kind::time))
ORM_FUNCTION(justify_days, pg::interval(pg::interval))
ORM_FUNCTION(justify_hours, pg::interval(pg::interval))
ORM_FUNCTION(justify_interval, pg::interval(pg::interval))

/// `to_char(value, format)` of a moment, an interval or a number.
ORM_FUNCTION(to_char, pg::text(kind::any, pg::text))
ORM_FUNCTION(to_date, pg::date(pg::text, pg::text))
ORM_FUNCTION(to_number, pg::numeric(pg::text, pg::text))

/// `to_timestamp(seconds)` since 1970-01-01 UTC.
template <operand_like Seconds>
constexpr auto to_timestamp(const Seconds& seconds) {
    using signature = pg::timestamptz(pg::float8);
    static_cast<void>(detail::call_rule<type_list<Seconds>, signature>{});
    return detail::call<signature>("to_timestamp(", ", ", seconds);
}
/// `to_timestamp(text, format)`.
template <operand_like Text, class Format>
constexpr auto to_timestamp(const Text& text, const Format& form) {
    using signature = pg::timestamptz(pg::text, pg::text);
    static_cast<void>(detail::call_rule<type_list<Text, Format>, signature>{});
    return detail::call<signature>("to_timestamp(", ", ", text, form);
}

ORM_FUNCTION_OF_VALUES(make_date, pg::date(pg::int4, pg::int4, pg::int4))
ORM_FUNCTION_OF_VALUES(make_time, pg::time(pg::int4, pg::int4, pg::float8))
/// `make_timestamp(year, month, day, hour, minute, seconds)`.
ORM_FUNCTION_OF_VALUES(make_timestamp,
                       pg::timestamp(pg::int4, pg::int4, pg::int4, pg::int4, pg::int4, pg::float8))
/// The same with a time zone as the last argument, which may be left out.
ORM_FUNCTION_OF_VALUES(make_timestamptz,
                       pg::timestamptz(pg::int4, pg::int4, pg::int4, pg::int4, pg::int4, pg::float8,
                                       kind::optional<pg::text>))

namespace detail {

template <class Sql>
constexpr auto clock_word(const char* word) {
    return make_expression<facts<Sql, nulls::never>>(tokens<1>{{text_token(word)}}, no_values{});
}

/// timestamptz at time zone is timestamp, and the other way round.
template <class Sql>
using other_zone = std::conditional_t<
    std::is_same_v<Sql, pg::timestamp>, pg::timestamptz,
    std::conditional_t<std::is_same_v<Sql, pg::timetz>, pg::timetz, pg::timestamp>>;

}  // namespace detail

/// `current_date`: today, in the session's time zone.
constexpr auto current_date() { return detail::clock_word<pg::date>("current_date"); }
/// `localtimestamp`: when the transaction began, in the session's time zone.
constexpr auto localtimestamp() { return detail::clock_word<pg::timestamp>("localtimestamp"); }
/// `clock_timestamp()`: now, also within a transaction.
constexpr auto clock_timestamp() {
    return detail::clock_word<pg::timestamptz>("clock_timestamp()");
}
/// `statement_timestamp()`: when the statement came.
constexpr auto statement_timestamp() {
    return detail::clock_word<pg::timestamptz>("statement_timestamp()");
}

/// `at_time_zone(posts.createdAt, "Europe/Berlin")` is `"created_at" at time zone $1`: a timestamptz
/// becomes local time, a timestamp is taken for local time.
template <operand_like Moment, class Zone>
constexpr auto at_time_zone(const Moment& moment, const Zone& zone) {
    using signature = kind::same(kind::moment, pg::text);
    static_cast<void>(detail::call_rule<type_list<Moment, Zone>, signature>{});
    if constexpr (detail::takes_arguments<type_list<Moment, Zone>, signature>) {
        auto first = moment.as_expression();
        auto second = detail::pass_as<pg::text>(zone);
        using sql = detail::other_zone<detail::own_type_t<Moment>>;
        using facts_type =
            detail::call_facts<sql, gives_null::strict, decltype(first), decltype(second)>;
        return detail::infix<facts_type, binding::product, binding::atom, binding::atom>(
            ORM_PASS(first), " at time zone ", ORM_PASS(second));
    } else {
        return moment.as_expression();
    }
}

}  // namespace orm
