// SPDX-License-Identifier: MIT
// Many rows that cannot travel as arrays: several statements in one transaction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <orm/session/run.hpp>
#include <orm/session/transaction.hpp>

namespace orm {

namespace detail {

template <class Session, class Table, class Row, class Clauses>
using viewed_insert = insert_statement<Session, Table, viewed_rows<Row>, Clauses>;

/// How many rows of an insert go into one statement: all, unless their values are too many for one.
template <class Table, class Row>
std::size_t rows_per_statement(const viewed_rows<Row>& rows) {
    constexpr std::size_t most_rows = most_parameters / Table::width;
    if (rows.count() <= most_rows) return rows.count();
    std::uint64_t written[(Table::width + 63) / 64] = {};
    bool is_one_statement = false;
    with_block<Table>(rows, [&](const row_block& block) {
        is_one_statement =
            mark_block(block, written) &&
            can_unnest(table_arrays<typename Table::columns>::operations, written, Table::width);
    });
    return is_one_statement ? rows.count() : most_rows;
}

/// True inside db.transaction(): the caller's transaction is the one that all parts belong to.
template <class = void>
bool is_in_transaction(const session& from, source_location where) {
    const driver::postgres::execution_context context = from.context(where);
    const driver::postgres::lease lease(*from.source, context);
    return lease->is_begin_waiting() ||
           lease->status() != driver::postgres::transaction_status::idle;
}

/// Calls use(session, part) for each part of the insert, all in one transaction.
template <class Insert, class Use>
void for_each_part(const session& from, const Insert& insert, std::size_t size, Use use,
                   source_location where) {
    const auto rows = insert.rows().rows;
    const auto run_parts = [&](const session& inside) {
        for (std::size_t begin = 0; begin < rows.size(); begin += size)
            use(inside,
                insert.with_other_rows(std::remove_cvref_t<decltype(insert.rows())>{rows.subspan(
                    begin, (rows.size() - begin < size ? rows.size() - begin : size))}));
    };
    if (is_in_transaction(from, where)) return run_parts(from);
    auto in_transaction = [&](open_transaction& tx) { run_parts(tx.current_session()); };
    transact(from, in_transaction, {}, where);
}

}  // namespace detail

/// Rows of any number. Throws what one statement throws; then none of the rows is there.
template <class Session, class Table, class Row, class Clauses>
std::uint64_t execute_statement(const session& from,
                                const detail::viewed_insert<Session, Table, Row, Clauses>& insert,
                                source_location where) {
    const std::size_t size = detail::rows_per_statement<Table>(insert.rows());
    if (size == insert.rows().count()) return detail::execute_once(from, insert, where);
    std::uint64_t count = 0;
    detail::for_each_part(
        from, insert, size,
        [&](const session& inside, const auto& part) {
            count += detail::execute_once(inside, part, where);
        },
        where);
    return count;
}

/// The same with returning().
template <class Session, class Table, class Row, class Clauses>
auto fetch_all(const session& from,
               const detail::viewed_insert<Session, Table, Row, Clauses>& insert,
               source_location where) {
    const std::size_t size = detail::rows_per_statement<Table>(insert.rows());
    if (size == insert.rows().count()) return detail::collect_all(from, insert, where);
    decltype(detail::collect_all(from, insert, where)) all;
    detail::for_each_part(
        from, insert, size,
        [&](const session& inside, const auto& part) {
            for (auto& row : detail::collect_all(inside, part, where))
                all.push_back(std::move(row));
        },
        where);
    return all;
}

}  // namespace orm
