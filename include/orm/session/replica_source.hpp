// SPDX-License-Identifier: MIT
// A source that lends a replica's connection for reading, and leaves out replicas that lag or are dead.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <orm/core/callback.hpp>
#include <orm/driver/postgres/connection_source.hpp>

namespace orm {

/// What is known of one replica when a read is to be sent.
struct replica_state {
    bool is_serving = true;           ///< false while it is left out
    std::size_t in_use = 0;           ///< connections lent at this moment
    std::chrono::milliseconds lag{};  ///< when it was looked at last
    std::string last_failure;
};

enum class replica_choice { round_robin, least_busy };

struct replica_options {
    replica_choice choice = replica_choice::round_robin;

    /// Chooses instead: gets the states of all replicas, gives a position, or their number for the
    /// primary. A position that is not serving is passed over.
    callback<std::size_t(const std::vector<replica_state>&)> choose = {};

    /// A replica that is further behind is left out until it has caught up.
    std::chrono::milliseconds max_lag{1'000};

    /// How often the lag is looked at, by the read that comes next: one short statement.
    std::chrono::milliseconds check_interval{1'000};

    /// A replica that could not be reached is tried again after this time.
    std::chrono::milliseconds retry_after{1'000};

    /// For one look at a replica, and for opening a connection to it.
    std::chrono::milliseconds check_timeout{1'000};
};

namespace detail {

/// Owns:     references to the pools of the primary and the replicas.
/// Thread:   all functions from any thread.
class replica_source final : public driver::postgres::connection_source {
public:
    using connection = driver::postgres::connection;
    using context = driver::postgres::execution_context;

    replica_source(driver::postgres::source_handle primary,
                   std::vector<driver::postgres::source_handle> replicas, replica_options options)
        : primary_(std::move(primary)), options_(std::move(options)) {
        driver::postgres::detail::count_forks();
        generation_ = driver::postgres::detail::fork_generation;
        for (driver::postgres::source_handle& one : replicas)
            replicas_.push_back({std::move(one), {}, 0, 0});
    }

    connection& acquire(const context& asked) override { return primary_->acquire(asked); }

    /// Tries the replicas that serve, one after the other; then the primary.
    connection& acquire_to_read(const context& asked) override {
        for (std::size_t tries = 0; tries < replicas_.size() && !is_inherited(); ++tries) {
            const std::size_t chosen = choose();
            if (chosen >= replicas_.size()) break;
            if (connection* const lent = try_replica(chosen, asked)) return *lent;
        }
        return primary_->acquire(asked);
    }

    void release(connection& lent) noexcept override {
        driver::postgres::connection_source& home = *lent.home();
        const bool is_lost = !lent.is_usable();
        for (std::size_t i = 0; i < replicas_.size() && !is_inherited(); ++i)
            if (replicas_[i].pool.get() == &home) returned(i, is_lost);
        home.release(lent);
    }

    void add_reference() noexcept override {
        __atomic_add_fetch(&references_, 1, __ATOMIC_RELAXED);
    }
    void release_reference() noexcept override {
        if (__atomic_sub_fetch(&references_, 1, __ATOMIC_ACQ_REL) == 0) delete this;
    }

    /// The primary's.
    driver::postgres::pool_stats stats() const override { return primary_->stats(); }

    std::vector<replica_state> states() const {
        const lock held(mutex_);
        std::vector<replica_state> all;
        for (const replica& one : replicas_) all.push_back(one.state);
        return all;
    }

private:
    using lock = std::unique_lock<std::mutex>;
    using clock = std::chrono::steady_clock;

    struct replica {
        driver::postgres::source_handle pool;
        replica_state state;
        std::int64_t next_look_ms;
        std::size_t position;
    };

    ~replica_source() override = default;

    static std::int64_t now_ms() {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   clock::now().time_since_epoch())
            .count();
    }

    /// In a forked child the lock may be held by a thread that is not there; the pools refuse anyway.
    bool is_inherited() const { return generation_ != driver::postgres::detail::fork_generation; }

    /// A replica that is left out is chosen when its time to be tried again has come.
    bool may_serve(const replica& one, std::int64_t now) const {
        return one.state.is_serving || now >= one.next_look_ms;
    }

    std::size_t choose() {
        const lock held(mutex_);
        const std::int64_t now = now_ms();
        const std::size_t count = replicas_.size();
        if (options_.choose) {
            std::vector<replica_state> all;
            for (const replica& one : replicas_) all.push_back(one.state);
            const std::size_t chosen = options_.choose(all);
            if (chosen >= count || may_serve(replicas_[chosen], now)) return chosen;
        }
        std::size_t best = count;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = (next_ + i) % count;
            if (!may_serve(replicas_[at], now)) continue;
            const bool is_better =
                best == count || replicas_[at].state.in_use < replicas_[best].state.in_use;
            if (is_better) best = at;
            if (options_.choice == replica_choice::round_robin) break;
        }
        if (best != count) next_ = (best + 1) % count;
        return best;
    }

    /// Gives:    nullptr when the replica is left out from now on.
    connection* try_replica(std::size_t position, const context& asked) {
        replica& one = replicas_[position];
        const driver::postgres::deadline soon =
            driver::postgres::deadline::in(options_.check_timeout);
        try {
            driver::postgres::lease lent(*one.pool, {earlier(asked.until, soon), asked.where});
            if (is_time_to_look(position)) look(position, *lent, {soon, asked.where});
            const lock held(mutex_);
            if (!one.state.is_serving) return nullptr;
            ++one.state.in_use;
            return lent.keep();
        } catch (const error& failure) {
            // A caller without time says nothing about the replica.
            if (asked.until.is_set() && asked.until.has_passed()) throw;
            leave_out(position, failure.message());
        }
        return nullptr;
    }

    bool is_time_to_look(std::size_t position) {
        const lock held(mutex_);
        replica& one = replicas_[position];
        if (now_ms() < one.next_look_ms) return false;
        one.next_look_ms = now_ms() + options_.check_interval.count();
        return true;
    }

    /// Asks a replica how far it is behind. Nothing is behind when all that was received is replayed; a
    /// former replica that was promoted serves too.
    void look(std::size_t position, connection& server, const context& asked) {
        const driver::postgres::result answer = server.execute(
            "select case when not pg_catalog.pg_is_in_recovery() or "
            "pg_catalog.pg_last_wal_receive_lsn() <= pg_catalog.pg_last_wal_replay_lsn() then 0 "
            "else coalesce((extract(epoch from pg_catalog.clock_timestamp() - "
            "pg_catalog.pg_last_xact_replay_timestamp()) * 1000)::int8, 0) end::int8",
            {}, asked);
        const auto lag = byte_cursor(answer.bytes(0, 0)).read<std::int64_t>();
        const lock held(mutex_);
        replica_state& state = replicas_[position].state;
        state.lag = std::chrono::milliseconds(lag);
        state.is_serving = state.lag <= options_.max_lag;
        state.last_failure = state.is_serving ? "" : "lags by " + std::to_string(lag) + " ms";
    }

    void leave_out(std::size_t position, const std::string& why) {
        const lock held(mutex_);
        replica& one = replicas_[position];
        one.state.is_serving = false;
        one.state.last_failure = why;
        one.next_look_ms = now_ms() + options_.retry_after.count();
    }

    void returned(std::size_t position, bool is_lost) noexcept {
        const lock held(mutex_);
        replica& one = replicas_[position];
        if (one.state.in_use > 0) --one.state.in_use;
        if (is_lost) one.next_look_ms = 0;  // dead or only this session? the next read looks
    }

    driver::postgres::source_handle primary_;
    const replica_options options_;
    unsigned generation_ = 0;
    long references_ = 1;
    mutable std::mutex mutex_;
    std::vector<replica> replicas_;
    std::size_t next_ = 0;
};

}  // namespace detail

}  // namespace orm
