// SPDX-License-Identifier: MIT
// The database handle: the words that start a statement, and transactions.
#pragma once

#include <chrono>
#include <utility>

#include <orm/session/row_chunks.hpp>
#include <orm/session/transaction.hpp>

namespace orm {

/// A database: a shared handle to a pool of connections.
///
/// Owns:     one reference to the pool; the last handle closes it.
/// Thread:   may be used by any number of threads.
class database : public query_words<database> {
public:
    explicit database(driver::postgres::source_handle source) : source_(std::move(source)) {}

    /// A handle to the same pool whose operations give up after this time.
    ///
    ///     db.with_timeout(200ms).select()...
    database with_timeout(std::chrono::nanoseconds timeout) const {
        database limited(*this);
        limited.timeout_ = timeout;
        return limited;
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

    orm::session current_session() const { return {source_.get(), timeout_}; }

    driver::postgres::connection_source& source() const { return *source_; }

private:
    driver::postgres::source_handle source_;
    std::chrono::nanoseconds timeout_{};
};

}  // namespace orm
