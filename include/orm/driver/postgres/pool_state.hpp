// SPDX-License-Identifier: MIT
// The pool's books: who has which connection, who waits in which order. Does no I/O, holds no lock.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <utility>
#include <vector>

#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/pool_options.hpp>

namespace orm::driver::postgres::detail {

/// Monotonic milliseconds, a few milliseconds coarse; a tenth of the price of the exact clock.
inline std::int64_t coarse_now_ms() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
}

/// A connection with what the pool knows about it.
struct pooled_connection : connection {
    explicit pooled_connection(connection&& opened) : connection(std::move(opened)) {}

    std::int64_t opened_ms = 0;
    std::int64_t expires_ms = 0;  ///< 0: never
    std::int64_t changed_hands_ms = 0;
    std::uint64_t statement_epoch = 0;
    source_location holder{};
    bool is_lent = false;
    bool is_resetting = false;
    bool needs_look = false;
    bool needs_new_statements = false;
};

/// One thread in the queue. What it waits for is put into it, so that nobody can overtake it.
struct pool_waiter {
    std::condition_variable wake;
    source_location holder{};
    pooled_connection* connection = nullptr;
    bool may_open = false;  ///< a place became free instead of a connection
    pool_waiter* next = nullptr;

    bool is_served() const { return connection != nullptr || may_open; }
};

/// First in, first out.
class waiter_queue {
public:
    bool empty() const { return first_ == nullptr; }
    std::size_t size() const { return size_; }

    void push(pool_waiter& waiter) {
        *(last_ == nullptr ? &first_ : &last_->next) = &waiter;
        last_ = &waiter;
        ++size_;
    }

    pool_waiter& pop() {
        pool_waiter& served = *first_;
        first_ = served.next;
        if (first_ == nullptr) last_ = nullptr;
        --size_;
        return served;
    }

    void wake_all() const {
        for (pool_waiter* at = first_; at != nullptr; at = at->next) at->wake.notify_one();
    }

    /// Takes:    a waiter that is in the queue.
    void remove(const pool_waiter& gone) {
        pool_waiter* before = nullptr;
        pool_waiter* at = first_;
        while (at != &gone) {
            before = at;
            at = at->next;
        }
        (before == nullptr ? first_ : before->next) = at->next;
        if (last_ == at) last_ = before;
        --size_;
    }

private:
    pool_waiter* first_ = nullptr;
    pool_waiter* last_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace orm::driver::postgres::detail
