// SPDX-License-Identifier: MIT
// What + - * / give beside numbers: moments, intervals, text.
#pragma once

#include <chrono>
#include <ratio>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/kinds.hpp>
#include <orm/types/date_time.hpp>
#include <orm/types/interval.hpp>
#include <orm/types/timestamp.hpp>

namespace orm::detail {

/// The type of `Left Symbol Right`; void where PostgreSQL has no such operator.
/// Source:   PostgreSQL manual, "Date/Time Operators".
template <char Symbol, class Left, class Right>
struct operation {
    using type = void;
};
template <class Result>
struct gives {
    using type = Result;
};

// clang-format off
template <> struct operation<'+', pg::date, pg::int4> : gives<pg::date> {};
template <> struct operation<'+', pg::int4, pg::date> : gives<pg::date> {};
template <> struct operation<'+', pg::date, pg::interval> : gives<pg::timestamp> {};
template <> struct operation<'+', pg::interval, pg::date> : gives<pg::timestamp> {};
template <> struct operation<'+', pg::date, pg::time> : gives<pg::timestamp> {};
template <> struct operation<'+', pg::timestamp, pg::interval> : gives<pg::timestamp> {};
template <> struct operation<'+', pg::interval, pg::timestamp> : gives<pg::timestamp> {};
template <> struct operation<'+', pg::timestamptz, pg::interval> : gives<pg::timestamptz> {};
template <> struct operation<'+', pg::interval, pg::timestamptz> : gives<pg::timestamptz> {};
template <> struct operation<'+', pg::time, pg::interval> : gives<pg::time> {};
template <> struct operation<'+', pg::timetz, pg::interval> : gives<pg::timetz> {};
template <> struct operation<'+', pg::interval, pg::interval> : gives<pg::interval> {};
template <> struct operation<'-', pg::date, pg::date> : gives<pg::int4> {};
template <> struct operation<'-', pg::date, pg::int4> : gives<pg::date> {};
template <> struct operation<'-', pg::date, pg::interval> : gives<pg::timestamp> {};
template <> struct operation<'-', pg::timestamp, pg::timestamp> : gives<pg::interval> {};
template <> struct operation<'-', pg::timestamptz, pg::timestamptz> : gives<pg::interval> {};
template <> struct operation<'-', pg::timestamp, pg::interval> : gives<pg::timestamp> {};
template <> struct operation<'-', pg::timestamptz, pg::interval> : gives<pg::timestamptz> {};
template <> struct operation<'-', pg::time, pg::time> : gives<pg::interval> {};
template <> struct operation<'-', pg::time, pg::interval> : gives<pg::time> {};
template <> struct operation<'-', pg::timetz, pg::interval> : gives<pg::timetz> {};
template <> struct operation<'-', pg::interval, pg::interval> : gives<pg::interval> {};
// clang-format on
template <class Number>
    requires(is_number<Number>)
struct operation<'*', pg::interval, Number> : gives<pg::interval> {};
template <class Number>
    requires(is_number<Number>)
struct operation<'*', Number, pg::interval> : gives<pg::interval> {};
template <class Number>
    requires(is_number<Number>)
struct operation<'/', pg::interval, Number> : gives<pg::interval> {};
template <class Left, class Right>
    requires(is_string<Left> && is_string<Right>)
struct operation<'+', Left, Right> : gives<pg::text> {};

template <class Type>
inline constexpr bool is_duration = false;
template <class Count, class Period>
inline constexpr bool is_duration<std::chrono::duration<Count, Period>> = true;

/// Durations are intervals; months and years are counted in months, days and weeks in days.
template <class Count, class Period>
constexpr pg::interval to_interval(const std::chrono::duration<Count, Period>& span) {
    using namespace std::chrono;
    pg::interval made;
    if constexpr (std::is_same_v<Period, months::period> || std::is_same_v<Period, years::period>)
        made.months = static_cast<std::int32_t>(duration_cast<months>(span).count());
    else if constexpr (std::is_same_v<Period, days::period> ||
                       std::is_same_v<Period, weeks::period>)
        made.days = static_cast<std::int32_t>(duration_cast<days>(span).count());
    else made.time = microseconds(span);
    return made;
}

/// The SQL type of one side of an operator that is not one of numbers.
template <class Side>
constexpr auto side_type() {
    if constexpr (is_duration<Side>) return std::type_identity<pg::interval>{};
    else return std::type_identity<own_type_t<Side>>{};
}

/// Numbers on both sides are arithmetic's own.
template <class Side>
constexpr bool is_number_side() {
    if constexpr (operand_like<Side>) return is_number<sql_type_of<Side>>;
    else return std::is_arithmetic_v<Side> || is_named_parameter<Side> || may_be_null<Side>;
}

template <char Symbol, class Left, class Right>
constexpr auto special_result() {
    if constexpr (is_number_side<Left>() && is_number_side<Right>())
        return std::type_identity<void>{};
    else {
        using left = typename decltype(side_type<Left>())::type;
        using right = typename decltype(side_type<Right>())::type;
        return operation<Symbol, left, right>{};
    }
}
template <char Symbol, class Left, class Right>
using special_type =
    typename decltype(special_result<Symbol, std::decay_t<Left>, std::decay_t<Right>>())::type;

template <class Side>
constexpr auto special_side(const Side& side) {
    if constexpr (is_duration<Side>)
        return make_expression<facts<pg::interval, nulls::never>>(
            tokens<1>{{plain_token(token_kind::parameter)}},
            bound<pg::interval>{to_interval(side)});
    else return pass_as<own_type_t<Side>>(side);
}

/// `left operator right` of moments, intervals or text.
template <class Result, char Symbol, class Left, class Right>
constexpr auto calculate_special(const Left& left, const Right& right) {
    auto first = special_side(left);
    auto second = special_side(right);
    using facts_type =
        combined_facts<Result, facts_of<decltype(first)>, facts_of<decltype(second)>>;
    constexpr bool is_text = std::is_same_v<Result, pg::text>;
    constexpr bool is_product = Symbol == '*' || Symbol == '/';
    constexpr auto level = is_text      ? binding::other_operator
                           : is_product ? binding::product
                                        : binding::sum;
    constexpr auto tighter = static_cast<binding>(static_cast<int>(level) - 1);
    constexpr const char* word = is_text         ? " || "
                                 : Symbol == '+' ? " + "
                                 : Symbol == '-' ? " - "
                                 : Symbol == '*' ? " * "
                                                 : " / ";
    return infix<facts_type, level, level, tighter>(ORM_PASS(first), word, ORM_PASS(second));
}

}  // namespace orm::detail
