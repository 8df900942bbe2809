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

/// Rule: the condition of a value that may be missing is made of it, when it is there.
template <class Value, class Make, bool Holds>
struct condition_is_made_of_the_value {
    static_assert(Holds,
                  "orm: where_if() of a std::optional takes a function that makes the condition of "
                  "its value: .where_if(age, [](int least) { return users.age >= least; }).");
    static constexpr bool holds = Holds;
};

/// Rule: limit() and offset() count rows.
template <class Count, bool Holds>
struct count_of_rows {
    static_assert(Holds,
                  "orm: limit() and offset() take a number of rows: an integer, or a parameter "
                  "such as orm::param<\"count\">.");
    static constexpr bool holds = Holds;
};

/// Rule: a named window is defined by the statement that uses it.
template <fixed_string Name>
struct column_not_in_from<detail::window_name<Name>, false> {
    static_assert(Name.size() == 0,
                  "orm: .over(...) uses a named window that the statement does not define; "
                  "window_name<...> names it. Say .window(...) behind from() and the joins.");
    static constexpr bool holds = false;
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
    static_assert(
        Holds,
        "orm: this table is already in from() or a join(). Give the second one a name: "
        "constexpr auto other = orm::alias<\"other\">(table). For two tables of one struct "
        "declare each: orm::distinct_table<columns, \"name\">().");
    static constexpr bool holds = Holds;
};

/// Rule: two tables of a statement have different names.
template <class Table, bool Holds>
struct name_twice {
    static_assert(Holds,
                  "orm: a table of this statement already has this name. name_twice<...> shows it. "
                  "Give the alias, the subquery or the common table expression another one.");
    static constexpr bool holds = Holds;
};

/// Rule: a query needs a table.
template <bool Holds>
struct select_without_from {
    static_assert(Holds, "orm: this select names no table. Add .from(table).");
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

/// Kept by a statement that says all it needs.
struct statement_is_complete {
    static constexpr bool holds = true;
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
