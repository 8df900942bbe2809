// SPDX-License-Identifier: MIT
// Functions and operators of ranges. Containment is in functions/containment.hpp.
#pragma once

#include <orm/expr/call.hpp>
#include <orm/expr/functions.hpp>
#include <orm/expr/functions/containment.hpp>
#include <orm/types/range.hpp>

namespace orm {

// Source:   PostgreSQL manual, "Range/Multirange Functions and Operators".

namespace detail {
template <class Type>
concept range_operand = operand_like<Type> && range_like_type<own_type_t<Type>>;
}  // namespace detail

/// `lower(range)`: NULL when it is empty or begins nowhere.
template <detail::range_operand Range>
constexpr auto lower(const Range& range) {
    return detail::call<kind::bound(kind::range), gives_null::sometimes>("lower(", ", ", range);
}
/// `upper(range)`: NULL when it is empty or ends nowhere.
template <detail::range_operand Range>
constexpr auto upper(const Range& range) {
    return detail::call<kind::bound(kind::range), gives_null::sometimes>("upper(", ", ", range);
}

ORM_FUNCTION(isempty, pg::boolean(kind::range))
ORM_FUNCTION(lower_inc, pg::boolean(kind::range))
ORM_FUNCTION(upper_inc, pg::boolean(kind::range))
ORM_FUNCTION(lower_inf, pg::boolean(kind::range))
ORM_FUNCTION(upper_inf, pg::boolean(kind::range))
/// The smallest range that holds both.
ORM_FUNCTION(range_merge, kind::same(kind::range, kind::same))

/// `adjacent(a, b)` is `a -|- b`.
ORM_OPERATOR(adjacent, " -|- ", pg::boolean(kind::range, kind::same))
ORM_OPERATOR(strictly_left_of, " << ", pg::boolean(kind::range, kind::same))
ORM_OPERATOR(strictly_right_of, " >> ", pg::boolean(kind::range, kind::same))
/// `range_union(a, b)` is `a + b`; an error of the server when they do not touch.
ORM_OPERATOR_AT(binding::sum, range_union, " + ", kind::same(kind::range, kind::same))
/// `a * b`.
ORM_OPERATOR_AT(binding::product, range_intersection, " * ", kind::same(kind::range, kind::same))
/// `a - b`.
ORM_OPERATOR_AT(binding::sum, range_difference, " - ", kind::same(kind::range, kind::same))

/// `daterange(from, to, "[]")`; without the last argument it is "[)".
#define ORM_RANGE(NAME, BOUND)                                                                     \
    template <class Lower, class Upper, class... Bounds>                                           \
    constexpr auto NAME(const Lower& from, const Upper& to, const Bounds&... bounds) {             \
        using signature = pg::NAME(BOUND, BOUND, kind::optional<pg::text>);                        \
        static_cast<void>(detail::call_rule<type_list<Lower, Upper, Bounds...>, signature>{});     \
        return detail::call<signature, gives_null::never>(#NAME "(", ", ", from, to, bounds...);   \
    }

ORM_RANGE(int4range, pg::int4)
ORM_RANGE(int8range, pg::int8)
ORM_RANGE(numrange, pg::numeric)
ORM_RANGE(daterange, pg::date)
ORM_RANGE(tsrange, pg::timestamp)
ORM_RANGE(tstzrange, pg::timestamptz)

#undef ORM_RANGE

}  // namespace orm
