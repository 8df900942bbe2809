// SPDX-License-Identifier: MIT
// The rules of windows and window functions.
#pragma once

namespace orm {

namespace rule {

/// Rule: the parts of a window stand in the order of SQL.
template <class Window, bool Holds>
struct window_parts {
    static_assert(
        Holds,
        "orm: a window says partition_by(), then order_by(), then rows(), range() or groups(), "
        "then exclude_...(), each at most once.");
    static constexpr bool holds = Holds;
};

/// Rule: a frame does not end before it starts.
template <class Start, class End, bool Holds>
struct frame_bounds {
    static_assert(Holds,
                  "orm: this frame ends before it starts. The order is unbounded_preceding, "
                  "preceding(n), current_row, following(n), unbounded_following.");
    static constexpr bool holds = Holds;
};

/// Rule: groups() counts groups of equal rows, and range(preceding(n)) distances: both need an order.
template <class Window, bool Holds>
struct frame_without_order {
    static_assert(Holds,
                  "orm: groups() needs order_by() in its window, and range() with preceding(n) or "
                  "following(n) needs order_by() with exactly one item. Or count rows(...).");
    static constexpr bool holds = Holds;
};

/// Rule: no window function inside a window.
template <class Operand, bool Holds>
struct window_in_window {
    static_assert(
        Holds,
        "orm: neither the arguments of a window function nor its partition_by() and order_by() "
        "can hold a window function. Compute the inner one in a subquery.");
    static constexpr bool holds = Holds;
};

/// Rule: a window function needs a window.
template <class Result, bool Holds>
struct window_function_without_over {
    static_assert(Holds,
                  "orm: row_number(), rank(), lag(), ... need a window. Add .over(), or "
                  ".over(orm::partition_by(...).order_by(...)).");
    static constexpr bool holds = Holds;
};

}  // namespace rule

}  // namespace orm
