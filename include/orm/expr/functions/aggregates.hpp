// SPDX-License-Identifier: MIT
// Aggregates beyond count, sum, avg, min and max.
#pragma once

#include <orm/core/config.hpp>
#include <orm/expr/aggregate.hpp>
#include <orm/expr/call.hpp>
#include <orm/expr/order.hpp>

namespace orm {

namespace detail {

/// A call becomes an aggregate: NULL when there are no rows, its arguments' columns not loose.
template <class Expression>
constexpr auto as_aggregate(Expression call) {
    using inner = facts_of<Expression>;
    using result = aggregate_facts<typename inner::sql_type, nulls::possible, inner>;
    return make_aggregate<result, inner>(call.sql, ORM_PASS(call.values));
}

}  // namespace detail

// Source:   PostgreSQL manual, "Aggregate Functions".

/// `ORM_AGGREGATE(bool_and, pg::boolean(pg::boolean))` declares orm::bool_and(...).
#define ORM_AGGREGATE(NAME, ...)                                                                   \
    template <class... Arguments>                                                                  \
        requires(operand_like<Arguments> || ...)                                                   \
    constexpr auto NAME(const Arguments&... arguments) {                                           \
        static_cast<void>(detail::call_rule<type_list<Arguments...>, __VA_ARGS__>{});              \
        return detail::as_aggregate(detail::call<__VA_ARGS__>(#NAME "(", ", ", arguments...));     \
    }

/// `string_agg("u"."name", $1)`; `.order_by(...)` says the order. NULL when there are no rows.
ORM_AGGREGATE(string_agg, pg::text(pg::text, pg::text))
ORM_AGGREGATE(bool_and, pg::boolean(pg::boolean))
ORM_AGGREGATE(bool_or, pg::boolean(pg::boolean))
ORM_AGGREGATE(every, pg::boolean(pg::boolean))
ORM_AGGREGATE(bit_and, kind::same(kind::integer))
ORM_AGGREGATE(bit_or, kind::same(kind::integer))
/// numeric, or double precision for real and double precision; so are all of these. NULL for one row,
/// where the population forms (_pop) give 0.
ORM_AGGREGATE(stddev, kind::average(kind::number))
ORM_AGGREGATE(stddev_samp, kind::average(kind::number))
ORM_AGGREGATE(stddev_pop, kind::average(kind::number))
ORM_AGGREGATE(variance, kind::average(kind::number))
ORM_AGGREGATE(var_samp, kind::average(kind::number))
ORM_AGGREGATE(var_pop, kind::average(kind::number))
ORM_AGGREGATE(corr, pg::float8(pg::float8, pg::float8))
ORM_AGGREGATE(covar_pop, pg::float8(pg::float8, pg::float8))
ORM_AGGREGATE(covar_samp, pg::float8(pg::float8, pg::float8))
ORM_AGGREGATE(json_agg, pg::json(kind::any))
ORM_AGGREGATE(jsonb_agg, pg::jsonb(kind::any))
/// `jsonb_object_agg(name, value)`.
ORM_AGGREGATE(jsonb_object_agg, pg::jsonb(kind::any, kind::any))
ORM_AGGREGATE(json_object_agg, pg::json(kind::any, kind::any))

/// `array_agg("u"."name")`. Gives: an array; of a nullable column one whose elements may be NULL. NULL
/// when there are no rows.
template <operand_like Operand>
constexpr auto array_agg(const Operand& operand) {
    using element = detail::sql_type_of<Operand>;
    using result = std::conditional_t<detail::facts_of<Operand>::null == nulls::possible,
                                      pg::array_of_nullable<element>, pg::array<element>>;
    return detail::aggregate_of<result, nulls::possible>("array_agg(", operand);
}

/// What an aggregate of an ordered set lacks: its order.
template <class Result, std::size_t Count, class Values>
struct ordered_set {
    tokens<Count> sql;
    [[no_unique_address]] Values values;

    /// `percentile_cont($1) within group (order by "users"."age")`.
    template <operand_like Item>
    constexpr auto within_group(const Item& item) const {
        auto order = detail::order_item(item);
        using inner = detail::facts_of<decltype(order)>;
        using value = detail::plain_type_t<typename inner::sql_type>;
        using result = std::conditional_t<
            std::is_void_v<Result>, typename inner::sql_type,
            std::conditional_t<std::is_same_v<value, pg::interval>, pg::interval, Result>>;
        constexpr bool holds = std::is_void_v<Result> || detail::is_number<value> ||
                               std::is_same_v<value, pg::interval>;
        static_cast<void>(rule::argument_type<Item, kind::number, holds>{});
        using made = detail::aggregate_facts<result, nulls::possible, inner>;
        return detail::make_aggregate<made, inner>(
            detail::join_tokens(sql, " within group (order by ", order.sql, ")"),
            detail::join_values(values, ORM_PASS(order.values)));
    }
};

namespace detail {

template <class Result, class Fraction>
constexpr auto percentile(const char* opening, const Fraction& fraction) {
    auto inner = call<pg::float8(pg::float8)>(opening, "", fraction);
    return ordered_set<Result, token_count<decltype(inner.sql)>, decltype(inner.values)>{
        inner.sql, ORM_PASS(inner.values)};
}

}  // namespace detail

/// `percentile_cont(0.5).within_group(users.age)`: between two values where need be. Gives: double
/// precision, or interval.
template <class Fraction>
constexpr auto percentile_cont(const Fraction& fraction) {
    static_cast<void>(detail::call_rule<type_list<Fraction>, pg::float8(pg::float8)>{});
    return detail::percentile<pg::float8>("percentile_cont(", fraction);
}
/// The first value at or above the fraction. Gives: the type of the order.
template <class Fraction>
constexpr auto percentile_disc(const Fraction& fraction) {
    static_cast<void>(detail::call_rule<type_list<Fraction>, pg::float8(pg::float8)>{});
    return detail::percentile<void>("percentile_disc(", fraction);
}
/// `mode().within_group(users.age)`: the most frequent value.
constexpr auto mode() {
    return ordered_set<void, 1, no_values>{{{detail::text_token("mode()")}}, {}};
}

}  // namespace orm
