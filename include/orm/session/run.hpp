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

#include <orm/render/shape.hpp>
#include <orm/render/text_writer.hpp>
#include <orm/session/check_columns.hpp>
#include <orm/session/decode.hpp>
#include <orm/session/parameter_list.hpp>
#include <orm/session/session.hpp>

namespace orm {

namespace detail {

/// Its address tells statements of different types apart, whatever a linker does with equal functions.
template <class Statement>
inline constexpr char statement_key = 0;

/// The statement's shape: a hash of its tokens, seeded with its type.
template <class Statement>
std::uint64_t shape_of(const Statement& statement) {
    shape_hash hash(reinterpret_cast<std::uintptr_t>(&statement_key<Statement>));
    statement.visit(hash);
    return hash.value();
}

/// Called when a connection sees a shape for the first time.
template <class Statement>
void render_statement(const void* statement, std::string& out) {
    text_writer writer;
    static_cast<const Statement*>(statement)->visit(writer);
    out += std::move(writer).take().view();
}

/// One execution of a statement, on a connection that is borrowed for its duration.
template <class Parameters = parameter_list>
class execution {
public:
    execution(const session& from, source_location where)
        : context_(from.context(where)), lease_(*from.source, context_) {}

    template <class Statement>
    driver::postgres::result send(const Statement& statement, Parameters& values) {
        static_cast<void>(Statement::check_complete());
        statement.visit(values);
        prepared_ = &lease_->prepare(
            {shape_of(statement), &statement, &render_statement<Statement>});
        return lease_->execute(*prepared_, values.finish(), context_);
    }

    /// Compares the columns with the row, once per prepared statement.
    template <class Shape>
    void check(const driver::postgres::result& rows) {
        if (prepared_->result_types_checked) [[likely]]
            return;
        column_check columns(rows, nullptr);
        check_shape(columns, std::type_identity<Shape>{});
        columns.require_fit(prepared_->sql(), context_.where);
        prepared_->result_types_checked = true;
    }

    const std::string& sql() const { return prepared_->sql(); }
    source_location where() const { return context_.where; }

private:
    driver::postgres::execution_context context_;
    driver::postgres::lease lease_;
    driver::postgres::prepared_statement* prepared_ = nullptr;
};

/// Shape, sources and row of a statement that gives rows.
template <class Statement>
struct rows_of {
    using sources = typename Statement::sources;
    using row = typename Statement::result::row;
    using shape = typename Statement::result::shape;
    using reader = row_reader<row, shape, sources>;
};

template <class Error>
ORM_COLD [[noreturn]] void throw_row_count(const char* message, const std::string& sql,
                                           source_location where) {
    error_details details;
    details.message = message;
    details.query = sql;
    details.where = where;
    throw Error(std::move(details));
}

/// Errors of decoding know neither the statement nor the caller; both are added on the way out.
template <class Error>
ORM_COLD [[noreturn]] void rethrow_with_place(const Error& thrown, const std::string& sql,
                                              source_location where) {
    error_details details = thrown.details();
    if (details.query.empty()) details.query = sql;
    details.where = where;
    throw Error(std::move(details));
}

template <class Read>
auto decoding(const std::string& sql, source_location where, Read read) {
    try {
        return read();
    } catch (const unexpected_null& thrown) {
        rethrow_with_place(thrown, sql, where);
    } catch (const invalid_value& thrown) {
        rethrow_with_place(thrown, sql, where);
    }
}

template <class Statement, class Parameters>
auto fetch_rows(const session& from, const Statement& statement, Parameters& values,
                source_location where) {
    using rows = rows_of<Statement>;
    execution<Parameters> running(from, where);
    const driver::postgres::result answer = running.send(statement, values);
    running.template check<typename rows::shape>(answer);
    return decoding(running.sql(), where, [&] {
        std::vector<typename rows::row> all;
        const std::size_t count = answer.row_count();
        all.reserve(count);
        for (std::size_t row = 0; row < count; ++row)
            all.emplace_back(
                row_in_place<typename rows::reader, typename rows::row>{answer, row});
        return all;
    });
}

/// The first row. With MustBeOnly, more or less than one row is an error.
template <bool MustBeOnly, class Statement, class Parameters>
auto fetch_row(const session& from, const Statement& statement, Parameters& values,
               source_location where) {
    using rows = rows_of<Statement>;
    execution<Parameters> running(from, where);
    const driver::postgres::result answer = running.send(statement, values);
    running.template check<typename rows::shape>(answer);
    const std::size_t count = answer.row_count();
    if constexpr (MustBeOnly) {
        if (count == 0) throw_row_count<no_rows>("one() found no row", running.sql(), where);
        if (count > 1)
            throw_row_count<too_many_rows>("one() found more than one row", running.sql(), where);
        return decoding(running.sql(), where, [&] { return rows::reader::read(answer, 0); });
    } else {
        return decoding(running.sql(), where, [&] {
            std::optional<typename rows::row> first;
            if (count != 0) first.emplace(rows::reader::read(answer, 0));
            return first;
        });
    }
}

}  // namespace detail

template <class Statement>
auto fetch_all(const session& from, const Statement& statement, source_location where) {
    parameter_list values;
    return detail::fetch_rows(from, statement, values, where);
}

template <class Statement>
auto fetch_first(const session& from, const Statement& statement, source_location where) {
    parameter_list values;
    return detail::fetch_row<false>(from, statement, values, where);
}

template <class Statement>
auto fetch_one(const session& from, const Statement& statement, source_location where) {
    parameter_list values;
    return detail::fetch_row<true>(from, statement, values, where);
}

template <class Statement>
std::uint64_t execute_statement(const session& from, const Statement& statement,
                                source_location where) {
    parameter_list values;
    detail::execution<> running(from, where);
    return running.send(statement, values).affected_rows();
}

}  // namespace orm
