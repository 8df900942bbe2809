// SPDX-License-Identifier: MIT
// Turns what libpq and the server say about a failure into the error that a caller catches.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/driver/postgres/libpq.hpp>
#include <orm/driver/postgres/redaction.hpp>

namespace orm::driver::postgres {

/// Where a failure happened: completes what the server says about it.
struct failure_site {
    const redactor& secrets;
    std::string_view peer;   ///< "host:port", for lost connections
    std::string_view query;  ///< with placeholders, never with values
    source_location where;
};

namespace detail {

template <class = void>
std::string_view diagnostic(const PGresult* answer, int field) {
    const char* text = PQresultErrorField(answer, field);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

/// libpq ends its messages with a newline and sometimes with several.
template <class = void>
std::string_view without_trailing_newlines(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
    return text;
}

/// A message of libpq as one line.
template <class = void>
std::string as_one_line(std::string_view text) {
    std::string line;
    for (const char character : without_trailing_newlines(text)) {
        if (character == '\n') line += ';';
        line += character == '\n' || character == '\t' ? ' ' : character;
    }
    return line;
}

template <class = void>
error_details details_of(const PGresult* answer, const failure_site& site) {
    const auto field = [&](int code) { return site.secrets.clean(diagnostic(answer, code)); };
    error_details details;
    details.message = field(PG_DIAG_MESSAGE_PRIMARY);
    details.sqlstate = diagnostic(answer, PG_DIAG_SQLSTATE);
    details.detail = field(PG_DIAG_MESSAGE_DETAIL);
    details.hint = field(PG_DIAG_MESSAGE_HINT);
    details.schema = diagnostic(answer, PG_DIAG_SCHEMA_NAME);
    details.table = diagnostic(answer, PG_DIAG_TABLE_NAME);
    details.column = diagnostic(answer, PG_DIAG_COLUMN_NAME);
    details.constraint = diagnostic(answer, PG_DIAG_CONSTRAINT_NAME);
    details.query = site.query;
    details.where = site.where;
    const std::string_view position = diagnostic(answer, PG_DIAG_STATEMENT_POSITION);
    if (!position.empty()) (details.message += " at character ").append(position);
    if (details.message.empty())
        details.message = site.secrets.clean(as_one_line(PQresultErrorMessage(answer)));
    return details;
}

}  // namespace detail

/// True when no statement can follow on the connection that gave this answer.
///
/// libpq reports a vanished server as a fatal result *without* SQLSTATE while PQstatus() still says
/// "ok", so the answer decides, not the status.
template <class = void>
bool ends_connection(const PGresult* answer) {
    if (answer == nullptr) return false;
    const ExecStatusType status = PQresultStatus(answer);
    if (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE) return false;
    const std::string_view state = detail::diagnostic(answer, PG_DIAG_SQLSTATE);
    const std::string_view severity = detail::diagnostic(answer, PG_DIAG_SEVERITY_NONLOCALIZED);
    return state.empty() || state.substr(0, 2) == "08" || severity == "FATAL" ||
           severity == "PANIC" || state == "57P01" || state == "57P02" || state == "57P03" ||
           state == "57P05";
}

namespace detail {

/// What to do about failures whose text alone leads nowhere. The server's own hints are better.
template <class = void>
ORM_COLD const char* hint_for_sqlstate(std::string_view state) {
    if (state == "25P02")
        return "an earlier statement of this transaction failed: let its error leave the function, "
               "or put what may fail into a tx.transaction() of its own, a savepoint";
    if (state == "42P01")
        return "are the migrations applied (orm::migrate), and is this the right database?";
    return "";
}

}  // namespace detail

/// Throws the leaf type that belongs to the SQLSTATE of details.
template <class = void>
ORM_COLD [[noreturn]] void throw_for_sqlstate(error_details details) {
    const std::string_view state = details.sqlstate;
    if (details.hint.empty()) details.hint = detail::hint_for_sqlstate(state);
    if (state == "23505") throw unique_violation(std::move(details));
    if (state == "23503") throw foreign_key_violation(std::move(details));
    if (state == "23502") throw not_null_violation(std::move(details));
    if (state == "23514") throw check_violation(std::move(details));
    if (state == "40001" || state == "40P01") throw serialization_failure(std::move(details));
    if (state == "57014") throw timeout(std::move(details));
    throw error(std::move(details));
}

/// Throws for an answer that ended the connection.
template <class = void>
ORM_COLD [[noreturn]] void throw_connection_lost(error_details details, std::string_view peer) {
    std::string message = "the connection to ";
    message.append(peer.empty() ? std::string_view("the server") : peer).append(" was lost");
    if (!details.message.empty()) message += ": " + details.message;
    details.message = std::move(message);
    throw connection_lost(std::move(details));
}

/// Throws what a failed answer means.
template <class = void>
ORM_COLD [[noreturn]] void throw_failure(const PGresult* answer, const failure_site& site) {
    error_details details = detail::details_of(answer, site);
    if (ends_connection(answer)) throw_connection_lost(std::move(details), site.peer);
    throw_for_sqlstate(std::move(details));
}

}  // namespace orm::driver::postgres
