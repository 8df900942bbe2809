// SPDX-License-Identifier: MIT
// Everything that is thrown: one base with properties, and leaf types where callers write a catch.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/joined_text.hpp>
#include <orm/core/source_location.hpp>

namespace orm {

/// What is known about a failure. Empty text means "not known".
///
/// `message` never holds a password or a parameter's value. The server's DETAIL may quote row values,
/// so it is kept apart from the message and is not part of `what()`.
struct error_details {
    std::string message;
    std::string sqlstate;
    std::string detail;
    std::string hint;
    std::string schema;
    std::string table;
    std::string column;
    std::string constraint;
    std::string query;
    source_location where{};
};

/// Base of everything that the library throws.
///
/// `what()` reads: what failed, on what, SQLSTATE, what to do, and the caller's `file:line`.
class error : public std::runtime_error {
public:
    explicit error(error_details details)
        : std::runtime_error(compose(details)), details_(ORM_PASS(details)) {}

    explicit error(std::string message, source_location where = source_location::current())
        : error(with_message(ORM_PASS(message), where)) {}

    /// The message alone, without SQLSTATE, hint and place.
    const std::string& message() const noexcept { return details_.message; }

    /// The five characters of SQLSTATE; empty when the failure did not come from the server.
    /// Source:   PostgreSQL manual, appendix "PostgreSQL Error Codes".
    const std::string& sqlstate() const noexcept { return details_.sqlstate; }

    /// The server's DETAIL. It may quote row values: do not log it where values are secret.
    const std::string& detail() const noexcept { return details_.detail; }
    const std::string& hint() const noexcept { return details_.hint; }
    const std::string& schema() const noexcept { return details_.schema; }
    const std::string& table() const noexcept { return details_.table; }
    const std::string& column() const noexcept { return details_.column; }
    const std::string& constraint() const noexcept { return details_.constraint; }

    /// The SQL text with placeholders, never with values.
    const std::string& query() const noexcept { return details_.query; }

    /// The line of the caller's code that started the operation.
    const source_location& where() const noexcept { return details_.where; }

    /// True when repeating the whole transaction may succeed (40001, 40P01).
    bool may_retry() const noexcept { return sqlstate() == "40001" || sqlstate() == "40P01"; }

    const error_details& details() const noexcept { return details_; }

private:
    static error_details with_message(std::string message, source_location where) {
        return {ORM_PASS(message), {}, {}, {}, {}, {}, {}, {}, {}, where};
    }

    static std::string compose(const error_details& details) {
        const bool has_state = !details.sqlstate.empty();
        const char* const hint = details.hint.empty() ? "" : "; hint: ";
        const char* const state = has_state ? " [SQLSTATE " : "";
        const char* const state_end = has_state ? "]" : "";
        if (details.where.line() == 0)
            return detail::joined_text(
                {details.message, state, details.sqlstate, state_end, hint, details.hint});
        return detail::joined_text({details.message, state, details.sqlstate, state_end, hint,
                                    details.hint, " (at ", details.where.file_name(), ":",
                                    std::uint64_t{details.where.line()}, ")"});
    }

    error_details details_;
};

/// 23505. `constraint()` names it.
struct unique_violation : error {
    using error::error;
};

/// 23503. `constraint()` names it.
struct foreign_key_violation : error {
    using error::error;
};

/// 23502. `column()` names it.
struct not_null_violation : error {
    using error::error;
};

/// 23514. `constraint()` names it.
struct check_violation : error {
    using error::error;
};

/// 40001 and 40P01: the transaction was rolled back by the server and may be repeated as a whole.
struct serialization_failure : error {
    using error::error;
};

/// The connection is gone; the statement may or may not have run, but its transaction did not commit.
struct connection_lost : error {
    using error::error;
};

/// COMMIT was sent and no answer came: the transaction is either committed or not.
/// Never retried by the library; ask the server with the transaction id.
struct commit_unknown : error {
    using error::error;

    commit_unknown(error_details details, std::string transaction_id)
        : error(std::move(details)), transaction_id_(std::move(transaction_id)) {}

    /// What the server calls the transaction; empty when that was not asked before the COMMIT, or
    /// when the transaction had written nothing.
    const std::string& transaction_id() const noexcept { return transaction_id_; }

private:
    std::string transaction_id_;
};

/// A deadline passed, on our side or on the server's (57014).
struct timeout : error {
    using error::error;
};

/// No connection became free in time. The message tells in use, idle, waiting and max.
struct pool_exhausted : error {
    using error::error;
};

/// `one()` found nothing.
struct no_rows : error {
    using error::error;
};

/// `one()` found more than one row.
struct too_many_rows : error {
    using error::error;
};

/// A connection URL or an option that cannot be used. Never shows a password.
struct invalid_url : error {
    using error::error;
};

/// A value that PostgreSQL cannot hold (NUL in text, invalid UTF-8, out of range, too large), refused
/// before anything is sent.
struct invalid_value : error {
    using error::error;
};

/// An identifier that PostgreSQL would refuse or cut: empty, over 63 bytes, NUL, invalid UTF-8.
struct invalid_identifier : error {
    using error::error;
};

/// The server's columns do not fit the C++ row: one message lists every mismatch.
struct row_mismatch : error {
    using error::error;
};

/// NULL arrived where the C++ type has no place for it. `column()` names it.
struct unexpected_null : error {
    using error::error;
};

/// The connection belongs to another process: it was inherited through fork().
struct forked_connection : error {
    using error::error;
};

}  // namespace orm
