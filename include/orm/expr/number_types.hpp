// SPDX-License-Identifier: MIT
// The order in which PostgreSQL widens numbers.
#pragma once

#include <orm/types/floating.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/numeric.hpp>

namespace orm::detail {

/// 0 for what is no number.
template <class Sql>
inline constexpr int number_rank = 0;
template <>
inline constexpr int number_rank<pg::int2> = 1;
template <>
inline constexpr int number_rank<pg::smallserial> = 1;
template <>
inline constexpr int number_rank<pg::int4> = 2;
template <>
inline constexpr int number_rank<pg::serial> = 2;
template <>
inline constexpr int number_rank<pg::int8> = 3;
template <>
inline constexpr int number_rank<pg::bigserial> = 3;
template <>
inline constexpr int number_rank<pg::numeric> = 4;
template <>
inline constexpr int number_rank<pg::float4> = 5;
template <>
inline constexpr int number_rank<pg::float8> = 6;

template <int Rank>
struct number_of_rank;
template <>
struct number_of_rank<1> {
    using type = pg::int2;
};
template <>
struct number_of_rank<2> {
    using type = pg::int4;
};
template <>
struct number_of_rank<3> {
    using type = pg::int8;
};
template <>
struct number_of_rank<4> {
    using type = pg::numeric;
};
template <>
struct number_of_rank<5> {
    using type = pg::float4;
};
template <>
struct number_of_rank<6> {
    using type = pg::float8;
};

/// The type of an operation of two numbers. A real beside an exact number becomes double precision.
/// Source:   PostgreSQL manual, "Mathematical Functions and Operators".
template <class Left, class Right>
struct arithmetic_result {
    static constexpr int left = number_rank<Left>;
    static constexpr int right = number_rank<Right>;
    static constexpr int wider = left > right ? left : right;
    using type = typename number_of_rank<(wider == 5 && left != right) ? 6 : wider>::type;
};

}  // namespace orm::detail
