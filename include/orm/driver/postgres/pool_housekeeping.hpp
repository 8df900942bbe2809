// SPDX-License-Identifier: MIT
// The pool's background work: closes what is old, opens what is missing, ends in order.
#pragma once

#include <algorithm>

#include <orm/driver/postgres/pool.hpp>

namespace orm::driver::postgres {

/// Started with the first connection, so that a pool that is never used has no thread, and in a program
/// without threads with the second: see pool.
template <class Void>
void basic_pool<Void>::start_housekeeping() {
    __atomic_store_n(&has_housekeeper_, true, __ATOMIC_RELAXED);
    const bool has_work = options_.idle_timeout.count() > 0 || options_.min_size > 0 ||
                          options_.max_lifetime.count() > 0;
    if (!has_work || is_closed_ || housekeeper_.is_running()) return;
    const signals_blocked quiet;
    // Without a thread to be had, old connections stay until they are used.
    housekeeper_.start(
        [](void* self) -> void* {
            static_cast<basic_pool*>(self)->keep_house();
            return nullptr;
        },
        this);
}

/// The program has got threads since its first connection was opened.
template <class Void>
ORM_COLD void basic_pool<Void>::find_housekeeper() noexcept {
    const lock held(mutex_);
    start_housekeeping();
}

template <class Void>
std::chrono::milliseconds basic_pool<Void>::housekeeping_interval() const {
    std::chrono::milliseconds shortest{30'000};
    if (options_.idle_timeout.count() > 0) shortest = std::min(shortest, options_.idle_timeout / 2);
    if (options_.max_lifetime.count() > 0) shortest = std::min(shortest, options_.max_lifetime / 2);
    return std::max(shortest, std::chrono::milliseconds(20));
}

/// Never throws: a server that is away is met again by whoever needs a connection.
template <class Void>
void basic_pool<Void>::keep_house() {
    lock held(mutex_);
    while (!is_closed_) {
        close_old_ones(held);
        refill(held);
        if (!is_closed_) changed_.wait_until(held, deadline::in(housekeeping_interval()).moment());
    }
}

template <class Void>
void basic_pool<Void>::close_old_ones(lock& held) {
    const std::int64_t now_ms = detail::coarse_now_ms();
    const std::int64_t idle_ms = options_.idle_timeout.count();
    if (pooled* const ready = take_ready()) keep(held, *ready, now_ms);
    for (std::size_t i = 0; i < idle_.size() && !is_closed_;) {
        pooled& one = *idle_[i];
        const bool is_idle_too_long = idle_ms > 0 && now_ms - one.changed_hands_ms() >= idle_ms &&
                                      all_.size() > options_.min_size;
        const bool is_too_old = one.expires_ms != 0 && now_ms >= one.expires_ms;
        if (!is_idle_too_long && !is_too_old) {
            ++i;
            continue;
        }
        idle_.erase(idle_.begin() + static_cast<std::ptrdiff_t>(i));
        retire(held, one);
        held.lock();
        i = 0;  // the lock was released: the list may be another one
    }
}

template <class Void>
void basic_pool<Void>::refill(lock& held) {
    while (!is_closed_ && all_.size() + opening_ < options_.min_size) {
        ++opening_;
        try {
            pooled* const opened = open(held, execution_context(source_location{}), deadline());
            held.unlock();
            release(*opened);
            held.lock();
        } catch (...) {
            if (!held.owns_lock()) held.lock();
            return;
        }
    }
}

template <class Void>
bool basic_pool<Void>::close(deadline until) {
    if (is_inherited()) return true;  // what is open belongs to the parent
    lock held(mutex_);
    __atomic_store_n(&is_closed_, true,
                     __ATOMIC_RELAXED);  // connect() looks at it without the lock
    note_wants();
    if (pooled* const ready = take_ready()) idle_.push_back(ready);
    waiters_.wake_all();  // each takes itself out of the queue
    changed_.notify_all();
    while (!idle_.empty()) {
        pooled& one = *idle_.back();
        idle_.pop_back();
        retire(held, one);
        held.lock();
    }
    while (!all_.empty() || opening_ > 0) {
        if (until.is_never()) changed_.wait(held);
        else if (!changed_.wait_until(held, until.moment())) break;
    }
    return all_.empty() && opening_ == 0;
}

template <class Void>
basic_pool<Void>::~basic_pool() {
    close(deadline::in(std::chrono::nanoseconds(0)));
    housekeeper_.join();
    for (pooled* one : abandoned_) delete one;
    for (pooled* one : all_) delete one;
}

}  // namespace orm::driver::postgres
