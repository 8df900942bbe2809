// SPDX-License-Identifier: MIT
// Sends a statement and turns the answer into rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/session/decode.hpp>
#include <orm/session/execution.hpp>

namespace orm {

namespace detail {

template <class Row>
std::vector<Row> read_rows(const driver::postgres::result& answer, read_row<Row>* read) {
    using iterator = row_iterator<Row>;
    return std::vector<Row>(iterator{read, &answer, 0},
                            iterator{read, &answer, answer.row_count()});
}

/// All that depends on the row: how it is checked and read.
template <class Row, class Shape, class Sources>
struct rows_of {
    using reader = row_reader<Row, Shape, Sources>;

    static void check(column_check& columns) { check_shape(columns, std::type_identity<Shape>{}); }

    static row_in_place<Row> in_place(const driver::postgres::result& answer, std::size_t row) {
        return {&reader::read, answer, row};
    }
    static std::vector<Row> read_all(const driver::postgres::result& answer) {
        return read_rows<Row>(answer, &reader::read);
    }
};

template <class Statement>
using rows_of_statement = rows_of<typename Statement::result::row,
                                  typename Statement::result::shape, typename Statement::sources>;

// The functions below have other names than those of orm that call them, for argument-dependent lookup
// finds both.

/// Walks a statement, so that its values are in running.values().
template <class Statement>
void collect(execution& running, const Statement& statement, named_values named, outline& walked) {
    static_cast<void>(whole_rule<Statement>{});
    running.values().name_values(named.values, named.count);
    walked.keep_shape_in(named.shape);
    try {
        statement.visit(walked);
    } catch (const invalid_value& refused) {
        running.functions().refuse_value(refused, walked, 0, running.where());
    }
}

/// The statement behind a walkable.
template <class Statement>
void walk(const void* statement, outline& walked) {
    static_cast<const Statement*>(statement)->visit(walked);
}

/// A statement without its type: all with rows of one type share the functions that run it.
template <class Row>
struct row_query {
    walkable statement;
    void (*check)(column_check&);
    read_row<Row>* read;
    named_values named;

    /// Sends it and compares the answer's columns with the row.
    void send(execution& running) const {
        running.send(statement, named, seed_for<Row>());
        running.check(check);
    }
};

template <class Statement>
auto row_query_of(const Statement& statement, named_values named) {
    using rows = rows_of_statement<Statement>;
    static_cast<void>(whole_rule<Statement>{});
    return row_query<typename Statement::result::row>{
        {&statement, &walk<Statement>}, &rows::check, &rows::reader::read, named};
}

template <class Row>
std::vector<Row> run_all(const session& from, const row_query<Row>& query, source_location where) {
    execution running(from, where);
    query.send(running);
    try {
        return read_rows<Row>(running.answer(), query.read);
    } catch (...) {
        running.rethrow();
    }
}

template <class Row>
std::optional<Row> run_first(const session& from, const row_query<Row>& query,
                             source_location where) {
    std::optional<Row> first;
    execution running(from, where);
    query.send(running);
    try {
        if (running.answer().row_count() != 0)
            first.emplace(row_in_place<Row>{query.read, running.answer(), 0});
    } catch (...) {
        running.rethrow();
    }
    return first;
}

template <class Row>
Row run_one(const session& from, const row_query<Row>& query, source_location where) {
    execution running(from, where);
    query.send(running);
    if (running.answer().row_count() != 1) running.functions().refuse_row_count(running);
    try {
        return query.read(running.answer(), 0);
    } catch (...) {
        running.rethrow();
    }
}

template <class = void>
std::uint64_t run_count(const session& from, const walkable& statement, source_location where,
                        named_values named) {
    execution running(from, where);
    running.send(statement, named, seed_for<void>());
    return running.answer().affected_rows();
}

template <class Statement>
auto collect_all(const session& from, const Statement& statement, source_location where,
                 named_values named = {}) {
    return run_all(from, row_query_of(statement, named), where);
}

template <class Statement>
auto collect_first(const session& from, const Statement& statement, source_location where,
                   named_values named = {}) {
    return run_first(from, row_query_of(statement, named), where);
}

template <class Statement>
auto collect_one(const session& from, const Statement& statement, source_location where,
                 named_values named = {}) {
    return run_one(from, row_query_of(statement, named), where);
}

template <class Statement>
std::uint64_t execute_once(const session& from, const Statement& statement, source_location where,
                           named_values named = {}) {
    static_cast<void>(whole_rule<Statement>{});
    return run_count(from, {&statement, &walk<Statement>}, where, named);
}

}  // namespace detail

template <class Statement>
auto fetch_all(const session& from, const Statement& statement, source_location where) {
    return detail::collect_all(from, statement, where);
}

template <class Statement>
auto fetch_first(const session& from, const Statement& statement, source_location where) {
    return detail::collect_first(from, statement, where);
}

template <class Statement>
auto fetch_one(const session& from, const Statement& statement, source_location where) {
    return detail::collect_one(from, statement, where);
}

template <class Statement>
std::uint64_t execute_statement(const session& from, const Statement& statement,
                                source_location where) {
    return detail::execute_once(from, statement, where);
}

}  // namespace orm
