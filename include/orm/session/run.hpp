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

/// All that depends on the row: how it is checked and read.
template <class Row, class Shape, class Sources>
struct rows_of {
    using reader = row_reader<Row, Shape, Sources>;
    using in_place = row_in_place<reader, Row>;

    static void check(column_check& columns) { check_shape(columns, std::type_identity<Shape>{}); }

    static std::vector<Row> read_all(const driver::postgres::result& answer) {
        using iterator = row_iterator<reader, Row>;
        return std::vector<Row>(iterator{&answer, 0}, iterator{&answer, answer.row_count()});
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

/// Runs a statement. Row is what its rows become, void when it gives none.
template <class Row, class Statement>
void send(execution& running, const Statement& statement, named_values named) {
    static_cast<void>(whole_rule<Statement>{});
    running.send({&statement, &walk<Statement>}, named, seed_for<Row>());
}

template <class Statement>
auto collect_all(const session& from, const Statement& statement, source_location where,
                 named_values named = {}) {
    using rows = rows_of_statement<Statement>;
    execution running(from, where);
    send<typename Statement::result::row>(running, statement, named);
    running.check(&rows::check);
    try {
        return rows::read_all(running.answer());
    } catch (...) {
        running.rethrow();
    }
}

template <class Statement>
auto collect_first(const session& from, const Statement& statement, source_location where,
                   named_values named = {}) {
    using rows = rows_of_statement<Statement>;
    std::optional<typename Statement::result::row> first;
    execution running(from, where);
    send<typename Statement::result::row>(running, statement, named);
    running.check(&rows::check);
    try {
        if (running.answer().row_count() != 0)
            first.emplace(typename rows::in_place{running.answer(), 0});
    } catch (...) {
        running.rethrow();
    }
    return first;
}

template <class Statement>
auto collect_one(const session& from, const Statement& statement, source_location where,
                 named_values named = {}) {
    using rows = rows_of_statement<Statement>;
    execution running(from, where);
    send<typename Statement::result::row>(running, statement, named);
    running.check(&rows::check);
    if (running.answer().row_count() != 1) running.functions().refuse_row_count(running);
    try {
        return rows::reader::read(running.answer(), 0);
    } catch (...) {
        running.rethrow();
    }
}

template <class Statement>
std::uint64_t execute_once(const session& from, const Statement& statement, source_location where) {
    execution running(from, where);
    send<void>(running, statement, {});
    return running.answer().affected_rows();
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
