// SPDX-License-Identifier: MIT
// insert: rows, on_conflict, returning.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/query/on_conflict.hpp>
#include <orm/query/returning.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/sources.hpp>

namespace orm {

namespace detail {

/// No values() yet.
struct no_rows_given {
    static constexpr bool is_empty = true;
};

/// One row, owned.
template <class Row>
struct one_row {
    static constexpr bool is_empty = false;
    Row row;

    constexpr std::size_t count() const { return 1; }
    constexpr const Row& operator[](std::size_t) const { return row; }
};

/// Rows of an initialiser list, owned.
template <class Row>
struct owned_rows {
    static constexpr bool is_empty = false;
    std::vector<Row> rows;

    std::size_t count() const { return rows.size(); }
    const Row& operator[](std::size_t position) const { return rows[position]; }
};

/// Rows of the caller, who keeps them until the statement has run.
template <class Row>
struct viewed_rows {
    static constexpr bool is_empty = false;
    std::span<const Row> rows;

    std::size_t count() const { return rows.size(); }
    const Row& operator[](std::size_t position) const { return rows[position]; }
};

/// Columns that at least one row gives.
template <class Columns, class Rows>
constexpr auto columns_of_rows(const Rows& rows) {
    column_mask<Columns::size> mask;
    for (std::size_t i = 0; i < rows.count(); ++i)
        mask.add(written_columns<client_default, Columns>(rows[i]));
    return mask;
}

template <class Table, class Mask, class Visitor>
constexpr void visit_column_names(const Mask& mask, Visitor& visitor) {
    const char* separator = " (";
    for (std::size_t i = 0; i < Table::width; ++i) {
        if (!mask.has(i)) continue;
        visitor.run(separator);
        visitor.run(identifier_token(Table::described::names[i]));
        separator = ", ";
    }
    visitor.run(") values ");
}

template <class Table, class Mask, class Row, class Visitor>
constexpr void visit_row(const Mask& mask, const Row& row, Visitor& visitor) {
    const char* separator = "(";
    for_each_field(typename Table::columns{}, row,
                   [&]<class Column>(std::size_t position, const auto& field,
                                     std::type_identity<Column>*) {
                       if (!mask.has(position)) return;
                       visitor.run(separator);
                       visit_value<Column, client_default>(field, visitor);
                       separator = ", ";
                   });
    visitor.run(")");
}

/// The rows' part of the statement's shape: how many, which columns each gives, which expressions.
template <class Columns, class Rows, class Visitor>
constexpr void visit_rows_shape(const Rows& rows, Visitor& visitor) {
    visitor.mix(rows.count());
    for (std::size_t i = 0; i < rows.count(); ++i) {
        for (const std::uint64_t word : written_columns<client_default, Columns>(rows[i]).words)
            visitor.mix(word);
        for_each_field(Columns{}, rows[i], [&](std::size_t, const auto& field, auto*) {
            visit_shape(field, visitor);
        });
    }
}

template <class Table, class Rows, class Visitor>
constexpr void visit_rows(const Rows& rows, Visitor& visitor) {
    const auto mask = columns_of_rows<typename Table::columns>(rows);
    if (mask.is_empty() && rows.count() == 1) return visitor.run(" default values");
    visit_column_names<Table>(mask, visitor);
    for (std::size_t i = 0; i < rows.count(); ++i) {
        if (i != 0) visitor.run(", ");
        visit_row<Table>(mask, rows[i], visitor);
    }
}

}  // namespace detail

template <class Session, class Table, class Rows, class... Clauses>
class insert_statement;

/// What on_conflict() waits for: do_nothing() or do_update().
template <class Statement, std::size_t Count>
class conflict_start {
public:
    constexpr conflict_start(Statement statement, const tokens<Count>& target)
        : statement_(std::move(statement)), target_(target) {}

    /// Rows that meet a conflict are left out.
    constexpr auto do_nothing() const {
        auto run = detail::join_tokens(target_, " do nothing");
        return statement_.appended(
            detail::make_clause<detail::conflict_tag, void>(run, no_values{}));
    }

    /// The row that is in the way is updated: `do_update({.name = orm::excluded(users.name)})`.
    constexpr auto do_update(typename Statement::table_type::update patch) const {
        using clause = detail::update_on_conflict<typename Statement::table_type,
                                                  typename Statement::table_type::update, Count,
                                                  detail::no_condition>;
        return statement_.appended(clause{target_, std::move(patch), {}});
    }

private:
    Statement statement_;
    tokens<Count> target_;
};

/// An insert. Columns that no row gives are left to their defaults.
///
/// Owns:     its rows, unless they were given as a span.
template <class Session, class Table, class Rows, class... Clauses>
class insert_statement
    : public detail::clause_set<Clauses...>,
      public std::conditional_t<
          detail::clause_set<Clauses...>::template has<detail::returning_tag>,
          runnable_rows<insert_statement<Session, Table, Rows, Clauses...>>,
          runnable_count<insert_statement<Session, Table, Rows, Clauses...>>> {
    using base = detail::clause_set<Clauses...>;

public:
    using session_type = Session;
    using table_type = Table;
    using insert_row = typename Table::insert;
    using sources = orm::sources<source<typename Table::model, false>>;
    /// The C++ row of returning(), and the shape that it is read from.
    struct result {
        using returned =
            detail::returned_row<typename base::template info<detail::returning_tag>, sources>;
        using row = typename returned::type;
        using shape = typename returned::shape;
    };

    constexpr insert_statement(Session session, const token& into, const token& columns, Rows rows,
                               Clauses... clauses)
        : base(std::move(clauses)...),
          session_(session),
          into_(into),
          columns_(columns),
          rows_(std::move(rows)) {}

    /// One row: `.values({.id = "u1", .name = "Ann"})`. A required column that is left out does not
    /// compile.
    constexpr auto values(insert_row row) const {
        return with_rows(detail::one_row<insert_row>{std::move(row)});
    }

    /// Several rows: `.values({{.id = "u1"}, {.id = "u2"}})`.
    auto values(std::initializer_list<insert_row> rows) const {
        return with_rows(detail::owned_rows<insert_row>{std::vector<insert_row>(rows)});
    }

    /// Rows of the caller, who keeps them until the statement has run.
    auto values(std::span<const insert_row> rows) const {
        return with_rows(detail::viewed_rows<insert_row>{rows});
    }
    /// A template, for g++ 12 would take two designated initialisers for a vector's iterators.
    template <std::same_as<insert_row> Row>
    auto values(const std::vector<Row>& rows) const {
        return with_rows(detail::viewed_rows<insert_row>{rows});
    }

    /// What to do when a row with the same key is there. Without columns any conflict counts.
    ///
    /// Rejects:  a single column that is neither a primary key nor unique.
    template <column_like... Columns>
    constexpr auto on_conflict(const Columns&... columns) const {
        static_cast<void>(rule::conflict_target_is_unique<
                          type_list<Columns...>, detail::is_conflict_target<Columns...>()>{});
        auto target = detail::target_tokens(columns...);
        return conflict_start<insert_statement, target.size()>(*this, target);
    }

    /// Rows of what was inserted; without items, whole rows of the table.
    template <detail::selectable... Items>
    constexpr auto returning(const Items&... items) const {
        return appended(detail::returning_clause<Table>(columns_, items...));
    }

    constexpr const Session& session() const { return session_; }

    static constexpr auto check_complete() {
        static_cast<void>(rule::insert_without_values<!Rows::is_empty>{});
        return 0;
    }

    template <class Visitor>
    constexpr void visit(Visitor& visitor) const {
        visitor.run("insert into ");
        visitor.run(into_);
        if constexpr (Visitor::is_shape)
            detail::visit_rows_shape<typename Table::columns>(rows_, visitor);
        else
            detail::visit_rows<Table>(rows_, visitor);
        base::template visit<detail::conflict_tag>(visitor);
        base::template visit<detail::returning_tag>(visitor);
    }

    template <class Clause>
    constexpr auto appended(Clause added) const {
        return base::rebuilt([&](const auto&... given) {
            return insert_statement<Session, Table, Rows, Clauses..., Clause>(
                session_, into_, columns_, rows_, given..., std::move(added));
        });
    }

private:
    template <class Given>
    constexpr auto with_rows(Given rows) const {
        static_cast<void>(rule::clause_twice<Given, Rows::is_empty>{});
        return insert_statement<Session, Table, Given>(session_, into_, columns_, std::move(rows));
    }

    Session session_;
    token into_;
    token columns_;
    Rows rows_;
};

namespace detail {

template <class Session, class Table>
constexpr auto start_insert(Session session, const Table& table) {
    return insert_statement<Session, traits_of<Table>, no_rows_given>(
        session, table_token(table), columns_token(table), {});
}

}  // namespace detail

/// Starts an insert that is not bound to a database.
///
///     orm::insert(users).values({.id = "u1", .name = "Ann", .email = "a@b.c"})
///     // insert into "user" ("id", "name", "email") values ($1, $2, $3)
///
/// Source:   PostgreSQL manual, INSERT.
template <table_like Table>
constexpr auto insert(const Table& table) {
    return detail::start_insert(no_session{}, table);
}

}  // namespace orm
