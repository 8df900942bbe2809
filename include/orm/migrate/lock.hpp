// SPDX-License-Identifier: MIT
// One migrator at a time: a session lock that is asked for again and again, never waited for.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>

#include <unistd.h>

#include <orm/migrate/session.hpp>

namespace orm::migration {

namespace detail {

template <class = void>
class basic_backoff;
using backoff = basic_backoff<>;

/// Pauses that grow and scatter, so that many waiting processes do not ask at the same moment.
template <class>
class basic_backoff {
public:
    /// Takes:    the first pause and what the pauses grow to; each is between half and one and a half of that.
    basic_backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
        : next_(first), longest_(longest) {}

    void pause() {
        const std::int64_t full_us =
            std::chrono::duration_cast<std::chrono::microseconds>(next_).count();
        sleep_us(full_us / 2 +
                 static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(full_us)));
        next_ = next_ * 3 / 2 < longest_ ? next_ * 3 / 2 : longest_;
    }

private:
    static void sleep_us(std::int64_t duration_us) {
        std::timespec left{};
        left.tv_sec = static_cast<std::time_t>(duration_us / 1'000'000);
        left.tv_nsec = static_cast<long>(duration_us % 1'000'000 * 1000);
        ::nanosleep(&left, nullptr);
    }

    /// Xorshift; only the scatter between processes matters.
    std::uint64_t random() {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return state_;
    }

    std::chrono::milliseconds next_;
    std::chrono::milliseconds longest_;
    std::uint64_t state_ =
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) ^
        (static_cast<std::uint64_t>(::getpid()) << 32U) ^ 0x9E37'79B9'7F4A'7C15U;
};

inline constexpr std::string_view lock_key = "pg_catalog.hashtextextended($1, 0)";

/// Finds this database's advisory lock with the key of $1 among all locks.
template <class = void>
std::string lock_rows(std::string_view columns, std::string_view joined = {}) {
    std::string sql = "select ";
    sql += columns;
    sql += " from pg_catalog.pg_locks as l ";
    sql += joined;
    sql +=
        " where l.locktype operator(pg_catalog.=) 'advisory' and l.granted"
        " and l.objsubid operator(pg_catalog.=) 1 and l.database operator(pg_catalog.=)"
        " (select d.oid from pg_catalog.pg_database as d"
        " where d.datname operator(pg_catalog.=) pg_catalog.current_database())"
        " and ((l.classid::int8 operator(pg_catalog.<<) 32) operator(pg_catalog.|)"
        " l.objid::int8) operator(pg_catalog.=) ";
    return sql += lock_key;
}

}  // namespace detail

/// Who migrates at the moment, in words; empty when nobody does.
template <class = void>
std::string lock_holder(const session& talk, const std::string& lock_name) {
    static constexpr std::string_view columns =
        "l.pid::text, coalesce(a.application_name, ''), coalesce(a.client_addr::text, 'local'),"
        " coalesce(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()"
        " operator(pg_catalog.-) a.query_start)::int8, 0)::text";
    const text_rows found = talk.rows(detail::lock_rows(columns,
                                                        "left join pg_catalog.pg_stat_activity as a"
                                                        " on a.pid operator(pg_catalog.=) l.pid"),
                                      bound_values().add_text(lock_name));
    if (found.size() == 0) return {};
    std::string holder = "process " + found.string(0, 0);
    if (!found.text(0, 1).empty()) holder += ", application '" + found.string(0, 1) + "'";
    holder += ", client " + found.string(0, 2);
    return holder + ", its statement runs for " + found.string(0, 3) + " s";
}

template <class = void>
class basic_migration_lock;
using migration_lock = basic_migration_lock<>;

/// Holds the lock until it is released or destroyed.
///
/// A waiter that asks with pg_try_advisory_lock() holds no snapshot: CREATE INDEX CONCURRENTLY of the
/// holder does not wait for it, which would be a deadlock.
template <class>
class basic_migration_lock {
public:
    basic_migration_lock(const session& talk, std::string lock_name)
        : talk_(talk), lock_name_(std::move(lock_name)) {}
    basic_migration_lock(const migration_lock&) = delete;
    migration_lock& operator=(const migration_lock&) = delete;
    ~basic_migration_lock() {
        if (!is_held_ || !talk_.server().is_usable()) return;
        try {
            talk_.run(unlock(), bound_values().add_text(lock_name_));
        } catch (const error&) {
            // The session ends with the lock; nothing else can be done for it.
            talk_.server().close();
        }
    }

    /// Asks once. True when the lock is ours now.
    bool try_take() {
        const text_rows answer = talk_.rows(
            "select pg_catalog.pg_try_advisory_lock(" + std::string(detail::lock_key) + ")::text",
            bound_values().add_text(lock_name_));
        is_held_ = answer.is_true(0, 0);
        if (is_held_) require_ours();
        return is_held_;
    }

    /// Throws:   migration_error when the server says that the lock was not ours.
    void release() {
        is_held_ = false;
        const text_rows answer = talk_.rows(unlock(), bound_values().add_text(lock_name_));
        if (!answer.is_true(0, 0)) fail_foreign_session();
    }

private:
    static std::string unlock() {
        return "select pg_catalog.pg_advisory_unlock(" + std::string(detail::lock_key) + ")::text";
    }

    /// A pooler may have sent the lock to another session than the next statement.
    void require_ours() const {
        const text_rows found =
            talk_.rows(detail::lock_rows("pg_catalog.bool_or(l.pid operator(pg_catalog.=)"
                                         " pg_catalog.pg_backend_pid())::text"),
                       bound_values().add_text(lock_name_));
        if (!found.is_true(0, 0)) fail_foreign_session();
    }

    [[noreturn]] void fail_foreign_session() const {
        detail::fail("the lock of the migrations is held by another session than this one", {},
                     talk_.where(), "connect directly, not through a transaction pooler");
    }

    const session& talk_;
    std::string lock_name_;
    bool is_held_ = false;
};

}  // namespace orm::migration
