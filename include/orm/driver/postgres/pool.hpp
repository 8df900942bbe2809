// SPDX-License-Identifier: MIT
// Lends connections to any number of threads, in the order in which they asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <orm/core/threads.hpp>
#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/connection_source.hpp>
#include <orm/driver/postgres/pool_options.hpp>
#include <orm/driver/postgres/pool_state.hpp>
#include <orm/driver/postgres/session_reset.hpp>

namespace orm::driver::postgres {

template <class = void>
class basic_pool;
using pool = basic_pool<>;

/// A pool of connections to one server.
///
///     source_handle pool = make_pool(parse_url("postgresql://..."), {.max_size = 8}, here);
///     lease server(*pool, context);
///     server->execute(...);
///
/// A returned connection is judged by what the *server* says of its session: in a transaction, or
/// with an answer unread, it is closed; with changed settings it is reset; else it is lent again.
/// Lending and returning cost no round trip. The connection that was returned last is lent without a
/// lock; only who finds none, or meets a queue, takes it.
///
/// A background thread closes what is old. A program that has no threads of its own gets none as long as
/// one connection is enough for it: what is old then goes when it is next asked for.
///
/// Thread:   all functions from any thread. A process that forks gets forked_connection in the child,
///           which may give back what it inherited and waits for no lock.
template <class>
class basic_pool final : public connection_source {
public:
    basic_pool(connection_options server, const pool_options& options, source_location where)
        : server_(std::move(server)), options_(options) {
        check(options_, where);
        count_forks();
        all_.reserve(options_.max_size);
        idle_.reserve(options_.max_size);
        abandoned_.reserve(options_.max_size);
        if (options_.min_size > 0) start_housekeeping();
    }

    /// Throws:   pool_exhausted after acquire_timeout or the context's deadline; connection_lost and
    ///           error from connect(); error when the pool was closed; forked_connection.
    /// Cost:     about 50 ns when a connection is idle.
    connection& acquire(const execution_context& context) override;

    /// Never waits for the server.
    void release(connection& lent) noexcept override;

    /// Lends no more, gives up what is being opened, closes what is idle, and waits for what is in use.
    ///
    /// Gives:    false when some connection was still in use at until; it is closed when returned.
    bool close(deadline until);

    /// All prepared statements are prepared again, after tables were altered.
    void forget_statements();

    pool_stats stats() const override;

    void add_reference() noexcept override {
        __atomic_add_fetch(&references_, 1, __ATOMIC_RELAXED);
    }
    void release_reference() noexcept override {
        if (__atomic_sub_fetch(&references_, 1, __ATOMIC_ACQ_REL) != 0) return;
        // A forked child has the locks but not the threads: it can only let go.
        if (!is_inherited()) delete this;
    }

private:
    using lock = std::unique_lock<std::mutex>;
    using pooled = detail::pooled_connection;

    /// A session idle for longer is looked at before it is lent: 0.3 us.
    static constexpr std::int64_t trusted_idle_ms = 1'000;

    ~basic_pool() override;

    bool is_inherited() const { return generation_ != detail::fork_generation; }
    void count_forks() {
        detail::count_forks();
        generation_ = detail::fork_generation;
    }

    /// The connection in the place for one, or nullptr.
    pooled* take_ready() { return __atomic_exchange_n(&ready_, nullptr, __ATOMIC_SEQ_CST); }
    /// Called under the lock whenever the queue or is_closed_ changes.
    void note_wants() {
        __atomic_store_n(&has_wants_, is_closed_ || !waiters_.empty(), __ATOMIC_SEQ_CST);
    }

    connection& acquire_slowly(const execution_context& context);
    void check_open(const execution_context& context) const;
    pooled* take(lock& held, const execution_context& context, deadline& limit);
    pooled* wait_in_queue(lock& held, const execution_context& context, deadline until);
    pooled* open(lock& held, const execution_context& context, deadline until);
    bool is_fit(pooled& candidate, const execution_context& context) noexcept;
    bool passes_checks(pooled& candidate, const execution_context& context) noexcept;
    bool has_outlived(const pooled& idle, std::int64_t now_ms) const;
    bool may_return(pooled& returned, std::int64_t now_ms) const noexcept;
    void lend(pooled& lent, source_location holder, std::int64_t now_ms);
    void keep(lock& held, pooled& returned, std::int64_t now_ms) noexcept;
    void settle(pooled* displaced, std::int64_t now_ms) noexcept;
    void drop(pooled& unfit, std::int64_t now_ms) noexcept;
    void retire(lock& held, pooled& dead) noexcept;
    void pass_on_place();
    std::int64_t expiry(std::int64_t now_ms);
    [[noreturn]] void throw_exhausted(const execution_context& context) const;

    void start_housekeeping();
    void find_housekeeper() noexcept;
    void keep_house();
    void close_old_ones(lock& held);
    void refill(lock& held);
    std::chrono::milliseconds housekeeping_interval() const;

    const connection_options server_;
    const pool_options options_;
    unsigned generation_ = 0;
    long references_ = 1;

    // Changed without the lock. The place holds the connection that was returned last; while has_wants_
    // is set, whoever puts one there takes the lock and looks.
    pooled* ready_ = nullptr;
    bool has_wants_ = false;
    bool has_housekeeper_ = false;

    mutable std::mutex mutex_;
    orm::detail::condition changed_;  // for close() and the housekeeper
    bool is_closed_ = false;
    std::vector<pooled*> all_;
    std::vector<pooled*> idle_;       // the back was used last; ready_ later
    std::vector<pooled*> abandoned_;  // returned while in use: somebody may still hold a pointer
    std::size_t opening_ = 0;
    std::int64_t suspect_since_ms_ = 0;
    std::uint64_t statement_epoch_ = 0;
    detail::waiter_queue waiters_;
    pool_stats counted_;
    orm::detail::joined_thread housekeeper_;
};

}  // namespace orm::driver::postgres

#include <orm/driver/postgres/pool_housekeeping.hpp>
#include <orm/driver/postgres/pool_lending.hpp>
