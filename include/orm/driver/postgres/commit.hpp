// SPDX-License-Identifier: MIT
// COMMIT, believed only when the server says COMMIT, and what to do when it says nothing.
#pragma once

#include <poll.h>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

/// The server's name of the current transaction; empty as long as it has written nothing.
/// Cost:     one round trip.
template <class = void>
std::string transaction_id(connection& session, const execution_context& context) {
    const result rows =
        session.execute("select pg_catalog.txid_current_if_assigned()::text", {}, context);
    return rows.is_null(0, 0) ? std::string() : std::string(rows.bytes(0, 0).text());
}

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_commit_unknown(const error& cause, std::string_view transaction_id,
                                                source_location where) {
    error_details details;
    details.message =
        "COMMIT was sent and no answer came: the transaction is either committed or "
        "not (" +
        cause.message() + ")";
    details.sqlstate = cause.sqlstate();
    details.query = "commit";
    details.hint = transaction_id.empty()
                       ? "look for the transaction's effect before repeating it"
                       : "ask outcome_of() on a new connection before repeating it";
    details.where = where;
    throw commit_unknown(std::move(details), std::string(transaction_id));
}

template <class = void>
ORM_COLD [[noreturn]] void throw_rolled_back(source_location where) {
    error_details details;
    details.message =
        "the transaction was rolled back by COMMIT: an earlier statement in it had "
        "failed and its error was not passed on";
    details.sqlstate = "25P02";
    details.query = "commit";
    details.where = where;
    throw error(std::move(details));
}

inline bool is_committed(const result& answer) { return answer.command_tag() == "COMMIT"; }

}  // namespace detail

/// Ends the transaction.
///
/// Takes:    id, what transaction_id() gave before, for the error.
/// Throws:   error when the server rolled back instead (it answers COMMIT of a failed transaction
///           with ROLLBACK and no error); the deferred constraint's error; commit_unknown when the
///           answer was lost; connection_lost when COMMIT was never sent.
template <class = void>
void commit(connection& session, const execution_context& context, std::string_view id = {}) {
    exchange talk(session.session_link(), session.starting_limit(context), context.where, "commit");
    talk.require_sent(PQsendQuery(talk.native(), "commit"));
    try {
        result first(talk.first_answer());
        // What follows the tag cannot take the commit back, even if the connection ends there.
        const bool is_committed = detail::is_committed(first);
        const result answer = talk.drain(std::move(first), result(talk.next()));
        if (is_committed) return;
        if (!exchange::is_success(answer.status())) talk.throw_failure_of(answer);
    } catch (const connection_lost& cause) {
        detail::throw_commit_unknown(cause, id, context.where);
    } catch (const timeout& cause) {
        if (cause.sqlstate().empty()) detail::throw_commit_unknown(cause, id, context.where);
        throw;  // the server cancelled: nothing was committed
    }
    detail::throw_rolled_back(context.where);
}

enum class transaction_outcome {
    committed,
    rolled_back,
    in_progress,  ///< still, when the deadline passed
    forgotten     ///< too long ago: the server no longer knows
};

/// Finds out what became of a transaction whose COMMIT had no answer.
///
///     catch (const orm::commit_unknown& lost) {
///         if (outcome_of(fresh_connection, lost.transaction_id(), context) == ...)
///
/// Takes:    session, a new connection to the same server (or its successor); id, from
///           commit_unknown::transaction_id().
/// Gives:    the truth, after the server has noticed that the old connection is gone.
template <class = void>
transaction_outcome outcome_of(connection& session, const std::string& id,
                               const execution_context& context) {
    const char* const values[] = {id.c_str()};
    const int lengths[] = {static_cast<int>(id.size())};
    const int formats[] = {static_cast<int>(value_format::text)};
    const deadline until = session.limit(context).until;
    while (true) {
        const result rows =
            session.execute("select pg_catalog.txid_status($1::pg_catalog.int8)",
                            {1, nullptr, values, lengths, formats}, {until, context.where});
        if (rows.is_null(0, 0)) return transaction_outcome::forgotten;
        const std::string_view status = rows.bytes(0, 0).text();
        if (status == "committed") return transaction_outcome::committed;
        if (status == "aborted") return transaction_outcome::rolled_back;
        if (deadline::in(std::chrono::milliseconds(50)).is_after(until))
            return transaction_outcome::in_progress;
        ::poll(nullptr, 0, 20);
    }
}

}  // namespace orm::driver::postgres
