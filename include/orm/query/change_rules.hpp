// SPDX-License-Identifier: MIT
// The rules of insert, update and delete.
#pragma once

#include <cstddef>

namespace orm::rule {

/// Rule: update and delete say which rows.
template <class Statement, bool Holds>
struct every_row_by_accident {
    static_assert(Holds,
                  "orm: this statement has no where(), so it would change every row of the table. "
                  "Add .where(...), or say .all_rows().");
    static constexpr bool holds = Holds;
};

/// Rule: all_rows() and where() exclude each other.
template <class Table, bool Holds>
struct all_rows_and_where {
    static_assert(
        Holds,
        "orm: this statement says both where() and all_rows(). Keep where() for some rows, "
        "or all_rows() for every row of the table.");
    static constexpr bool holds = Holds;
};

/// Rule: an update or a delete joins to the tables of from() or using_table().
template <class Table, bool Holds>
struct join_without_from {
    static_assert(Holds,
                  "orm: the join() of an update or delete joins a table to those of from() or "
                  "using_table(), and there is none yet. Say .from(table) or .using_table(table).");
    static constexpr bool holds = Holds;
};

/// Rule: returning() gives one row for each changed row.
template <bool Holds>
struct aggregate_in_returning {
    static_assert(Holds,
                  "orm: returning() gives a row for each row that was written, so it cannot use "
                  "count(), sum(), ... The number of rows is what execute() gives.");
    static constexpr bool holds = Holds;
};

/// Rule: as<Struct>() needs rows.
template <class Struct, bool Holds>
struct struct_without_returning {
    static_assert(
        Holds,
        "orm: as<Struct>() reads rows, and this statement gives none. Add .returning(...) before it.");
    static constexpr bool holds = Holds;
};

/// Rule: an insert has values.
template <bool Holds>
struct insert_without_values {
    static_assert(Holds,
                  "orm: this insert has no rows. Add .values({...}), .from(orm::select(...)) or "
                  ".default_values().");
    static constexpr bool holds = Holds;
};

/// Rule: an update has set().
template <bool Holds>
struct update_without_set {
    static_assert(Holds, "orm: this update changes nothing. Add .set({...}).");
    static constexpr bool holds = Holds;
};

/// Rule: a conflict target is unique, else PostgreSQL cannot find the conflict.
template <class Column, bool Holds>
struct conflict_target_is_unique {
    static_assert(Holds,
                  "orm: on_conflict() needs a column that is a primary key or unique. Add "
                  "orm::unique to the column, or name the columns of a unique constraint.");
    static constexpr bool holds = Holds;
};

/// Rule: the condition of a partial index is text, for indexes are found before values are known.
template <bool Holds>
struct value_in_index_condition {
    static_assert(Holds,
                  "orm: on_conflict().where() names a partial index, and the server compares it "
                  "before it has any value. Use a condition without values: a boolean column, "
                  ".is_null(), orm::sql<bool>(\"{} > 0\", column).");
    static constexpr bool holds = Holds;
};

/// Rule: an insert filters nothing but the rows that it updates.
template <class Table, bool Holds>
struct where_without_update {
    static_assert(Holds,
                  "orm: where() of an insert says which of the rows in the way are updated. Say "
                  ".on_conflict(...).do_update({...}) before it.");
    static constexpr bool holds = Holds;
};

/// Rule: values() takes rows of the table.
template <class Row, class Given, bool Holds>
struct rows_of_the_table {
    static_assert(
        Holds,
        "orm: values() takes one row, {.name = ...}, several, {{...}, {...}}, or a vector "
        "or span of orm::insert_of<table>. rows_of_the_table<...> names the row and what "
        "was given.");
    static constexpr bool holds = Holds;
};

/// Rule: set() and do_update() take new values of the table's columns.
template <class Patch, class Given, bool Holds>
struct patch_of_the_table {
    static_assert(Holds,
                  "orm: set() and do_update() take the columns to write, {.name = ...}, or an "
                  "orm::update_of<table>. patch_of_the_table<...> names it and what was given.");
    static constexpr bool holds = Holds;
};

/// Rule: values() has a row.
template <class Table, bool Holds>
struct values_of_nothing {
    static_assert(Holds,
                  "orm: values() has no row. Name the columns: .values({.name = ...}), or say "
                  ".default_values() for a row of defaults.");
    static constexpr bool holds = Holds;
};

/// Rule: default values need a default for every column.
template <class Table, bool Holds>
struct column_without_default {
    static_assert(Holds,
                  "orm: default_values() leaves every column to its default, and a column of this "
                  "table (column_without_default<...> names it) has none. Use .values({...}).");
    static constexpr bool holds = Holds;
};

/// Rule: an insert from a select names the columns that need a value.
template <class Column, bool Holds>
struct required_column_not_selected {
    static_assert(Holds,
                  "orm: the select gives no value for a column that needs one "
                  "(required_column_not_selected<...> names it). Add it to columns() and to the "
                  "select list.");
    static constexpr bool holds = Holds;
};

/// Rule: a select gives one value for each column.
template <std::size_t Columns, std::size_t Selected, bool Holds>
struct selected_width {
    static_assert(Holds,
                  "orm: the select gives another number of values than the insert has columns "
                  "(selected_width<columns, selected>). Name the columns: .columns(...).");
    static constexpr bool holds = Holds;
};

/// Rule: each selected value fits its column.
template <class Column, class Selected, bool Holds>
struct selected_type {
    static_assert(Holds,
                  "orm: a value of the select is not of its column's type (selected_type<column, "
                  "SQL type> names both). Their order is that of columns(); convert it: "
                  "cast<pg::text>(...).");
    static constexpr bool holds = Holds;
};

/// Rule: what can be NULL is not inserted into a NOT NULL column.
template <class Column, bool Holds>
struct selected_null {
    static_assert(Holds,
                  "orm: a value of the select can be NULL and its column (selected_null<...> names "
                  "it) is NOT NULL. Use orm::coalesce(...), or declare the column orm::nullable.");
    static constexpr bool holds = Holds;
};

/// Rule: only the database writes generated columns and identities.
template <class Column, bool Holds>
struct generated_column_selected {
    static_assert(Holds,
                  "orm: the database writes this column by itself (generated_column_selected<...> "
                  "names it). Leave it out of columns().");
    static constexpr bool holds = Holds;
};

/// Rule: do_update() needs to know which conflict it answers.
template <bool Holds>
struct update_without_target {
    static_assert(
        Holds,
        "orm: do_update() needs a target: on_conflict(users.email).do_update(...). Without "
        "one, PostgreSQL only takes do_nothing().");
    static constexpr bool holds = Holds;
};

/// Rule: only tables are written to.
template <class Table, bool Holds>
struct read_only_table {
    static_assert(Holds,
                  "orm: this is a view, a subquery or a common table expression, which can only be "
                  "read. Name the table that holds the rows.");
    static constexpr bool holds = Holds;
};

/// Rule: rows are inserted into tables, not into their aliases.
template <class Table, bool Holds>
struct insert_into_alias {
    static_assert(Holds, "orm: insert() takes the table itself, not an alias of it.");
    static constexpr bool holds = Holds;
};

}  // namespace orm::rule
