// SPDX-License-Identifier: MIT
// The pool's books: who has which connection, who waits in which order. Does no I/O, holds no lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include <orm/core/threads.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/pool_options.hpp>

namespace orm::driver::postgres::detail {

/// Monotonic milliseconds, a few milliseconds coarse; a tenth of the price of the exact clock.
inline std::int64_t coarse_now_ms() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
}

/// A connection with what the pool knows about it. What its borrower writes without the pool's lock is
/// written atomically, for throw_exhausted() and stats() read it meanwhile.
struct pooled_connection : connection {
    template <class = void>
    explicit pooled_connection(connection&& opened) : connection(std::move(opened)) {}

    std::int64_t opened_ms = 0;
    std::int64_t expires_ms = 0;  ///< 0: never
    std::uint64_t statement_epoch = 0;
    bool is_resetting = false;
    bool needs_look = false;
    bool has_outlived = false;  ///< told apart where needs_look is set
    bool needs_new_statements = false;

    /// Takes:    holder, who has it from now on.
    void hand_to(source_location holder, std::int64_t now_ms) {
        __atomic_store_n(&holder_file_, holder.file_name(), __ATOMIC_RELAXED);
        __atomic_store_n(&holder_line_, static_cast<unsigned>(holder.line()), __ATOMIC_RELAXED);
        __atomic_store_n(&times_lent_, times_lent_ + 1, __ATOMIC_RELAXED);
        __atomic_store_n(&is_lent_, true, __ATOMIC_RELAXED);
        set_changed_hands_ms(now_ms);
    }
    void take_back(std::int64_t now_ms) {
        __atomic_store_n(&is_lent_, false, __ATOMIC_RELAXED);
        set_changed_hands_ms(now_ms);
    }

    bool is_lent() const { return __atomic_load_n(&is_lent_, __ATOMIC_RELAXED); }
    std::uint64_t times_lent() const { return __atomic_load_n(&times_lent_, __ATOMIC_RELAXED); }
    std::int64_t changed_hands_ms() const {
        return __atomic_load_n(&changed_hands_ms_, __ATOMIC_RELAXED);
    }
    template <class = void>
    std::string holder() const {
        return std::string(__atomic_load_n(&holder_file_, __ATOMIC_RELAXED)) + ":" +
               std::to_string(__atomic_load_n(&holder_line_, __ATOMIC_RELAXED));
    }

private:
    void set_changed_hands_ms(std::int64_t now_ms) {
        __atomic_store_n(&changed_hands_ms_, now_ms, __ATOMIC_RELAXED);
    }

    std::int64_t changed_hands_ms_ = 0;
    std::uint64_t times_lent_ = 0;
    const char* holder_file_ = "";
    unsigned holder_line_ = 0;
    bool is_lent_ = false;
};

/// One thread in the queue. What it waits for is put into it, so that nobody can overtake it.
struct pool_waiter {
    orm::detail::condition wake;
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
