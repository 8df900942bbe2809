// SPDX-License-Identifier: MIT
// Transactions and, nested in them, savepoints.
#pragma once

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

#include <orm/driver/postgres/retry.hpp>
#include <orm/driver/postgres/transaction.hpp>
#include <orm/session/one_connection.hpp>
#include <orm/session/query_words.hpp>
#include <orm/session/transaction_hooks.hpp>

namespace orm {

using driver::postgres::isolation_level;
using driver::postgres::transaction_outcome;

inline constexpr isolation_level read_committed = isolation_level::read_committed;
inline constexpr isolation_level repeatable_read = isolation_level::repeatable_read;
inline constexpr isolation_level serializable = isolation_level::serializable;

/// How a transaction runs.
struct transaction_options {
    isolation_level isolation = isolation_level::server_default;
    bool read_only = false;

    /// With serializable and read_only: waits once for a snapshot that cannot fail later.
    bool deferrable = false;

    /// How often the whole function is run again after 40001 and 40P01, where the server has rolled
    /// back. An unknown commit and a lost connection are never retried.
    int retries = 0;

    /// Asks for the transaction's id before COMMIT (one more round trip, if it has written), so that
    /// database::outcome_of() can tell what became of it when COMMIT has no answer.
    bool resolvable = false;
};

namespace detail {

template <class = void>
class basic_hooked_savepoint;
using hooked_savepoint = basic_hooked_savepoint<>;

/// A savepoint and the hooks that are said inside it.
template <class>
class basic_hooked_savepoint {
public:
    basic_hooked_savepoint(driver::postgres::connection& connection, std::size_t depth,
                           transaction_hooks& hooks,
                           const driver::postgres::execution_context& context)
        : hooks_(hooks), mark_(hooks.mark()), point_(std::in_place, connection, depth, context) {}
    basic_hooked_savepoint(const hooked_savepoint&) = delete;
    hooked_savepoint& operator=(const hooked_savepoint&) = delete;
    ~basic_hooked_savepoint() {
        if (is_released_) return;
        point_.reset();
        hooks_.undone(mark_);
    }

    void release(const driver::postgres::execution_context& context) {
        point_->release(context);
        is_released_ = true;
    }

private:
    transaction_hooks& hooks_;
    std::size_t mark_;
    std::optional<driver::postgres::savepoint> point_;
    bool is_released_ = false;
};

}  // namespace detail

/// The words of a database, inside a transaction. Given to the function of db.transaction().
///
/// Owns:     nothing; it lives as long as that function runs.
/// Thread:   one at a time; a second one gets an error.
class open_transaction : public query_words<open_transaction> {
public:
    template <class = void>
    open_transaction(driver::postgres::connection& connection, const orm::session& from,
                     detail::transaction_hooks& hooks, std::size_t depth)
        : connection_(connection), source_(connection), from_(from), hooks_(hooks), depth_(depth) {
        source_.share_extension(hooks.writes());
    }
    open_transaction(const open_transaction&) = delete;
    open_transaction& operator=(const open_transaction&) = delete;

    /// A savepoint: what the function did is undone when it throws, and the exception goes on.
    ///
    /// Gives:    what the function gives.
    template <class Function>
    auto transaction(Function function, source_location where = source_location::current()) {
        const driver::postgres::execution_context context = from_.context(where);
        driver::postgres::lease mine(source_, context);
        detail::hooked_savepoint point(connection_, depth_, hooks_, context);
        mine = driver::postgres::lease();  // the function may work in another thread
        open_transaction inner(connection_, from_, hooks_, depth_ + 1);
        if constexpr (std::is_void_v<decltype(function(inner))>) {
            function(inner);
            point.release(from_.context(where));
        } else {
            auto given = function(inner);
            point.release(from_.context(where));
            return given;
        }
    }

    /// Calls a function after the transaction has committed: send the mail only then.
    ///
    ///     tx.on_commit([id] { mails.send_welcome(id); });
    ///
    /// The connection is free again by then. Functions of a savepoint that was undone are not called, and
    /// none after commit_unknown. What a function throws reaches the caller of transaction(), whose work
    /// is committed.
    template <class = void>
    void on_commit(callback<void()> function) {
        hooks_.add(std::move(function), true);
    }

    /// Calls a function after the transaction, or the savepoint that it was said in, was undone; with
    /// retries, after each attempt. What it throws is dropped.
    template <class = void>
    void on_rollback(callback<void()> function) {
        hooks_.add(std::move(function), false);
    }

    orm::session current_session() const { return from_.on(source_); }

private:
    driver::postgres::connection& connection_;
    mutable detail::one_connection source_;
    orm::session from_;
    detail::transaction_hooks& hooks_;
    std::size_t depth_;
};

namespace detail {

template <class = void>
class basic_transaction_attempt;
using transaction_attempt = basic_transaction_attempt<>;

/// One attempt: a connection, BEGIN, and what becomes of it. Nothing here depends on the function.
template <class>
class basic_transaction_attempt {
public:
    basic_transaction_attempt(const session& from, const transaction_options& options,
                              transaction_hooks& hooks, source_location where)
        : from_(from),
          is_resolvable_(options.resolvable),
          where_(where),
          hooks_(hooks),
          lease_(std::in_place, *from.source, from.context(where)),
          scope_(std::in_place, **lease_,
                 driver::postgres::transaction_mode{options.isolation, options.read_only,
                                                    options.deferrable},
                 from.context(where)),
          inside(**lease_, from, hooks, 1) {}
    basic_transaction_attempt(const transaction_attempt&) = delete;
    transaction_attempt& operator=(const transaction_attempt&) = delete;
    ~basic_transaction_attempt() {
        scope_.reset();
        lease_.reset();
        if (!is_over_) hooks_.undone(0);
    }

    /// Ends the transaction and gives the connection back; the hooks are still to be called.
    void commit() {
        try {
            scope_->commit(from_.context(where_), is_resolvable_);
        } catch (const commit_unknown&) {
            is_over_ = true;
            hooks_.tell_writes();
            throw;
        }
        is_over_ = true;
        scope_.reset();
        lease_.reset();
        hooks_.tell_writes();
    }

private:
    session from_;
    bool is_resolvable_;
    source_location where_;
    transaction_hooks& hooks_;
    std::optional<driver::postgres::lease> lease_;
    std::optional<driver::postgres::transaction> scope_;
    bool is_over_ = false;

public:
    open_transaction inside;
};

/// Runs attempt() in a transaction, again after a serialization failure as often as allowed.
template <class Attempt>
void repeat_transaction(const session& from, int retries, source_location where,
                        const Attempt& attempt) {
    driver::postgres::retry_policy policy;
    policy.max_attempts = retries + 1;
    const auto until = from.context(where).until;
    for (driver::postgres::retry_policy::attempt tries(policy);;) {
        transaction_hooks hooks(static_cast<write_watcher*>(from.source->extension()));
        try {
            attempt(hooks);
        } catch (const error& failure) {
            if (!tries.wait_after(failure, until)) throw;
            continue;
        }
        return hooks.committed();
    }
}

template <class Function>
auto transact(const session& from, Function& function, const transaction_options& options,
              source_location where) {
    using given = decltype(function(std::declval<open_transaction&>()));
    if constexpr (std::is_void_v<given>) {
        repeat_transaction(from, options.retries, where, [&](transaction_hooks& hooks) {
            transaction_attempt attempt(from, options, hooks, where);
            function(attempt.inside);
            attempt.commit();
        });
    } else {
        std::optional<given> result;
        repeat_transaction(from, options.retries, where, [&](transaction_hooks& hooks) {
            transaction_attempt attempt(from, options, hooks, where);
            result.emplace(function(attempt.inside));
            attempt.commit();
        });
        return *std::move(result);
    }
}

}  // namespace detail

}  // namespace orm
