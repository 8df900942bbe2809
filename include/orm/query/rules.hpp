// SPDX-License-Identifier: MIT
// The rules of a statement. Each is a class that does not compile when its rule is broken.
#pragma once

#include <cstddef>
#include <type_traits>

#include <orm/core/type_list.hpp>
#include <orm/expr/facts.hpp>

namespace orm::rule {

/// Rule: an expression uses only tables of from() and the joins.
template <class Table, bool Holds>
struct column_not_in_from {
    static_assert(Holds,
                  "orm: the statement uses a column whose table is in neither from() nor a join(). "
                  "column_not_in_from<...> names the table. Add it to from() or join().");
    static constexpr bool holds = Holds;
};

/// Rule: where() sees rows, not groups.
template <bool Holds>
struct aggregate_in_where {
    static_assert(Holds,
                  "orm: where() filters rows before they are grouped, so it cannot use count(), "
                  "sum(), ... Put this condition into having(); one on a window function, on a "
                  "subquery that has it in its list.");
    static constexpr bool holds = Holds;
};

/// Rule: a join sees rows, not groups.
template <bool Holds>
struct aggregate_in_join {
    static_assert(Holds,
                  "orm: a join's condition is about rows before they are grouped, so it cannot use "
                  "count(), sum(), ... Put this condition into having().");
    static constexpr bool holds = Holds;
};

/// Rule: groups are made before there are aggregates.
template <bool Holds>
struct aggregate_in_group_by {
    static_assert(Holds,
                  "orm: group_by() makes the groups that count(), sum(), ... are taken of, so it "
                  "cannot use one. Group by columns, and filter with having().");
    static constexpr bool holds = Holds;
};

/// Rule: beside an aggregate, or under group_by(), every other column is named in group_by().
template <class Column, bool Holds>
struct column_not_grouped {
    static_assert(Holds,
                  "orm: a column stands beside an aggregate but is not in group_by(). Add the "
                  "column to group_by(), or put it into an aggregate such as max().");
    static constexpr bool holds = Holds;
};

/// Rule: having() filters groups.
template <bool Holds>
struct having_without_grouping {
    static_assert(
        Holds,
        "orm: having() filters groups, and this statement has none. Add group_by(...), or "
        "use where().");
    static constexpr bool holds = Holds;
};

/// Rule: each clause is said once.
template <class Clause, bool Holds>
struct clause_twice {
    static_assert(Holds, "orm: this clause was already said for this statement. Keep one of them.");
    static constexpr bool holds = Holds;
};

/// Rule: a table stands once in a statement, unless an alias tells its uses apart.
template <class Table, bool Holds>
struct table_twice {
    static_assert(Holds,
                  "orm: this table is already in from() or a join(). Give the second one a name: "
                  "constexpr auto other = orm::alias<\"other\">(table);");
    static constexpr bool holds = Holds;
};

/// Rule: a query needs a table.
template <bool Holds>
struct select_without_from {
    static_assert(Holds, "orm: this select names no table. Add .from(table).");
    static constexpr bool holds = Holds;
};

/// Rule: a subquery that uses a table of the statement around it is no statement by itself.
template <class Table, bool Holds>
struct correlated_alone {
    static_assert(
        Holds,
        "orm: this select is correlated to a table of an outer statement, so it cannot run "
        "by itself. correlated_alone<...> names the table. Use it in orm::exists(), "
        "orm::scalar() or in() there.");
    static constexpr bool holds = Holds;
};

/// Rule: a scalar subquery, and one on the right of in(), gives one column.
template <class Query, bool Holds>
struct subquery_of_one_column {
    static_assert(Holds,
                  "orm: this subquery stands for a value, so it needs exactly one column. Name one "
                  "in its select list: orm::select(users.id).from(users).");
    static constexpr bool holds = Holds;
};

/// Rule: every column of a subquery in from() has a name.
template <class Facts, bool Holds>
struct subquery_column_without_name {
    static_assert(Holds,
                  "orm: an expression in the select list of a subquery in from() needs a name: "
                  "orm::count().as<\"posts\">(). Or declare its columns: as_table<columns, "
                  "\"name\">().");
    static constexpr bool holds = Holds;
};

/// Rule: the rows of select_distinct() are sorted by what it selects.
template <class Facts, bool Holds>
struct order_of_distinct {
    static_assert(Holds,
                  "orm: select_distinct() leaves nothing to sort by but its own columns. "
                  "order_of_distinct<...> names what is not in the select list. Add it there, or "
                  "take it out of order_by().");
    static constexpr bool holds = Holds;
};

/// Rule: distinct_on() takes the first row of each group, so order_by() sorts by the groups first.
template <class Facts, bool Holds>
struct order_of_distinct_on {
    static_assert(Holds,
                  "orm: order_by() must start with what distinct_on() names, in any order. "
                  "order_of_distinct_on<...> names what stands too early. Put the columns of "
                  "distinct_on() before it.");
    static constexpr bool holds = Holds;
};

/// Rule: rows can only tie in an order.
template <bool Holds>
struct ties_without_order {
    static_assert(Holds,
                  "orm: limit_with_ties() adds rows that are equal in the order of the rows, and "
                  "this statement has none. Add order_by(...), or use limit().");
    static constexpr bool holds = Holds;
};

/// Rule: only rows of tables can be locked.
template <bool Holds>
struct lock_of_groups {
    static_assert(
        Holds,
        "orm: for_update() and its kin lock rows of tables, and the rows of this statement "
        "are groups or distinct values. Lock them in a select without group_by(), having(), "
        "aggregates and distinct.");
    static constexpr bool holds = Holds;
};

/// Rule: a row that an outer join may not find cannot be locked.
template <class Table, bool Holds>
struct lock_of_outer_join {
    static_assert(Holds,
                  "orm: an outer join may find no row of this table, and PostgreSQL does not lock "
                  "what may be missing. lock_of_outer_join<...> names the table. Say which tables "
                  "to lock: .for_update().of(users).");
    static constexpr bool holds = Holds;
};

/// Rule: of(), skip_locked() and nowait() belong to a lock.
template <bool Holds>
struct lock_option_without_lock {
    static_assert(Holds,
                  "orm: of(), skip_locked() and nowait() say how to lock, and this statement locks "
                  "nothing. Say for_update(), for_no_key_update(), for_share() or for_key_share() "
                  "first.");
    static constexpr bool holds = Holds;
};

/// Rule: orm::output<"name"> is the name of an item of the select list.
template <class Facts, bool Holds>
struct output_not_in_list {
    static_assert(
        Holds,
        "orm: order_by() sorts by an output name that the select list does not have. Name "
        "the item there: orm::count().as<\"posts\">().");
    static constexpr bool holds = Holds;
};

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

/// Rule: values() has a row.
template <class Table, bool Holds>
struct values_of_nothing {
    static_assert(Holds,
                  "orm: values({}) has no row. Name the columns: .values({.name = ...}), or say "
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

/// Rule: a statement runs on a database.
template <bool Holds>
struct query_without_database {
    static_assert(
        Holds,
        "orm: this query is not bound to a database. Start it with db.select(...), or run "
        "it with db.all(query), db.first(query), db.one(query), db.execute(query).");
    static constexpr bool holds = Holds;
};

/// Rule: a row struct has a field for each column of the select list.
template <class Struct, bool Holds>
struct row_struct_fits {
    static_assert(
        Holds,
        "orm: as<Struct>() fills the struct's fields in the order of the select list, and "
        "this struct cannot take them: another number of fields, or a field of another "
        "type. A column that can be NULL needs std::optional.");
    static constexpr bool holds = Holds;
};

}  // namespace orm::rule
