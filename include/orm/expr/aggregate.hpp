// SPDX-License-Identifier: MIT
// count, sum, avg, min, max; filter, order and distinct in aggregates; with the result types of PostgreSQL.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/aggregate_call.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/expr/rules.hpp>
#include <orm/types/numeric.hpp>

namespace orm {

namespace detail {

/// The type of sum(): wider than its operand where the sum can outgrow it.
/// Source:   PostgreSQL manual, "Aggregate Functions".
template <class Sql>
struct sum_type {
    using type = void;
};
template <>
struct sum_type<pg::int2> {
    using type = pg::int8;
};
template <>
struct sum_type<pg::int4> {
    using type = pg::int8;
};
template <>
struct sum_type<pg::int8> {
    using type = pg::numeric;
};
template <>
struct sum_type<pg::smallserial> : sum_type<pg::int2> {};
template <>
struct sum_type<pg::serial> : sum_type<pg::int4> {};
template <>
struct sum_type<pg::bigserial> : sum_type<pg::int8> {};
template <>
struct sum_type<pg::numeric> {
    using type = pg::numeric;
};
template <>
struct sum_type<pg::float4> {
    using type = pg::float4;
};
template <>
struct sum_type<pg::float8> {
    using type = pg::float8;
};

/// The type of avg(): exact for integers.
template <class Sql>
struct avg_type {
    using type =
        std::conditional_t<std::is_void_v<typename sum_type<Sql>::type>, void, pg::numeric>;
};
template <>
struct avg_type<pg::float4> {
    using type = pg::float8;
};
template <>
struct avg_type<pg::float8> {
    using type = pg::float8;
};

}  // namespace detail

/// `count(*)`, never NULL. Gives: bigint.
constexpr auto count() {
    using inner = facts<pg::int8, nulls::never>;
    return detail::make_aggregate<detail::aggregate_facts<pg::int8, nulls::never, inner>, inner>(
        tokens<1>{{detail::text_token("count(*)")}}, no_values{});
}

/// `count("t"."c")`: the rows in which the operand is not NULL. Gives: bigint.
template <operand_like Operand>
constexpr auto count(const Operand& operand) {
    return detail::aggregate_of<pg::int8, nulls::never>("count(", operand);
}

/// `count(distinct "t"."c")`. Gives: bigint.
template <operand_like Operand>
constexpr auto count_distinct(const Operand& operand) {
    return detail::aggregate_of<pg::int8, nulls::never>("count(distinct ", operand);
}

/// `sum("t"."c")`. Gives: bigint for smallint and integer, numeric for bigint and numeric, else the
/// operand's type; NULL when there are no rows.
template <operand_like Operand>
constexpr auto sum(const Operand& operand) {
    using result = typename detail::sum_type<detail::sql_type_of<Operand>>::type;
    static_cast<void>(rule::aggregate_of_numbers<Operand, !std::is_void_v<result>>{});
    using safe = std::conditional_t<std::is_void_v<result>, pg::int8, result>;
    return detail::aggregate_of<safe, nulls::possible>("sum(", operand);
}

/// `avg("t"."c")`. Gives: numeric, or double precision for real and double precision; NULL when there
/// are no rows.
template <operand_like Operand>
constexpr auto avg(const Operand& operand) {
    using result = typename detail::avg_type<detail::sql_type_of<Operand>>::type;
    static_cast<void>(rule::aggregate_of_numbers<Operand, !std::is_void_v<result>>{});
    using safe = std::conditional_t<std::is_void_v<result>, pg::int8, result>;
    return detail::aggregate_of<safe, nulls::possible>("avg(", operand);
}

/// `min("t"."c")`. Gives: the operand's type; NULL when there are no rows.
template <operand_like Operand>
constexpr auto min(const Operand& operand) {
    return detail::aggregate_of<detail::sql_type_of<Operand>, nulls::possible>("min(", operand);
}

/// `max("t"."c")`. Gives: the operand's type; NULL when there are no rows.
template <operand_like Operand>
constexpr auto max(const Operand& operand) {
    return detail::aggregate_of<detail::sql_type_of<Operand>, nulls::possible>("max(", operand);
}

}  // namespace orm
