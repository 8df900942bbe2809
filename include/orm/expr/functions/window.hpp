// SPDX-License-Identifier: MIT
// Window functions: row_number, rank, lag, first_value, ... Each needs .over(...).
#pragma once

#include <orm/core/config.hpp>
#include <orm/expr/call.hpp>
#include <orm/expr/named_window.hpp>
#include <orm/expr/window.hpp>

namespace orm {

namespace detail {

/// An argument list becomes a window function: its own facts, and those of its arguments.
template <bool SeesFrame, class Expression, class Inner = facts_of<Expression>>
constexpr auto window_function(Expression call) {
    constexpr std::size_t count = token_count<decltype(call.sql)>;
    return window_call<facts_of<Expression>, Inner, SeesFrame, count, decltype(call.values)>(
        call.sql, ORM_PASS(call.values));
}

}  // namespace detail

// Source:   PostgreSQL manual, "Window Functions".

#define ORM_RANKING(NAME, RESULT)                                                                  \
    constexpr auto NAME() {                                                                        \
        return detail::window_function<false>(detail::call<RESULT()>(#NAME "(", ""));              \
    }

/// `row_number() over (...)`: 1, 2, 3.
ORM_RANKING(row_number, pg::int8)
/// Equal rows have one rank, and gaps follow: 1, 1, 3.
ORM_RANKING(rank, pg::int8)
/// Equal rows have one rank, without gaps: 1, 1, 2.
ORM_RANKING(dense_rank, pg::int8)
ORM_RANKING(percent_rank, pg::float8)
ORM_RANKING(cume_dist, pg::float8)

#undef ORM_RANKING

#define ORM_WINDOW_FUNCTION(NAME, SEES_FRAME, ...)                                                 \
    template <class... Arguments>                                                                  \
    constexpr auto NAME(const Arguments&... arguments) {                                           \
        static_cast<void>(detail::call_rule<type_list<Arguments...>, __VA_ARGS__>{});              \
        return detail::window_function<SEES_FRAME>(                                                \
            detail::call<__VA_ARGS__>(#NAME "(", ", ", arguments...));                             \
    }

/// `ntile(4)`: the quarter that the row is in.
ORM_WINDOW_FUNCTION(ntile, false, pg::int4(pg::int4))
/// NULL where the value of that row is, and when the frame has no row.
ORM_WINDOW_FUNCTION(first_value, true, kind::same(kind::any))
ORM_WINDOW_FUNCTION(last_value, true, kind::same(kind::any))
ORM_WINDOW_FUNCTION(nth_value, true, kind::same(kind::any, pg::int4), gives_null::sometimes)

#define ORM_SHIFT(NAME)                                                                            \
    template <operand_like Value>                                                                  \
    constexpr auto NAME(const Value& value) {                                                      \
        using signature = kind::same(kind::any);                                                   \
        return detail::window_function<false>(                                                     \
            detail::call<signature, gives_null::sometimes>(#NAME "(", ", ", value));               \
    }                                                                                              \
    template <operand_like Value, class Distance>                                                  \
    constexpr auto NAME(const Value& value, const Distance& distance) {                            \
        using signature = kind::same(kind::any, pg::int4);                                         \
        static_cast<void>(detail::call_rule<type_list<Value, Distance>, signature>{});             \
        return detail::window_function<false>(                                                     \
            detail::call<signature, gives_null::sometimes>(#NAME "(", ", ", value, distance));     \
    }                                                                                              \
    template <operand_like Value, class Distance, class Otherwise>                                 \
    constexpr auto NAME(const Value& value, const Distance& distance,                              \
                        const Otherwise& otherwise) {                                              \
        using signature = kind::same(kind::any, pg::int4, kind::same);                             \
        using given = type_list<Value, Distance, Otherwise>;                                       \
        static_cast<void>(detail::call_rule<given, signature>{});                                  \
        return detail::window_function<false>(                                                     \
            detail::call<signature>(#NAME "(", ", ", value, distance, otherwise));                 \
    }

/// `lag(value, distance, otherwise)`: the value of an earlier row. NULL where there is none, unless a
/// third argument says what then.
ORM_SHIFT(lag)
/// The value of a later row.
ORM_SHIFT(lead)

#undef ORM_SHIFT
#undef ORM_WINDOW_FUNCTION

}  // namespace orm
