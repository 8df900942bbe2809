// SPDX-License-Identifier: MIT
// The rules of statements inside of others, of raw SQL, and of what is given at run time.
#pragma once

namespace orm::rule {

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

/// Rule: a subquery that is a table gives the column that is asked for.
template <class Column, bool Holds>
struct column_not_in_subquery {
    static_assert(Holds,
                  "orm: this subquery does not give that column. column_not_in_subquery<...> names "
                  "it. Add it to the select list; an expression gets its name there: "
                  "orm::count().as<\"posts\">(), and is sub.column<\"posts\">().");
    static constexpr bool holds = Holds;
};

/// Rule: the columns of a declared table fit the statement that gives them.
template <class Table, bool Holds, class... Cells>
struct table_fits_query {
    static_assert(
        Holds,
        "orm: the columns that this table declares do not fit what the query gives: "
        "another number of columns, another type, or a column that can be NULL and is not "
        "declared orm::nullable. table_fits_query<...> lists what the query gives.");
    static constexpr bool holds = Holds;
};

/// Rule: both sides of a set operation give the same columns.
template <class Left, class Right, bool Holds>
struct set_operation_columns {
    static_assert(
        Holds,
        "orm: both sides of union, intersect or except need the same number of columns, of "
        "types that PostgreSQL brings together. set_operation_columns<...> lists what "
        "both give. Change the select lists, or convert a column with cast<...>().");
    static constexpr bool holds = Holds;
};

/// Rule: the rows of a set operation are sorted by its columns.
template <class Column, bool Holds>
struct set_operation_order {
    static_assert(Holds,
                  "orm: a set operation is sorted by columns of its first select list. "
                  "set_operation_order<...> names another one. Add it to the list, or give an "
                  "expression a name and sort by orm::output<\"name\">.");
    static constexpr bool holds = Holds;
};

/// Rule: only a materialized view keeps rows that can be out of date.
template <class View, bool Holds>
struct refresh_of_materialized_view {
    static_assert(
        Holds,
        "orm: refresh() works out the rows of a materialized view anew, and this is none. "
        "A plain view is always up to date; orm::materialized_view<...> declares the "
        "other kind.");
    static constexpr bool holds = Holds;
};

/// Rule: an argument of raw SQL has a type that the server can be told.
template <class Argument, bool Holds>
struct raw_argument {
    static_assert(Holds,
                  "orm: orm::sql() cannot tell the server the type of this argument. NULL is "
                  "std::optional<T>{}, a named parameter orm::typed_param<\"name\", T>.");
    static constexpr bool holds = Holds;
};

/// Rule: the text of raw SQL is a literal, so that no input can become SQL.
template <class Text, bool Holds>
struct raw_sql_is_a_literal {
    static_assert(Holds,
                  "orm: orm::sql() takes a string literal, for text made at run time could carry "
                  "somebody's SQL. Put the values in as arguments: orm::sql<bool>(\"{} = {}\", "
                  "column, value). If the text itself is yours: orm::unsafe_raw().");
    static constexpr bool holds = Holds;
};

/// Rule: a condition uses only the tables that its type names.
template <class Table, bool Holds>
struct condition_of_other_tables {
    static_assert(Holds,
                  "orm: this condition uses a table that its type does not name "
                  "(condition_of_other_tables<...> does). Write orm::condition<users, posts>.");
    static constexpr bool holds = Holds;
};

/// Rule: conditions of where() have no aggregates.
template <bool Holds>
struct condition_without_aggregate {
    static_assert(Holds,
                  "orm: orm::condition is for where(), which cannot use count(), sum(), ... Put "
                  "such a condition into having().");
    static constexpr bool holds = Holds;
};

/// Rule: keys are an enum's values or string literals.
template <class Key, bool Holds>
struct sort_key_type {
    static_assert(
        Holds,
        "orm: sort_by() chooses by an enum or by a name among at least one orm::sort_key(key, "
        "ordering), and all of them have a key of that type.");
    static constexpr bool holds = Holds;
};

/// Rule: a direction is said once.
template <bool Holds>
struct direction_said_twice {
    static_assert(Holds,
                  "orm: sort_by(key, direction, ...) gives every choice the direction, so a choice "
                  "cannot have asc() or desc() of its own.");
    static constexpr bool holds = Holds;
};

/// Rule: every named parameter gets one value of its type, and every value has a parameter.
template <class Parameters, bool Holds, class... Arguments>
struct arguments_match {
    static_assert(Holds,
                  "orm: the arguments do not fit the query's named parameters. Give each "
                  "orm::param<\"name\"> one orm::arg<\"name\">(value) of its column's type, and no "
                  "others.");
    static constexpr bool holds = Holds;
};

/// Rule: a statement defines the common table expressions that it reads.
template <class Name, bool Holds>
struct table_without_with {
    static_assert(Holds,
                  "orm: this statement reads a common table expression that it does not define; "
                  "table_without_with<...> names it. Begin with it: orm::with(table).select(...), "
                  "db.with(table).select(...).");
    static constexpr bool holds = Holds;
};

}  // namespace orm::rule
