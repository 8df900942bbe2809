// SPDX-License-Identifier: MIT
// A transaction and its savepoints as scopes: what was not committed is rolled back.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

#include <orm/core/error.hpp>
#include <orm/core/replace.hpp>
#include <orm/driver/postgres/commit.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/transaction_mode.hpp>

namespace orm::driver::postgres {

/// For ROLLBACK in destructors, where nobody gives a deadline.
inline constexpr std::chrono::seconds rollback_timeout{5};

namespace detail {

/// ROLLBACK that cannot fail: a session that does not answer it is given up, which rolls back too.
template <class = void>
void rollback_or_break(connection& session, const std::string& sql) noexcept {
    session.forget_begin();
    const transaction_status status = session.status();
    if (!session.is_usable() || status == transaction_status::idle) return;
    try {
        session.execute(sql, {}, {deadline::in(rollback_timeout), source_location{}});
    } catch (...) {
        // Also out of memory or "busy": the session's state is unknown, so nobody may get it.
        session.session_link().mark_broken();
    }
}

}  // namespace detail

template <class = void>
class basic_transaction;
using transaction = basic_transaction<>;

/// Owns:     the transaction; session outlives it.
/// Thread:   as the connection.
template <class>
class basic_transaction {
public:
    /// BEGIN travels with the first statement: see connection::begin_later().
    ///
    /// Throws:   error when the session is in a transaction already (use a savepoint).
    basic_transaction(connection& session, const transaction_mode& mode,
                      const execution_context& context)
        : session_(&session) {
        if (session.is_begin_waiting() || session.status() == transaction_status::in_transaction ||
            session.status() == transaction_status::in_failed_transaction)
            throw error("the connection is in a transaction already; nest with a savepoint",
                        context.where);
        if (!session.is_usable() || session.is_busy()) session.execute_constant("begin", context);
        session.begin_later(begin_statement(mode));
    }
    basic_transaction(transaction&& other) noexcept
        : session_(orm::detail::replace(other.session_, nullptr)), ended_at_(other.ended_at_) {}
    transaction& operator=(transaction&&) = delete;
    ~basic_transaction() {
        if (session_ != nullptr) detail::rollback_or_break(*session_, "rollback");
    }

    /// Ends the transaction; see commit() of commit.hpp for what it throws.
    ///
    /// Takes:    ask_id, true to learn the transaction's id first (one more round trip), so that
    ///           commit_unknown can be resolved.
    void commit(const execution_context& context, bool ask_id = false) {
        connection& session = end(context);
        if (session.is_begin_waiting()) return session.forget_begin();
        std::string id;
        try {
            if (ask_id) id = transaction_id(session, context);
            postgres::commit(session, context, id);
        } catch (...) {
            detail::rollback_or_break(session, "rollback");
            throw;
        }
    }

    void rollback(const execution_context& context) {
        connection& session = end(context);
        if (session.is_begin_waiting()) return session.forget_begin();
        try {
            session.execute_constant("rollback", context);
        } catch (...) {
            detail::rollback_or_break(session, "rollback");
            throw;
        }
    }

    bool has_ended() const { return session_ == nullptr; }

private:
    connection& end(const execution_context& context) {
        if (session_ == nullptr) {
            std::string message = "the transaction has already ended";
            if (ended_at_.line() != 0)
                message += " at " + std::string(ended_at_.file_name()) + ":" +
                           std::to_string(ended_at_.line());
            throw error(std::move(message), context.where);
        }
        ended_at_ = context.where;
        return *orm::detail::replace(session_, nullptr);
    }

    connection* session_;
    source_location ended_at_{};
};

template <class = void>
class basic_savepoint;
using savepoint = basic_savepoint<>;

/// A nested transaction. Names come from the depth, never from text of the user.
///
/// Takes:    depth, 1 for the first savepoint in a transaction, one more for each inside another.
/// Owns:     the savepoint; session outlives it. End inner ones first.
template <class>
class basic_savepoint {
public:
    basic_savepoint(connection& session, std::size_t depth, const execution_context& context)
        : session_(&session), name_("orm_savepoint_" + std::to_string(depth)) {
        session.execute("savepoint " + name_, {}, context);
    }
    basic_savepoint(savepoint&& other) noexcept
        : session_(orm::detail::replace(other.session_, nullptr)), name_(std::move(other.name_)) {}
    savepoint& operator=(savepoint&&) = delete;
    ~basic_savepoint() {
        if (session_ != nullptr)
            detail::rollback_or_break(*session_, "rollback to savepoint " + name_);
    }

    /// Keeps what was done since; it becomes part of the surrounding transaction.
    void release(const execution_context& context) {
        end(context).execute("release savepoint " + name_, {}, context);
    }

    void rollback(const execution_context& context) {
        end(context).execute("rollback to savepoint " + name_, {}, context);
    }

private:
    connection& end(const execution_context& context) {
        if (session_ == nullptr) throw error("the savepoint has already ended", context.where);
        return *orm::detail::replace(session_, nullptr);
    }

    connection* session_;
    std::string name_;
};

}  // namespace orm::driver::postgres
