// SPDX-License-Identifier: MIT
// Transactions and, nested in them, savepoints.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/driver/postgres/retry.hpp>
#include <orm/driver/postgres/transaction.hpp>
#include <orm/session/query_words.hpp>

namespace orm {

using driver::postgres::isolation_level;

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
};

namespace detail {

/// Lends always the same connection: that of a transaction.
class one_connection final : public driver::postgres::connection_source {
public:
    explicit one_connection(driver::postgres::connection& lent) : connection_(&lent) {}

    driver::postgres::connection& acquire(const driver::postgres::execution_context&) override {
        return *connection_;
    }
    void release(driver::postgres::connection&) noexcept override {}
    void add_reference() noexcept override {}
    void release_reference() noexcept override {}

private:
    driver::postgres::connection* connection_;
};

}  // namespace detail

/// The words of a database, inside a transaction. Given to the function of db.transaction().
///
/// Owns:     nothing; it lives as long as that function runs.
/// Thread:   one at a time.
class open_transaction : public query_words<open_transaction> {
public:
    open_transaction(driver::postgres::connection& connection, const orm::session& from,
                     std::size_t depth)
        : connection_(connection), source_(connection), from_(from), depth_(depth) {}
    open_transaction(const open_transaction&) = delete;
    open_transaction& operator=(const open_transaction&) = delete;

    /// A savepoint: what the function did is undone when it throws, and the exception goes on.
    ///
    /// Gives:    what the function gives.
    template <class Function>
    auto transaction(Function function, source_location where = source_location::current()) {
        const driver::postgres::execution_context context = current_session().context(where);
        driver::postgres::savepoint point(connection_, depth_, context);
        open_transaction inner(connection_, from_, depth_ + 1);
        if constexpr (std::is_void_v<decltype(function(inner))>) {
            function(inner);
            point.release(context);
        } else {
            auto given = function(inner);
            point.release(context);
            return given;
        }
    }

    orm::session current_session() const { return from_.on(source_); }

private:
    driver::postgres::connection& connection_;
    mutable detail::one_connection source_;
    orm::session from_;
    std::size_t depth_;
};

namespace detail {

template <class Function>
auto run_transaction(driver::postgres::connection& connection, const session& from,
                     Function& function, const transaction_options& options,
                     const driver::postgres::execution_context& context) {
    driver::postgres::transaction scope(
        connection, {options.isolation, options.read_only, options.deferrable}, context);
    open_transaction inside(connection, from, 1);
    if constexpr (std::is_void_v<decltype(function(inside))>) {
        function(inside);
        scope.commit(context);
    } else {
        auto given = function(inside);
        scope.commit(context);
        return given;
    }
}

/// Runs the function in a transaction, again after a serialization failure as often as allowed.
template <class Function>
auto transact(const session& from, Function& function, const transaction_options& options,
              source_location where) {
    driver::postgres::retry_policy policy;
    policy.max_attempts = options.retries + 1;
    for (driver::postgres::retry_policy::attempt attempt(policy);;) {
        const driver::postgres::execution_context context = from.context(where);
        try {
            const driver::postgres::lease lent(*from.source, context);
            return run_transaction(*lent, from, function, options, context);
        } catch (const error& failure) {
            if (!attempt.wait_after(failure, context.until)) throw;
        }
    }
}

}  // namespace detail

}  // namespace orm
