// SPDX-License-Identifier: MIT
// What a table says beyond its columns: keys, unique constraints, indexes, checks.
#pragma once

#include <cstddef>
#include <type_traits>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/order.hpp>
#include <orm/schema/foreign_key.hpp>
#include <orm/schema/schema_sql.hpp>
#include <orm/schema/table.hpp>
#include <orm/schema/table_index.hpp>

namespace orm {

/// `primary key ("a", "b")`.
template <std::size_t Count>
struct primary_key_constraint {
    column_names<Count> columns{};
    const char* name = nullptr;
    column_list included{};
    constraint_timing timing = constraint_timing::not_deferrable;

    constexpr primary_key_constraint named(identifier given) const {
        return {columns, given.c_str(), included, timing};
    }
    /// `include ("c")`: columns that the index carries besides its key.
    template <column_like... Included>
    constexpr primary_key_constraint include(const Included&... carried) const {
        return {columns, name, column_list::of(carried...), timing};
    }
    constexpr primary_key_constraint deferrable() const {
        return {columns, name, included, constraint_timing::initially_immediate};
    }
    constexpr primary_key_constraint initially_deferred() const {
        return {columns, name, included, constraint_timing::initially_deferred};
    }
};

template <column_like... Columns>
constexpr auto primary_key_of(const Columns&... columns) {
    return primary_key_constraint<sizeof...(Columns)>{{columns.column_name...}};
}

/// `unique ("a", "b")`.
template <std::size_t Count>
struct unique_constraint {
    column_names<Count> columns{};
    bool has_distinct_nulls = true;
    const char* name = nullptr;

    column_list included{};
    constraint_timing timing = constraint_timing::not_deferrable;

    /// Two NULLs are a conflict. PostgreSQL 15 and later.
    constexpr unique_constraint nulls_not_distinct() const {
        return {columns, false, name, included, timing};
    }
    constexpr unique_constraint named(identifier given) const {
        return {columns, has_distinct_nulls, given.c_str(), included, timing};
    }
    /// `include ("c")`: columns that the index carries besides its key.
    template <column_like... Included>
    constexpr unique_constraint include(const Included&... carried) const {
        return {columns, has_distinct_nulls, name, column_list::of(carried...), timing};
    }
    constexpr unique_constraint deferrable() const {
        return {columns, has_distinct_nulls, name, included,
                constraint_timing::initially_immediate};
    }
    constexpr unique_constraint initially_deferred() const {
        return {columns, has_distinct_nulls, name, included, constraint_timing::initially_deferred};
    }
};

template <column_like... Columns>
constexpr auto unique_of(const Columns&... columns) {
    return unique_constraint<sizeof...(Columns)>{{columns.column_name...}};
}

/// `check (length("title") > 0)`.
template <class Condition>
struct check_constraint {
    const char* name;
    Condition condition;
};

/// A named condition on each row: `orm::check("age_is_positive", t.age >= 0)`.
template <operand_like Condition>
constexpr auto check(identifier name, const Condition& condition) {
    auto expression = condition.as_expression();
    return check_constraint<decltype(expression)>{name.c_str(), ORM_PASS(expression)};
}

namespace detail {

template <class First, class Rest>
struct constraint_list {
    First first;
    [[no_unique_address]] Rest rest;

    static constexpr std::size_t size = 1 + Rest::size;

    /// Calls use(constraint) for each, in order.
    template <class Use>
    constexpr void for_each(Use&& use) const {
        use(first);
        rest.for_each(use);
    }
};

struct no_more_constraints {
    static constexpr std::size_t size = 0;
    template <class Use>
    constexpr void for_each(Use&&) const {}
};

}  // namespace detail

/// What the lambda of orm::table<...>() gives.
constexpr auto constraints() { return detail::no_more_constraints{}; }
template <class First, class... Rest>
constexpr auto constraints(const First& first, const Rest&... rest) {
    auto others = constraints(rest...);
    return detail::constraint_list<First, decltype(others)>{first, ORM_PASS(others)};
}

/// The constraints that a table's lambda declares. Asks it now, so all tables that it names are known.
template <table_like Table>
constexpr auto constraints_of(const Table& table) {
    const auto& declared = detail::table_access::constraints(table);
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(declared)>, no_constraints>)
        return constraints();
    else return declared(table);
}

}  // namespace orm
