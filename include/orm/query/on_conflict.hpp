// SPDX-License-Identifier: MIT
// on_conflict(): do nothing, or update the row that is in the way.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/assignments.hpp>
#include <orm/query/change_rules.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/conditions.hpp>
#include <orm/query/select_list.hpp>
#include <orm/schema/constraints.hpp>

namespace orm {

/// Stands for the row that an insert wanted to write, in the tables of an expression.
template <class Model>
struct excluded_row {};

/// The value that the insert wanted to write, inside do_update(): `excluded."name"`.
///
/// Source:   PostgreSQL manual, INSERT, "ON CONFLICT Clause".
template <column_like Column>
constexpr auto excluded(const Column& column) {
    using facts_type =
        facts<typename Column::sql_type, Column::is_nullable ? nulls::possible : nulls::never,
              type_list<excluded_row<typename Column::model>>>;
    return detail::make_expression<facts_type>(
        detail::join_tokens("excluded.", detail::identifier_token(column.column_name)),
        no_values{});
}

/// A constraint by its name: `on_conflict(orm::constraint("users_email_key"))`.
struct constraint_name {
    const char* name;
};
constexpr constraint_name constraint(identifier name) { return {name.c_str()}; }

namespace detail {

/// What do_update() and its where() may use: the row in the way, and the one that was to be written.
template <class Model>
using conflict_sources = sources<source<Model, false>, source<excluded_row<Model>, false>>;

/// Looks for a key of exactly these columns among the constraints of a table.
struct key_search {
    const char* const* names;
    std::size_t count;
    bool is_partial;
    bool is_found = false;

    template <std::size_t Size>
    constexpr void operator()(const unique_constraint<Size>& key) {
        if (!is_partial) compare(key.columns.data(), Size);
    }
    template <std::size_t Size>
    constexpr void operator()(const primary_key_constraint<Size>& key) {
        if (!is_partial) compare(key.columns.data(), Size);
    }
    template <class Items, class Predicate>
    constexpr void operator()(const table_index<Items, Predicate>& index) {
        if (!index.is_unique || is_partial == std::is_same_v<Predicate, no_predicate>) return;
        const char* columns[16] = {};
        std::size_t size = 0;
        if (collect(index.items, columns, size)) compare(columns, size);
    }
    template <class Other>
    constexpr void operator()(const Other&) {}

private:
    static constexpr bool collect(const no_index_items&, const char**, std::size_t&) {
        return true;
    }
    template <class First, class Rest>
    static constexpr bool collect(const index_items<First, Rest>& items, const char** columns,
                                  std::size_t& size) {
        const token& first = *items.first.sql.begin();
        if (size == 16 || first.kind != token_kind::column) return false;
        columns[size++] = first.name;
        return collect(items.rest, columns, size);
    }

    constexpr void compare(const char* const* columns, std::size_t size) {
        if (size != count) return;
        for (std::size_t i = 0; i < size; ++i)
            if (!has(columns[i])) return;
        is_found = true;
    }

    constexpr bool has(const char* name) const {
        for (std::size_t i = 0; i < count; ++i)
            if (is_same_name(names[i], name)) return true;
        return false;
    }
};

template <class = void>
ORM_COLD [[noreturn]] void throw_no_such_key() {
    throw invalid_value(
        "on_conflict() names columns that no primary key, unique constraint or unique index of the "
        "table's declaration has together; a partial index needs on_conflict(...).where(...)");
}

/// True when the schema's own lambda can be asked: it captures nothing.
template <class Table>
inline constexpr bool can_ask_constraints =
    std::is_default_constructible_v<typename Table::constraints>;

template <class Table>
constexpr auto declared_constraints(const token& into) {
    return constraints_of(
        typename Table::object(into.schema, into.name, into.table, typename Table::constraints{}));
}

template <class Constraint, std::size_t Size>
inline constexpr bool is_key_of_size = false;
template <std::size_t Size>
inline constexpr bool is_key_of_size<unique_constraint<Size>, Size> = true;
template <std::size_t Size>
inline constexpr bool is_key_of_size<primary_key_constraint<Size>, Size> = true;
template <class Items, class Predicate, std::size_t Size>
inline constexpr bool is_key_of_size<table_index<Items, Predicate>, Size> = true;

template <class List, std::size_t Size>
inline constexpr bool has_key_of_size = false;
template <class First, class Rest, std::size_t Size>
inline constexpr bool has_key_of_size<constraint_list<First, Rest>, Size> =
    is_key_of_size<First, Size> || has_key_of_size<Rest, Size>;

/// What the types alone tell: a column that is unique by itself, or a constraint of as many columns.
template <class Table, class... Columns>
constexpr bool is_conflict_target() {
    if constexpr (sizeof...(Columns) == 0) return true;
    else if constexpr (sizeof...(Columns) == 1 &&
                       ((Columns::is_primary_key || Columns::is_unique) && ...))
        return true;
    else if constexpr (can_ask_constraints<Table>)
        return has_key_of_size<decltype(declared_constraints<Table>(token{})), sizeof...(Columns)>;
    else return true;
}

/// Whether exactly these columns are a key of the whole table, or of a part of it.
struct declared_keys {
    bool is_full = true;
    bool is_partial = true;
};

/// What the names tell beyond the types, which are equal for columns with equal declarations.
template <class Table, class... Columns>
constexpr declared_keys find_keys([[maybe_unused]] const token& into, const Columns&... columns) {
    if constexpr (sizeof...(Columns) == 0 || !can_ask_constraints<Table>) {
        return {};
    } else {
        const char* const names[] = {columns.column_name...};
        constexpr bool is_own_key =
            sizeof...(Columns) == 1 && ((Columns::is_primary_key || Columns::is_unique) && ...);
        key_search full{names, sizeof...(Columns), false, is_own_key};
        key_search partial{names, sizeof...(Columns), true};
        const auto constraints = declared_constraints<Table>(into);
        constraints.for_each(full);
        constraints.for_each(partial);
        return {full.is_found, partial.is_found};
    }
}

template <class... Columns>
constexpr auto target_tokens(const Columns&... columns) {
    if constexpr (sizeof...(Columns) == 0) return tokens<1>{{text_token(" on conflict")}};
    else
        return join_tokens(" on conflict (", plain_token(token_kind::bare_names),
                           list_tokens(columns...), plain_token(token_kind::restore_names), ")");
}

/// The row in the way is updated, and may be in where() beside excluded().
struct updates_on_conflict {};

/// `on conflict ("email") do update set ...`.
template <class Table, class Patch, std::size_t Count>
struct update_on_conflict {
    using info = updates_on_conflict;
    static constexpr detail::place place = detail::place::conflict;

    tokens<Count> target;
    Patch patch;

    void visit(outline& statement) const {
        statement.run(target);
        with_fields<client_on_update, Table>(patch, [&](const field_row& row) {
            visit_assignments(row, touched_columns<typename Table::columns>, statement);
        });
    }
};

}  // namespace detail

/// What on_conflict() waits for: do_nothing() or do_update(), and where() for a partial index.
template <class Statement, std::size_t Count, bool HasTarget>
class conflict_start {
    using table = typename Statement::table_type;
    using model = typename table::model;

public:
    /// What do_update() takes: as set() of an update, and excluded(...) besides.
    using patch_type = typename model::template with<
        update_model<typename detail::conflict_sources<model>::models>>;

    constexpr conflict_start(Statement statement, const tokens<Count>& target,
                             detail::declared_keys keys)
        : statement_(ORM_PASS(statement)), target_(target), keys_(keys) {}

    /// The condition of the partial unique index that is meant: `on conflict ("email") where
    /// "deleted_at" is null`.
    ///
    /// Rejects:  values, for the server compares the condition with the index before it has them.
    template <operand_like Condition>
    constexpr auto where(const Condition& condition) const& {
        return conflict_start(*this).where(condition);
    }
    template <operand_like Condition>
    constexpr auto where(const Condition& condition) && {
        using values =
            typename std::remove_cvref_t<decltype(condition.as_expression())>::values_type;
        constexpr bool has_no_values = std::is_same_v<values, no_values>;
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        static_cast<void>(rule::value_in_index_condition<has_no_values>{});
        auto run = detail::join_tokens(
            target_, " where ", detail::plain_token(token_kind::bare_names),
            condition.as_expression().sql, detail::plain_token(token_kind::restore_names));
        if (!keys_.is_full && !keys_.is_partial) detail::throw_no_such_key();
        return conflict_start<Statement, run.size(), HasTarget>(std::move(statement_), run,
                                                                {true, true});
    }

    /// Rows that meet a conflict are left out.
    constexpr auto do_nothing() const& { return conflict_start(*this).do_nothing(); }
    constexpr auto do_nothing() && {
        require_key();
        auto run = detail::join_tokens(target_, " do nothing");
        return std::move(statement_)
            .appended(detail::make_clause<detail::place::conflict, void>(run, no_values{}));
    }

    /// The row that is in the way is updated: `do_update({.name = orm::excluded(users.name)})`.
    template <class Patch = patch_type>
    constexpr auto do_update(Patch&& patch) const& {
        return conflict_start(*this).do_update(ORM_PASS(patch));
    }
    template <class Patch = patch_type>
    constexpr auto do_update(Patch&& patch) && {
        using plain = std::remove_cvref_t<Patch>;
        constexpr bool holds =
            std::is_same_v<plain, patch_type> || std::is_same_v<plain, typename table::update>;
        static_cast<void>(rule::patch_of_the_table<patch_type, plain, holds>{});
        static_cast<void>(rule::update_without_target<HasTarget>{});
        if constexpr (holds) {
            require_key();
            auto target = detail::join_tokens(target_, " do update set ");
            using clause = detail::update_on_conflict<table, plain, target.size()>;
            return std::move(statement_).appended(clause{target, ORM_PASS(patch)});
        } else {
            return std::move(*this).do_nothing();
        }
    }

private:
    constexpr void require_key() const {
        if (!keys_.is_full) detail::throw_no_such_key();
    }

    Statement statement_;
    tokens<Count> target_;
    detail::declared_keys keys_;
};

}  // namespace orm
