// SPDX-License-Identifier: MIT
// The database handle: the words that start a statement, and transactions.
#pragma once

#include <chrono>
#include <utility>

#include <orm/session/direct_execution.hpp>
#include <orm/session/row_chunks.hpp>
#include <orm/session/transaction.hpp>

namespace orm {

namespace detail {

/// Specialised by <orm/cache.hpp>.
template <class Duration>
struct cache_of;

}  // namespace detail

/// A database: a shared handle to a pool of connections.
///
/// Owns:     one reference to the pool; the last handle closes it.
/// Thread:   may be used by any number of threads.
class database : public query_words<database> {
public:
    template <class = void>
    explicit database(driver::postgres::source_handle source) : source_(std::move(source)) {
        settings_.source = source_.get();
        settings_.functions = &detail::direct_execution<>;
    }

    /// A handle to the same pool whose operations give up after this time.
    ///
    ///     db.with_timeout(200ms).select()...
    database with_timeout(std::chrono::nanoseconds timeout) const {
        database limited(*this);
        limited.settings_.timeout = timeout;
        return limited;
    }

    /// A handle to the same pool that writes a comment behind every statement (sqlcommenter), so that
    /// the server's logs tell which request a statement belongs to.
    ///
    ///     orm::query_comment request;                    // <orm/comment.hpp>
    ///     request.add("route", "/users").add("traceparent", header);
    ///     db.with_comment(request).select()...           // select ... /*route='%2Fusers',...*/
    ///
    /// Takes:    comment, which outlives the statements. Transactions of the handle write it too.
    /// Cost:     a comment with traceparent or tracestate is another one each time, so its statements
    ///           are not prepared.
    database with_comment(const comment_text& comment) const {
        database commented(*this);
        commented.settings_.comment = &comment;
        return commented;
    }
    database with_comment(const comment_text&&) const = delete;

    /// A handle whose selects may be answered from memory, when the same statement with the same values
    /// was answered at most max_age ago. Needs <orm/cache.hpp>.
    ///
    ///     for (auto& tag : db.cached(60s).select().from(tags).all()) ...
    ///
    /// Answers are forgotten when their tables are written through any handle of the same connect(): by
    /// statements of the library, at the commit of their transaction. Triggers, cascades, and other
    /// programs are not seen: max_age bounds how long their writes stay unseen. Threads that ask the same
    /// at the same time share one round trip. Selects that lock, writes, streams, batches and transactions
    /// pass the cache by.
    template <class Duration>
    database cached(Duration max_age, const cache_options& options = {}) const {
        static_assert(
            requires { detail::cache_of<Duration>::attach; },
            "orm: db.cached() needs #include <orm/cache.hpp>");
        detail::cache_of<Duration>::attach(*source_, options);
        database caching(*this);
        caching.settings_.cache_for = std::chrono::duration_cast<std::chrono::nanoseconds>(max_age);
        return caching;
    }

    /// A handle that always asks the primary: past the cache and the replicas.
    database direct() const {
        database plain(*this);
        plain.settings_.cache_for = {};
        plain.settings_.may_read_from_replica = nullptr;
        return plain;
    }

    /// Runs function(tx) in a transaction: committed when it returns, rolled back when it throws.
    ///
    ///     db.transaction([&](auto& tx) {
    ///         tx.update(accounts).set({.balance = accounts.balance - 10}).where(...).execute();
    ///     }, {.isolation = orm::serializable, .retries = 3});
    ///
    /// Gives:    what the function gives.
    /// Throws:   what the function throws; commit_unknown when the connection is lost while COMMIT is
    ///           under way; the server's error when COMMIT fails.
    template <class Function>
    auto transaction(Function function, const transaction_options& options = {},
                     source_location where = source_location::current()) const {
        return detail::transact(current_session(), function, options, where);
    }

    /// What became of a transaction whose COMMIT had no answer; it was run with `.resolvable = true`.
    ///
    ///     catch (const orm::commit_unknown& lost) {
    ///         if (db.outcome_of(lost) == orm::transaction_outcome::committed) ...
    ///
    /// Gives:    the truth, once the server has noticed that the old connection is gone.
    template <class = void>
    transaction_outcome outcome_of(const commit_unknown& lost,
                                   source_location where = source_location::current()) const {
        const driver::postgres::execution_context context = settings_.context(where);
        const driver::postgres::lease lent(*source_, context);
        return driver::postgres::outcome_of(*lent, lost.transaction_id(), context);
    }

    /// What the pool has counted: connections in use, idle and waited for, statements' waiting time.
    driver::postgres::pool_stats stats() const { return source_->stats(); }

    /// For handles with other settings of the same sources: orm::with_replicas().
    void change_session(const orm::session& settings) {
        settings_ = settings;
        settings_.source = source_.get();
    }

    orm::session current_session() const { return settings_; }

    driver::postgres::connection_source& source() const { return *source_; }

    /// One more reference to the pool.
    driver::postgres::source_handle shared_source() const { return source_; }

private:
    driver::postgres::source_handle source_;
    orm::session settings_;
};

}  // namespace orm
