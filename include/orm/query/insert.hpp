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

/// `("id", "name") values (`: the columns that at least one row gives.
inline void visit_columns(const field_row& any_row, const std::uint64_t* written,
                          outline& statement) {
    statement.run(" (");
    statement.run(mask_token(token_kind::column_list, any_row, written));
    statement.run(") values (");
}

/// `$1, default, now()`: one row.
inline void visit_row(const field_row& row, const std::uint64_t* written, outline& statement) {
    std::uint64_t* const given = statement.make_mask(row.width);
    if (!mark_written(row, given)) {
        statement.run(mask_token(token_kind::value_list, row, written, given));
        return bind_fields(row, given, statement);
    }
    bool is_first = true;
    for (std::size_t i = 0; i < row.width; ++i) {
        if (!has_bit(written, i)) continue;
        if (!is_first) statement.run(", ");
        is_first = false;
        if (has_bit(given, i)) visit_field_value(row, i, statement);
        else statement.run("default");
    }
}

ORM_COLD [[noreturn]] inline void throw_no_rows_given() {
    throw invalid_value("values() was given no rows; insert at least one");
}

/// Throws:   invalid_value when there are no rows.
template <class Table, class Rows>
void visit_rows(const Rows& rows, outline& statement) {
    constexpr std::size_t width = Table::width;
    if (rows.count() == 0) throw_no_rows_given();
    std::uint64_t* const written = statement.make_mask(width);
    for (std::size_t i = 0; i < rows.count(); ++i)
        with_fields<client_default, Table>(
            rows[i], [&](const field_row& row) { mark_written(row, written); });
    bool is_empty = true;
    for (std::size_t i = 0; i < (width + 63) / 64; ++i) is_empty = is_empty && written[i] == 0;
    if (is_empty && rows.count() == 1) return statement.run(" default values");
    // SQL has no other way to say several rows of defaults.
    if (is_empty) set_bit(written, 0);
    for (std::size_t i = 0; i < rows.count(); ++i)
        with_fields<client_default, Table>(rows[i], [&](const field_row& row) {
            if (i == 0) visit_columns(row, written, statement);
            else statement.run("), (");
            visit_row(row, written, statement);
        });
    statement.run(")");
}

}  // namespace detail

template <class Session, class Table, class Rows, class Clauses>
class insert_statement;

/// What on_conflict() waits for: do_nothing() or do_update().
template <class Statement, std::size_t Count, bool HasTarget>
class conflict_start {
public:
    constexpr conflict_start(Statement statement, const tokens<Count>& target)
        : statement_(std::move(statement)), target_(target) {}

    /// Rows that meet a conflict are left out.
    constexpr auto do_nothing() const {
        auto run = detail::join_tokens(target_, " do nothing");
        return statement_.appended(
            detail::make_clause<detail::place::conflict, void>(run, no_values{}));
    }

    /// The row that is in the way is updated: `do_update({.name = orm::excluded(users.name)})`.
    constexpr auto do_update(typename Statement::table_type::update patch) const {
        static_cast<void>(rule::update_without_target<HasTarget>{});
        auto target = detail::join_tokens(target_, " do update set ");
        using clause = detail::update_on_conflict<typename Statement::table_type, target.size()>;
        return statement_.appended(clause{target, std::move(patch)});
    }

private:
    Statement statement_;
    tokens<Count> target_;
};

/// An insert. Columns that no row gives are left to their defaults.
///
/// Owns:     its rows, unless they were given as a span.
template <class Session, class Table, class Rows, class Clauses>
class insert_statement
    : public std::conditional_t<Clauses::template has<detail::place::returning>,
                                runnable_rows<insert_statement<Session, Table, Rows, Clauses>>,
                                runnable_count<insert_statement<Session, Table, Rows, Clauses>>> {
public:
    using session_type = detail::session_of<Session>;
    using table_type = Table;
    using insert_row = typename Table::insert;
    using sources = orm::sources<source<typename Table::model, false>>;

    /// The C++ row of returning(), and the shape that it is read from.
    struct result {
        using returned =
            detail::returned_row<typename Clauses::template info<detail::place::returning, void>,
                                 sources>;
        using row = typename returned::type;
        using shape = typename returned::shape;
    };

    constexpr insert_statement(Session session, const token& into, const token& columns, Rows rows,
                               Clauses clauses)
        : session_(session),
          into_(into),
          columns_(columns),
          rows_(std::move(rows)),
          clauses_(std::move(clauses)) {}

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
        using missing = detail::missing_table<
            sources,
            typename detail::joined_columns<typename detail::facts_of<Columns>::tables...>::type>;
        static_cast<void>(rule::column_not_in_from<missing, std::is_void_v<missing>>{});
        static_cast<void>(
            rule::conflict_target_is_unique<type_list<Columns...>,
                                            detail::is_conflict_target<Columns...>()>{});
        auto target = detail::target_tokens(columns...);
        return conflict_start < insert_statement, target.size(),
               sizeof...(Columns) != 0 > (*this, target);
    }

    /// Rows of what was inserted; without items, whole rows of the table.
    template <detail::selectable... Items>
    constexpr auto returning(const Items&... items) const {
        using missing =
            detail::missing_table<sources, typename detail::list_grouping<detail::shape<
                                               decltype(detail::item_of<Items>())...>>::tables>;
        static_cast<void>(rule::column_not_in_from<missing, std::is_void_v<missing>>{});
        return appended(detail::returning_clause<Table>(columns_, items...));
    }

    constexpr const session_type& session() const { return session_; }

    static constexpr auto check_complete() {
        static_cast<void>(rule::insert_without_values<!Rows::is_empty>{});
        return 0;
    }

    void visit(outline& statement) const {
        detail::visit_before(session_, statement);
        statement.run("insert into ");
        statement.run(&into_, &into_ + 1);
        detail::visit_rows<Table>(rows_, statement);
        detail::visit_clauses(clauses_, statement);
    }

    template <class Clause>
    constexpr auto appended(Clause added) const {
        return insert_statement<Session, Table, Rows, detail::chain<Clauses, Clause>>(
            session_, into_, columns_, rows_, {clauses_, std::move(added)});
    }

private:
    friend struct detail::select_access;

    template <class Given>
    constexpr auto with_rows(Given rows) const {
        static_cast<void>(rule::clause_twice<Given, Rows::is_empty>{});
        return insert_statement<Session, Table, Given, Clauses>(session_, into_, columns_,
                                                                std::move(rows), clauses_);
    }

    Session session_;
    token into_;
    token columns_;
    Rows rows_;
    [[no_unique_address]] Clauses clauses_;
};

namespace detail {

template <class Session, class Table>
constexpr auto start_insert(Session session, const Table& table) {
    using model = typename traits_of<Table>::model;
    static_cast<void>(rule::read_only_table<model, !is_read_only<Table>>{});
    static_cast<void>(rule::insert_into_alias < model,
                      !is_alias_model<model> || is_read_only < Table >> {});
    return insert_statement<Session, traits_of<Table>, no_rows_given, no_clauses>(
        session, table_token(table), columns_token(table), {}, {});
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
