// SPDX-License-Identifier: MIT
// Sends a statement and turns the answer into rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/render/text_writer.hpp>
#include <orm/session/check_columns.hpp>
#include <orm/session/decode.hpp>
#include <orm/session/session.hpp>
#include <orm/session/type_catalog.hpp>

namespace orm {

namespace detail {

/// Its address tells statements with rows of different types apart.
template <class Row>
inline constexpr char row_key = 0;

template <class Row>
std::uint64_t seed_for() {
    return reinterpret_cast<std::uintptr_t>(&row_key<Row>);
}

/// Called when a connection sees a shape for the first time.
inline void render_outline(const void* statement, std::string& out) {
    out += write_sql(*static_cast<const outline*>(statement)).view();
}

/// One execution on a connection that is borrowed for its duration. Nothing here depends on the
/// statement's type.
class execution {
public:
    execution(const session& from, source_location where)
        : context_(from.context(where)),
          lease_(*from.source, context_),
          types_(*lease_, context_),
          values_(&types_) {}

    /// Takes:    a statement whose values went into values().
    void send(const outline& statement, std::uint64_t seed) {
        const parameter_arrays& arrays = values_.finish();
        // The server reads values as the types that it prepared, so they are part of the identity.
        for (std::size_t i = 0; i < arrays.count; ++i) seed = mix(seed, arrays.types[i]);
        prepared_ = &lease_->prepare({shape_of(statement, seed), &statement, &render_outline});
        answer_ = lease_->execute(
            *prepared_, {arrays.count, arrays.types, arrays.values, arrays.lengths, nullptr},
            context_);
    }

    parameter_list& values() { return values_; }
    const driver::postgres::result& answer() const { return answer_; }

    /// Compares the columns with the row, once per prepared statement.
    void check(void (*visit_columns)(column_check&)) {
        if (prepared_->result_types_checked) [[likely]]
            return;
        column_check columns(answer_, &types_);
        visit_columns(columns);
        columns.require_fit(prepared_->sql(), context_.where);
        prepared_->result_types_checked = true;
    }

    const std::string& sql() const { return prepared_->sql(); }
    source_location where() const { return context_.where; }

private:
    driver::postgres::execution_context context_;
    driver::postgres::lease lease_;
    type_catalog types_;
    parameter_list values_;
    driver::postgres::prepared_statement* prepared_ = nullptr;
    driver::postgres::result answer_;
};

/// Errors of decoding know neither the statement nor the caller; both are added on the way out.
template <class Error>
ORM_COLD [[noreturn]] void rethrow_with_place(const Error& thrown, const execution& running) {
    error_details details = thrown.details();
    if (details.query.empty()) details.query = running.sql();
    details.where = running.where();
    throw Error(std::move(details));
}

/// A value that is refused before there is a text knows the caller only.
ORM_COLD [[noreturn]] inline void rethrow_at(const invalid_value& thrown, source_location where) {
    error_details details = thrown.details();
    details.where = where;
    throw invalid_value(std::move(details));
}

template <class Error>
ORM_COLD [[noreturn]] void throw_row_count(const char* message, const execution& running) {
    error_details details;
    details.message = message;
    details.query = running.sql();
    details.where = running.where();
    throw Error(std::move(details));
}

/// Calls read(target) and adds statement and caller to what it throws.
inline void decoding(const execution& running, void (*read)(const execution&, void*),
                     void* target) {
    try {
        read(running, target);
    } catch (const unexpected_null& thrown) {
        rethrow_with_place(thrown, running);
    } catch (const invalid_value& thrown) {
        rethrow_with_place(thrown, running);
    }
}

/// All that depends on the row: how it is checked and read.
template <class Row, class Shape, class Sources>
struct rows_of {
    using reader = row_reader<Row, Shape, Sources>;

    static void check(column_check& columns) { check_shape(columns, std::type_identity<Shape>{}); }

    static void read_all(const execution& running, void* target) {
        auto& rows = *static_cast<std::vector<Row>*>(target);
        const driver::postgres::result& answer = running.answer();
        const std::size_t count = answer.row_count();
        rows.reserve(count);
        for (std::size_t row = 0; row < count; ++row)
            rows.emplace_back(row_in_place<reader, Row>{answer, row});
    }

    static void read_first(const execution& running, void* target) {
        static_cast<std::optional<Row>*>(target)->emplace(
            row_in_place<reader, Row>{running.answer(), 0});
    }
};

template <class Statement>
using rows_of_statement = rows_of<typename Statement::result::row,
                                  typename Statement::result::shape, typename Statement::sources>;

/// Values for the named parameters of a statement; none for most.
struct named_values {
    const named_value* values = nullptr;
    std::size_t count = 0;
};

// The functions below have other names than those of orm that call them, for argument-dependent lookup
// finds both.

/// Runs a statement. Row is what its rows become, void when it gives none.
template <class Row, class Statement>
void send(execution& running, const Statement& statement, named_values named) {
    static_cast<void>(Statement::check_complete());
    running.values().name_values(named.values, named.count);
    outline walked(&running.values());
    try {
        statement.visit(walked);
    } catch (const invalid_value& refused) {
        rethrow_at(refused, running.where());
    }
    running.send(walked, seed_for<Row>());
}

template <class Statement>
auto collect_all(const session& from, const Statement& statement, source_location where,
                 named_values named = {}) {
    using row = typename Statement::result::row;
    using rows = rows_of_statement<Statement>;
    execution running(from, where);
    send<row>(running, statement, named);
    running.check(&rows::check);
    std::vector<row> all;
    decoding(running, &rows::read_all, &all);
    return all;
}

template <class Statement>
auto collect_first(const session& from, const Statement& statement, source_location where,
                   named_values named = {}) {
    using row = typename Statement::result::row;
    using rows = rows_of_statement<Statement>;
    execution running(from, where);
    send<row>(running, statement, named);
    running.check(&rows::check);
    std::optional<row> first;
    if (running.answer().row_count() != 0) decoding(running, &rows::read_first, &first);
    return first;
}

template <class Statement>
auto collect_one(const session& from, const Statement& statement, source_location where,
                 named_values named = {}) {
    using row = typename Statement::result::row;
    using rows = rows_of_statement<Statement>;
    execution running(from, where);
    send<row>(running, statement, named);
    running.check(&rows::check);
    const std::size_t count = running.answer().row_count();
    if (count == 0) throw_row_count<no_rows>("one() found no row", running);
    if (count > 1) throw_row_count<too_many_rows>("one() found more than one row", running);
    std::optional<row> only;
    decoding(running, &rows::read_first, &only);
    return *std::move(only);
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
