// SPDX-License-Identifier: MIT
// Mathematical functions. + - * / % are in expr/arithmetic.hpp.
#pragma once

#include <orm/expr/call.hpp>

namespace orm {

// Source:   PostgreSQL manual, "Mathematical Functions and Operators".

ORM_FUNCTION(abs, kind::same(kind::number))
/// numeric for numeric, else double precision; so are floor(), sign(), sqrt(), exp() and ln().
ORM_FUNCTION(ceil, kind::real(kind::number))
ORM_FUNCTION(floor, kind::real(kind::number))
ORM_FUNCTION(sign, kind::real(kind::number))
ORM_FUNCTION(sqrt, kind::real(kind::number))
ORM_FUNCTION(cbrt, pg::float8(pg::float8))
ORM_FUNCTION(exp, kind::real(kind::number))
ORM_FUNCTION(ln, kind::real(kind::number))
ORM_FUNCTION(log10, kind::real(kind::number))
ORM_FUNCTION(power, kind::real(kind::number, kind::number))
/// `mod(a, b)`: the remainder, as wide as the wider side.
ORM_FUNCTION(mod, kind::common(pg::numeric, pg::numeric))
/// `div(a, b)`: the quotient cut to an integer. Gives: numeric.
ORM_FUNCTION(div, pg::numeric(pg::numeric, pg::numeric))
ORM_FUNCTION(gcd, kind::common(pg::numeric, pg::numeric))
ORM_FUNCTION(lcm, kind::common(pg::numeric, pg::numeric))
ORM_FUNCTION(degrees, pg::float8(pg::float8))
ORM_FUNCTION(radians, pg::float8(pg::float8))
ORM_FUNCTION(sin, pg::float8(pg::float8))
ORM_FUNCTION(cos, pg::float8(pg::float8))
ORM_FUNCTION(tan, pg::float8(pg::float8))
ORM_FUNCTION(asin, pg::float8(pg::float8))
ORM_FUNCTION(acos, pg::float8(pg::float8))
ORM_FUNCTION(atan, pg::float8(pg::float8))
ORM_FUNCTION(atan2, pg::float8(pg::float8, pg::float8))
/// `width_bucket(value, low, high, count)`.
ORM_FUNCTION(width_bucket, pg::int4(pg::float8, pg::float8, pg::float8, pg::int4))

/// `log(x)` to base 10: numeric for numeric, else double precision.
template <operand_like Number>
constexpr auto log(const Number& number) {
    static_cast<void>(detail::call_rule<type_list<Number>, kind::real(kind::number)>{});
    return detail::call<kind::real(kind::number)>("log(", ", ", number);
}
/// `log(base, x)`. Gives: numeric.
template <class Base, class Number>
    requires(operand_like<Base> || operand_like<Number>)
constexpr auto log(const Base& base, const Number& number) {
    using signature = pg::numeric(pg::numeric, pg::numeric);
    static_cast<void>(detail::call_rule<type_list<Base, Number>, signature>{});
    return detail::call<signature>("log(", ", ", base, number);
}

/// `round(x)` to an integer: numeric for numeric, else double precision.
template <operand_like Number>
constexpr auto round(const Number& number) {
    static_cast<void>(detail::call_rule<type_list<Number>, kind::real(kind::number)>{});
    return detail::call<kind::real(kind::number)>("round(", ", ", number);
}
/// `round(x, digits)` of an exact number; cast<pg::numeric>() makes one of a double. Gives: numeric.
template <operand_like Number, class Digits>
constexpr auto round(const Number& number, const Digits& digits) {
    using signature = pg::numeric(pg::numeric, pg::int4);
    static_cast<void>(detail::call_rule<type_list<Number, Digits>, signature>{});
    return detail::call<signature>("round(", ", ", number, digits);
}

/// `trunc(x)` towards zero.
template <operand_like Number>
constexpr auto trunc(const Number& number) {
    static_cast<void>(detail::call_rule<type_list<Number>, kind::real(kind::number)>{});
    return detail::call<kind::real(kind::number)>("trunc(", ", ", number);
}
/// `trunc(x, digits)` of an exact number. Gives: numeric.
template <operand_like Number, class Digits>
constexpr auto trunc(const Number& number, const Digits& digits) {
    using signature = pg::numeric(pg::numeric, pg::int4);
    static_cast<void>(detail::call_rule<type_list<Number, Digits>, signature>{});
    return detail::call<signature>("trunc(", ", ", number, digits);
}

/// `random()`: double precision in [0, 1), another one for each row.
constexpr auto random() { return detail::call<pg::float8()>("random(", ""); }
/// `pi()`.
constexpr auto pi() { return detail::call<pg::float8()>("pi(", ""); }

}  // namespace orm
