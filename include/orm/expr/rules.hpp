// SPDX-License-Identifier: MIT
// The rules of expressions. Umbrella headers include them first, for the way to a rule is part of its
// error message.
#pragma once

namespace orm::rule {

/// Rule: asc() and desc() stand in an ordering.
template <class Item, bool Holds>
struct ordering_outside_order_by {
    static_assert(
        Holds,
        "orm: asc() and desc() say an order and stand in order_by() only. Use the column or the "
        "expression itself here.");
    static constexpr bool holds = Holds;
};

/// Rule: a name is given in a select list.
template <class Named, bool Holds>
struct name_outside_select_list {
    static_assert(Holds,
                  "orm: as<\"name\">() names an item of a select list and stands only there. "
                  "Use the expression without a name here, or order_by(orm::output<\"name\">).");
    static constexpr bool holds = Holds;
};

/// Rule: what stands in a clause is known to SQL: a column or an expression.
template <class Item, bool Holds>
struct item_is_an_expression {
    static_assert(
        Holds,
        "orm: this clause takes columns and expressions. A name that is known at run time only is "
        "chosen with orm::sort_by() or orm::chosen_columns; SQL text of your own is "
        "orm::sql<T>(\"...\").");
    static constexpr bool holds = Holds;
};

/// Rule: any() and all() are sides of a comparison.
template <class Array, bool Holds>
struct quantifier_outside_comparison {
    static_assert(Holds,
                  "orm: any(array) and all(array) stand on the right of a comparison only: "
                  "users.role == orm::any(roles).");
    static constexpr bool holds = Holds;
};

/// Rule: an aggregate takes rows, not other aggregates or windows.
template <class Operand, bool Holds>
struct aggregate_in_aggregate {
    static_assert(
        Holds,
        "orm: an aggregate takes values of rows, so neither its argument nor its filter() can "
        "hold another aggregate or a window function. Compute the inner one in a subquery.");
    static constexpr bool holds = Holds;
};

/// Rule: only text has a collation.
template <class Operand, bool Holds>
struct collation_of_text {
    static_assert(Holds,
                  "orm: collate<\"...\">() is for text, and this is none. Convert it: "
                  "orm::cast<orm::pg::text>(...).");
    static constexpr bool holds = Holds;
};

/// Kept by whatever stands where it may.
struct well_placed {
    static constexpr bool holds = true;
};

/// Rule: both sides of a comparison have SQL types that PostgreSQL compares.
template <class Left, class Right, bool Holds>
struct compared_types {
    static_assert(Holds,
                  "orm: the two sides of this comparison have SQL types that PostgreSQL does not "
                  "compare. Compare values of one kind, or convert one side: cast<pg::text>(...).");
    static constexpr bool holds = Holds;
};

/// Rule: PostgreSQL keeps microseconds, and nothing is cut silently.
template <bool Holds>
struct time_keeps_its_digits {
    static_assert(
        Holds,
        "orm: PostgreSQL keeps microseconds, and this time point has more digits. Say how "
        "to round: std::chrono::floor<std::chrono::microseconds>(time), or take "
        "orm::utc_now() for the current time.");
    static constexpr bool holds = Holds;
};

/// Rule: two rows are compared member by member, and one of each pair is a column or expression.
template <class Left, class Right, bool Holds>
struct rows_of_one_width {
    static_assert(
        Holds,
        "orm: orm::row() is compared with an orm::row() of as many values, and one of each "
        "pair is a column: orm::row(posts.createdAt, posts.id) < orm::row(time, id).");
    static constexpr bool holds = Holds;
};

/// Rule: NULL is never equal to anything, so it is not compared with an operator.
template <class Right, bool Holds>
struct null_is_not_compared {
    static_assert(Holds,
                  "orm: a comparison with NULL is never true in SQL. Use .is_null() or "
                  ".is_not_null(), and for an optional .is_not_distinct_from(value).");
    static constexpr bool holds = Holds;
};

/// Rule: PostgreSQL has = for the type.
template <class Sql, bool Holds>
struct type_without_equality {
    static_assert(
        Holds,
        "orm: PostgreSQL has no = for this SQL type; type_without_equality<...> names it. "
        "Compare its text, orm::cast<orm::pg::text>(...); store jsonb instead of json.");
    static constexpr bool holds = Holds;
};

/// Rule: arithmetic needs numbers on both sides.
template <class Left, class Right, bool Holds>
struct numbers_on_both_sides {
    static_assert(
        Holds,
        "orm: + - * / calculate with numbers, and one side is none, or does not fit the "
        "other without losing digits. Convert it with cast<pg::numeric>(...). Moments take "
        "intervals and durations.");
    static constexpr bool holds = Holds;
};

/// Rule: a function is called with as many arguments as it takes.
template <int Given, bool Holds>
struct argument_count {
    static_assert(
        Holds,
        "orm: this SQL function takes another number of arguments; argument_count<...> says "
        "how many were given. Its doc comment shows the call.");
    static constexpr bool holds = Holds;
};

/// Rule: arguments have the types that the function takes.
template <class Argument, class Expected, bool Holds>
struct argument_type {
    static_assert(Holds,
                  "orm: an argument has an SQL type that this function does not take. "
                  "argument_type<argument, expected type> names both. Convert it: "
                  "orm::cast<orm::pg::text>(...); a NULL or an optional is no argument.");
    static constexpr bool holds = Holds;
};

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

/// Rule: the values of case, greatest() and least() have one type.
template <class Type, class Value, bool Holds>
struct one_type_for_all_values {
    static_assert(
        Holds,
        "orm: the values of case_when(), greatest(), least() and nullif() need one SQL type; "
        "one_type_for_all_values<...> names the type so far and the value that differs. "
        "Convert it: orm::cast<orm::pg::text>(...).");
    static constexpr bool holds = Holds;
};

/// Rule: the arguments of coalesce() have one type.
template <class First, class Second, bool Holds>
struct coalesced_types {
    static_assert(
        Holds, "orm: the arguments of coalesce() need one SQL type, for the result has only one.");
    static constexpr bool holds = Holds;
};

/// Rule: window functions are computed after rows are joined, filtered and grouped.
template <bool Holds>
struct window_in_condition {
    static_assert(
        Holds,
        "orm: window functions are computed after the joins, group_by() and having(). Select "
        "it in a subquery under a name, orm::row_number().over(...).as<\"n\">(), and use "
        "that name outside.");
    static constexpr bool holds = Holds;
};

/// Rule: like compares text.
template <class Operand, class Pattern, bool Holds>
struct pattern_is_text {
    static_assert(Holds,
                  "orm: like() compares a text column with a text pattern. Convert the column: "
                  "cast<pg::text>(...).like(...).");
    static constexpr bool holds = Holds;
};

/// Rule: both ends of between() have the type of the operand.
template <class Operand, class Low, class High, bool Holds>
struct between_types {
    static_assert(Holds,
                  "orm: both ends of between() need a type that PostgreSQL compares with the "
                  "column, and neither may be NULL.");
    static constexpr bool holds = Holds;
};

/// Rule: the values of in() have the type of the operand.
template <class Operand, bool Holds, class... Values>
struct in_types {
    static_assert(Holds,
                  "orm: a value of in() has an SQL type that PostgreSQL does not compare with the "
                  "column, or is NULL, which in() never finds.");
    static constexpr bool holds = Holds;
};

/// Rule: a condition is a boolean expression.
template <class Operand, bool Holds>
struct condition_is_boolean {
    static_assert(Holds,
                  "orm: this is not a condition. A condition is a boolean column or a comparison "
                  "such as users.age >= 18.");
    static constexpr bool holds = Holds;
};

/// Rule: sum() and avg() need numbers.
template <class Operand, bool Holds>
struct aggregate_of_numbers {
    static_assert(Holds,
                  "orm: sum() and avg() need a numeric column: smallint, integer, bigint, numeric, "
                  "real or double precision.");
    static constexpr bool holds = Holds;
};

}  // namespace orm::rule
