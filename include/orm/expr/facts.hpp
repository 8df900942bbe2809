// SPDX-License-Identifier: MIT
// What the type of an expression says: SQL type, nullability, tables, grouping.
#pragma once

#include <cstdint>

#include <orm/core/fixed_string.hpp>
#include <orm/core/type_list.hpp>

namespace orm {

/// When an expression can be NULL.
enum class nulls : std::uint8_t {
    never,      ///< count(*), is_null(), constants
    as_tables,  ///< a NOT NULL column: only when its table is on the outer side of a join
    possible    ///< a nullable column, max() of no rows
};

/// Everything a rule asks of an expression. Tag types only, so that compiler messages stay short.
///
/// Tables:   the column models of all tables that the expression reads.
/// Loose:    columns used outside of aggregates: those that GROUP BY has to name.
/// Window:   whether it holds a window function, which only a select list and an ordering may.
template <class Sql, nulls Nulls, class Tables = type_list<>, class Loose = type_list<>,
          bool Aggregate = false, bool Window = false>
struct facts {
    using sql_type = Sql;
    using tables = Tables;
    using loose_columns = Loose;
    static constexpr nulls null = Nulls;
    static constexpr bool has_aggregate = Aggregate;
    static constexpr bool has_window = Window;
};

namespace rule {

/// Rule: a name has a length that PostgreSQL keeps.
template <class Name, bool Holds>
struct name_fits {
    static_assert(Holds,
                  "orm: this name is empty or longer than 63 bytes, which PostgreSQL would cut. "
                  "Choose another one.");
    static constexpr bool holds = Holds;
};

}  // namespace rule

namespace detail {

/// A name as a type, for compiler messages.
template <fixed_string Name>
struct name_type {};

/// Stands among the tables of an expression over a named window, for it needs that as it needs tables.
template <fixed_string Name>
struct window_name {};

template <fixed_string Name>
using name_rule = rule::name_fits<name_type<Name>, (Name.size() >= 1 && Name.size() <= 63)>;

}  // namespace detail

namespace detail {

/// Columns have no window, and do not say so.
template <class Facts> concept window_facts = requires { requires Facts::has_window; };
template <class Facts>
inline constexpr bool uses_window = window_facts<Facts>;

constexpr nulls either_null(nulls left, nulls right) { return left > right ? left : right; }

/// The facts of an operation over two operands that gives Sql and is NULL when one operand is.
template <class Sql, class Left, class Right>
using combined_facts =
    facts<Sql, either_null(Left::null, Right::null),
          union_of_lists<typename Left::tables, typename Right::tables>,
          union_of_lists<typename Left::loose_columns, typename Right::loose_columns>,
          Left::has_aggregate || Right::has_aggregate, uses_window<Left> || uses_window<Right>>;

/// The same tables and columns with another SQL type.
template <class Sql, class Facts>
using retyped_facts = facts<Sql, Facts::null, typename Facts::tables, typename Facts::loose_columns,
                            Facts::has_aggregate, uses_window<Facts>>;

/// The same, known to be never NULL.
template <class Sql, class Facts>
using never_null_facts =
    facts<Sql, nulls::never, typename Facts::tables, typename Facts::loose_columns,
          Facts::has_aggregate, uses_window<Facts>>;

/// Inside an aggregate no column is loose any more.
template <class Sql, nulls Nulls, class Facts>
using aggregate_facts = facts<Sql, Nulls, typename Facts::tables, type_list<>, true>;

/// The facts of an aggregate or a window function over a window: the columns of both are loose, for
/// windows are made after groups.
template <class Facts, class Inner, class Window>
using window_facts_of =
    facts<typename Facts::sql_type, Facts::null,
          union_of_lists<typename Inner::tables, typename Window::tables>,
          union_of_lists<typename Inner::loose_columns, typename Window::loose_columns>,
          Inner::has_aggregate || Window::has_aggregate, true>;

}  // namespace detail

}  // namespace orm
