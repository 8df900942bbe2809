// SPDX-License-Identifier: MIT
// The rules of relations. Each is a class that does not compile when its rule is broken.
#pragma once

#include <cstddef>

namespace orm::rule {

/// Rule: both ends of a relation have SQL types that PostgreSQL compares.
template <class Column, class Other, bool Holds>
struct relation_types_meet {
    static_assert(
        Holds,
        "orm: this relation joins two columns whose SQL types PostgreSQL does not compare. "
        "relation_types_meet<...> names them. Give both columns one type.");
    static constexpr bool holds = Holds;
};

/// Rule: a key names as many columns as the key that it is compared with.
template <std::size_t Count, std::size_t OtherCount, bool Holds>
struct relation_keys_have_one_size {
    static_assert(
        Holds,
        "orm: the two keys of this relation have different numbers of columns. Name them in "
        "pairs: orm::many(orm::key_of(a.x, a.y), orm::key_of(b.x, b.y)).");
    static constexpr bool holds = Holds;
};

/// Rule: the columns of a key are of one table.
template <bool Holds>
struct key_of_one_table {
    static_assert(Holds, "orm: the columns of one orm::key_of(...) must be of one table.");
    static constexpr bool holds = Holds;
};

/// Rule: a relation of a table to itself needs an alias for the related rows.
template <class Table, bool Holds>
struct self_relation_has_alias {
    static_assert(
        Holds,
        "orm: both columns of this relation are of the same table. Give the related rows a "
        "name: constexpr auto child = orm::alias<\"child\">(table); orm::many(table.id, "
        "child.parentId).");
    static constexpr bool holds = Holds;
};

/// Rule: the two columns in the middle of many_through() are of one table.
template <class Near, class Far, bool Holds>
struct through_one_table {
    static_assert(
        Holds,
        "orm: the second and third column of many_through() must be of one table, the one "
        "between: orm::many_through(users.id, memberships.userId, memberships.groupId, "
        "groups.id).");
    static constexpr bool holds = Holds;
};

/// Rule: a relation hangs on the table that it starts at.
template <class Start, class Table, bool Holds>
struct relation_starts_here {
    static_assert(Holds,
                  "orm: with() was given a relation that starts at another table: "
                  "relation_starts_here<table of the relation, table of this query>. Its first "
                  "column must be of the table that is loaded here.");
    static constexpr bool holds = Holds;
};

/// Rule: limit() and offset() count rows of one parent; a one() has at most one.
template <bool Holds>
struct one_has_no_limit {
    static_assert(Holds,
                  "orm: one() gives at most one row for each parent, so it takes no limit() and no "
                  "offset(). With order_by() it gives the first.");
    static constexpr bool holds = Holds;
};

/// Rule: columns() and extra() choose cells; a struct of as<>() chooses columns by its members.
template <bool Holds>
struct struct_chooses_columns {
    static_assert(
        Holds,
        "orm: as<Struct>() reads the columns that the struct's members are named after, so "
        "columns() beside it has no meaning. Leave columns() out.");
    static constexpr bool holds = Holds;
};

/// Rule: every member of the struct is named after a column, an extra() or a relation.
template <class Struct, auto Member, bool Holds>
struct member_has_a_source {
    static_assert(
        Holds,
        "orm: as<Struct>() finds nothing for a member: member_has_a_source<Struct, member>. "
        "Name it after a column of the table, after an extra(expression.as<\"name\">()), or "
        "load a relation for it: with(relation).");
    static constexpr bool holds = Holds;
};

/// Rule: a struct that holds itself needs a relation at every depth, and with() ends somewhere.
template <class Struct, auto Member, bool Holds>
struct struct_does_not_hold_itself {
    static_assert(
        Holds,
        "orm: this struct holds itself, but with() ends here, so nothing fills the member: "
        "struct_does_not_hold_itself<Struct, member>. Use a struct without that member for "
        "the innermost rows.");
    static constexpr bool holds = Holds;
};

/// Rule: a member can hold what it is named after.
template <class Struct, auto Member, bool Holds>
struct member_takes_the_value {
    static_assert(
        Holds,
        "orm: a member of the struct of as<>() cannot hold the column or relation that it is "
        "named after: member_takes_the_value<Struct, member>. A column that can be NULL needs "
        "std::optional, a many() std::vector, a one() that may be missing std::optional.");
    static constexpr bool holds = Holds;
};

/// Rule: every relation of with() has a member in the struct.
template <class Struct, class Table, bool Holds>
struct relation_has_a_member {
    static_assert(
        Holds,
        "orm: with() loads a relation for which the struct of as<>() has no member: "
        "relation_has_a_member<Struct, related table>. Add a "
        "std::vector (many) or std::optional (one), named like the relation's as<\"name\">().");
    static constexpr bool holds = Holds;
};

/// Rule: two tables are joined by exactly one foreign key.
template <std::size_t Count>
struct one_foreign_key_between {
    static_assert(
        Count != 0,
        "orm: relation_of<from, to> finds no foreign key between these tables. Declare it in "
        "orm::constraints(t.column.references(...)), or name the columns: orm::one(a, b).");
    static_assert(
        Count < 2,
        "orm: relation_of<from, to> finds several foreign keys between these tables. Name the "
        "columns of the one that is meant: orm::one(a, b) or orm::many(a, b).");
    static constexpr bool holds = Count == 1;
};

}  // namespace orm::rule
