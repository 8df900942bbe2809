// SPDX-License-Identifier: MIT
// The rules of what an insert or an update writes into one column.
#pragma once

namespace orm::rule {

/// Rule: a column has a name that PostgreSQL keeps.
template <auto Field, bool Holds>
struct column_name_fits {
    static_assert(Holds,
                  "orm: a column name is longer than 63 bytes, which PostgreSQL would cut, or "
                  "nothing is left of it in the table's casing. Use named<\"...\">.");
    static constexpr bool holds = Holds;
};

/// Rule: a column takes values and expressions of its own SQL type.
template <class Column, class Value, bool Holds>
struct value_for_column {
    static_assert(
        Holds,
        "orm: this value is not of the column's type (value_for_column<column's SQL type, "
        "value>). Give a value that the column stores exactly, such as orm::decimal(\"12.50\") or "
        "orm::json_text(text), or convert an expression: cast<pg::text>(...).");
    static constexpr bool holds = Holds;
};

/// Rule: a NOT NULL column takes nothing that can be NULL.
template <class Column, class Value, bool Holds>
struct null_for_column {
    static_assert(Holds,
                  "orm: this value can be NULL and the column is NOT NULL. Give a value, "
                  ".value_or(...), orm::coalesce(...), or declare the column orm::nullable.");
    static constexpr bool holds = Holds;
};

/// Rule: the new value of a column is computed for each row by itself.
template <bool Holds>
struct aggregate_as_new_value {
    static_assert(
        Holds,
        "orm: a new value is computed for one row, so it cannot use count(), sum(), ... or a window "
        "function directly. Use a subquery, or insert from a select.");
    static constexpr bool holds = Holds;
};

/// Rule: the values of an insert stand before there is a row.
template <class Table, bool Holds>
struct column_in_values {
    static_assert(Holds,
                  "orm: the values of an insert cannot use columns, for there is no row yet "
                  "(column_in_values<...> names the table). Insert from a select: "
                  ".from(orm::select(...)).");
    static constexpr bool holds = Holds;
};

/// Rule: set() uses only the tables of its statement.
template <class Table, bool Holds>
struct column_not_in_update {
    static_assert(Holds,
                  "orm: the new value uses a column of a table that this statement does not name "
                  "(column_not_in_update<...> does). Say .from(table) before .set(...).");
    static constexpr bool holds = Holds;
};

/// Rule: only the database writes generated columns and identities.
template <class Value, bool Holds>
struct write_to_generated_column {
    static_assert(Holds,
                  "orm: the database writes this column by itself: it is generated, or an identity "
                  "that is always generated. Leave it out.");
    static constexpr bool holds = Holds;
};

}  // namespace orm::rule
