// SPDX-License-Identifier: MIT
// How the pool lends and takes back.
#pragma once

#include <orm/driver/postgres/pool.hpp>

namespace orm::driver::postgres {

ORM_COLD [[noreturn]] inline void throw_inherited_pool(source_location where) {
    throw forked_connection(
        "the pool belongs to the process that made it; make a new one after fork()", where);
}

template <class Void>
connection& basic_pool<Void>::acquire(const execution_context& context) {
    if (is_inherited()) [[unlikely]]
        throw_inherited_pool(context.where);
    pooled* const found = take_ready();
    if (found == nullptr) return acquire_slowly(context);
    lend(*found, context.where, detail::coarse_now_ms());
    if (is_fit(*found, context)) [[likely]]
        return *found;
    lock held(mutex_);
    retire(held, *found);
    return acquire_slowly(context);
}

template <class Void>
ORM_COLD connection& basic_pool<Void>::acquire_slowly(const execution_context& context) {
    // Set where it is first needed, so that all tries together take no longer than one.
    deadline limit;
    while (true) {
        lock held(mutex_);
        pooled* const candidate = take(held, context, limit);
        held.unlock();
        if (is_fit(*candidate, context)) return *candidate;
        held.lock();
        retire(held, *candidate);
    }
}

template <class Void>
void basic_pool<Void>::check_open(const execution_context& context) const {
    if (__atomic_load_n(&is_closed_, __ATOMIC_RELAXED)) [[unlikely]]
        throw error("the pool is closed", context.where);
}

/// An idle connection, a new one, or the turn in the queue.
template <class Void>
typename basic_pool<Void>::pooled* basic_pool<Void>::take(lock& held,
                                                          const execution_context& context,
                                                          deadline& limit) {
    check_open(context);
    if (waiters_.empty()) {
        pooled* found = take_ready();
        if (found == nullptr && !idle_.empty()) {
            found = idle_.back();
            idle_.pop_back();
        }
        if (found != nullptr) {
            lend(*found, context.where, detail::coarse_now_ms());
            return found;
        }
    }
    if (!limit.is_set()) limit = earlier(context.until, deadline::in(options_.acquire_timeout));
    if (all_.size() + opening_ < options_.max_size) {
        ++opening_;
        return open(held, context, limit);
    }
    return wait_in_queue(held, context, limit);
}

template <class Void>
typename basic_pool<Void>::pooled* basic_pool<Void>::wait_in_queue(lock& held,
                                                                   const execution_context& context,
                                                                   deadline until) {
    const auto start = deadline::clock::now();
    detail::pool_waiter waiter;
    waiter.holder = context.where;
    waiters_.push(waiter);
    note_wants();
    // Whoever returned one before it saw the queue has left it in the place.
    if (pooled* const missed = take_ready()) keep(held, *missed, detail::coarse_now_ms());
    while (!waiter.is_served() && !is_closed_) {
        if (until.is_never()) waiter.wake.wait(held);
        else if (!waiter.wake.wait_until(held, until.moment())) break;
    }
    counted_.waited += deadline::clock::now() - start;
    if (!waiter.is_served()) {
        waiters_.remove(waiter);
        note_wants();
        check_open(context);
        ++counted_.timed_out;
        throw_exhausted(context);
    }
    return waiter.connection != nullptr ? waiter.connection : open(held, context, until);
}

/// Takes:    a place that was counted in opening_.
/// Throws:   also when the pool was closed meanwhile: it lends no more.
template <class Void>
typename basic_pool<Void>::pooled* basic_pool<Void>::open(lock& held,
                                                          const execution_context& context,
                                                          deadline until) {
    pooled* opened = nullptr;
    held.unlock();
    try {
        check_open(context);
        opened = new pooled(connect(server_, {until, context.where}, &is_closed_));
        check_open(context);
    } catch (...) {
        delete opened;
        held.lock();
        --opening_;
        pass_on_place();
        changed_.notify_all();
        check_open(context);  // that is why, whatever connect() says
        throw;
    }
    held.lock();
    --opening_;
    all_.push_back(opened);
    ++counted_.opened;
    const std::int64_t now_ms = detail::coarse_now_ms();
    opened->opened_ms = now_ms;
    opened->expires_ms = expiry(now_ms);
    opened->take_back(now_ms);
    opened->statement_epoch = statement_epoch_;
    lend(*opened, context.where, now_ms);
    if (!ORM_HAS_ONE_THREAD || all_.size() > 1) start_housekeeping();
    return opened;
}

template <class Void>
void basic_pool<Void>::lend(pooled& lent, source_location holder, std::int64_t now_ms) {
    const std::int64_t returned_ms = lent.changed_hands_ms();
    const std::uint64_t epoch = __atomic_load_n(&statement_epoch_, __ATOMIC_RELAXED);
    lent.needs_look = now_ms - returned_ms > trusted_idle_ms ||
                      returned_ms <= __atomic_load_n(&suspect_since_ms_, __ATOMIC_RELAXED);
    if (lent.needs_look) [[unlikely]]
        lent.has_outlived = has_outlived(lent, now_ms);
    lent.needs_new_statements = lent.statement_epoch != epoch;
    lent.statement_epoch = epoch;
    lent.set_home(this);
    lent.hand_to(holder, now_ms);
}

/// Where no thread looks after it.
template <class Void>
ORM_COLD bool basic_pool<Void>::has_outlived(const pooled& idle, std::int64_t now_ms) const {
    const std::int64_t idle_ms = options_.idle_timeout.count();
    const bool is_idle_too_long =
        idle_ms > 0 && options_.min_size == 0 && now_ms - idle.changed_hands_ms() >= idle_ms;
    return is_idle_too_long || (idle.expires_ms != 0 && now_ms >= idle.expires_ms);
}

/// Outside the lock: may wait for the answer to a reset.
template <class Void>
bool basic_pool<Void>::is_fit(pooled& candidate, const execution_context& context) noexcept {
    if (candidate.needs_look || candidate.needs_new_statements || candidate.is_resetting)
        [[unlikely]]
        return passes_checks(candidate, context);
    return true;
}

template <class Void>
ORM_COLD bool basic_pool<Void>::passes_checks(pooled& candidate,
                                              const execution_context& context) noexcept {
    if (candidate.needs_new_statements) candidate.forget_statements();
    if (candidate.is_resetting) {
        candidate.is_resetting = false;
        try {
            const deadline soon = deadline::in(std::chrono::seconds(1));
            finish_reset(candidate, {earlier(context.until, soon), context.where});
        } catch (...) {
            return false;
        }
    }
    return !candidate.needs_look || (!candidate.has_outlived && is_alive(candidate));
}

/// The server's word decides, not ours: only an idle session without an unread answer goes back.
template <class Void>
bool basic_pool<Void>::may_return(pooled& returned, std::int64_t now_ms) const noexcept {
    if (!returned.is_usable() || returned.is_busy() ||
        returned.status() != transaction_status::idle)
        return false;
    if (returned.expires_ms != 0 && now_ms >= returned.expires_ms) return false;
    if (!returned.session_changed()) [[likely]]
        return true;
    // Behind a pooler the session is not ours to reset: it may be another one by now.
    if (!returned.may_prepare()) return true;
    returned.is_resetting = start_reset(returned);
    return returned.is_resetting;
}

template <class Void>
void basic_pool<Void>::release(connection& lent) noexcept {
    auto& returned = static_cast<pooled&>(lent);
    returned.forget_begin();
    const std::int64_t now_ms = detail::coarse_now_ms();
    if (!may_return(returned, now_ms)) [[unlikely]]
        return drop(returned, now_ms);
    returned.take_back(now_ms);
    // In this order: who waits says so first and looks into the place then, so one of both sees the other.
    pooled* const displaced = __atomic_exchange_n(&ready_, &returned, __ATOMIC_SEQ_CST);
    if (displaced != nullptr || __atomic_load_n(&has_wants_, __ATOMIC_SEQ_CST)) [[unlikely]]
        settle(displaced, now_ms);
    if (!ORM_HAS_ONE_THREAD && !__atomic_load_n(&has_housekeeper_, __ATOMIC_RELAXED)) [[unlikely]]
        find_housekeeper();
}

/// Takes:    displaced, the connection that lay in the place before, or nullptr.
template <class Void>
ORM_COLD void basic_pool<Void>::settle(pooled* displaced, std::int64_t now_ms) noexcept {
    lock held(mutex_);
    if (displaced != nullptr) keep(held, *displaced, now_ms);
    if (!is_closed_ && waiters_.empty()) return;
    if (pooled* const taken = take_ready()) keep(held, *taken, now_ms);
}

/// For whoever is first in the queue, or for later.
template <class Void>
void basic_pool<Void>::keep(lock& held, pooled& returned, std::int64_t now_ms) noexcept {
    if (is_closed_) {
        retire(held, returned);
        held.lock();
    } else if (waiters_.empty()) {
        idle_.push_back(&returned);  // never reallocates: reserved for max_size
    } else {
        detail::pool_waiter& first = waiters_.pop();
        note_wants();
        lend(returned, first.holder, now_ms);
        first.connection = &returned;
        first.wake.notify_one();
    }
}

template <class Void>
ORM_COLD void basic_pool<Void>::drop(pooled& unfit, std::int64_t now_ms) noexcept {
    // In a forked child nobody may hold the lock that another thread held in the parent.
    if (is_inherited()) return unfit.close();
    lock held(mutex_);
    // One lost session often means that the server restarted: look at the others before lending.
    if (!unfit.is_usable()) __atomic_store_n(&suspect_since_ms_, now_ms, __ATOMIC_RELAXED);
    retire(held, unfit);
}

/// Closes a connection and gives its place to the next in the queue. Leaves the lock released.
template <class Void>
void basic_pool<Void>::retire(lock& held, pooled& dead) noexcept {
    for (std::size_t i = 0; i < all_.size(); ++i)
        if (all_[i] == &dead) {
            all_[i] = all_.back();
            all_.pop_back();
            break;
        }
    ++counted_.closed;
    counted_.acquired += dead.times_lent();
    const bool is_still_used = dead.is_busy();
    if (is_still_used) abandoned_.push_back(&dead);
    ++opening_;  // the place is taken until the session is closed: never more than max_size
    held.unlock();
    if (is_still_used) dead.session_link().mark_broken();
    else delete &dead;
    held.lock();
    --opening_;
    pass_on_place();
    changed_.notify_all();
    held.unlock();
}

/// Lets the first in the queue open a connection, when there is room.
template <class Void>
void basic_pool<Void>::pass_on_place() {
    if (is_closed_ || waiters_.empty() || all_.size() + opening_ >= options_.max_size) return;
    ++opening_;
    detail::pool_waiter& first = waiters_.pop();
    note_wants();
    first.may_open = true;
    first.wake.notify_one();
}

template <class Void>
std::int64_t basic_pool<Void>::expiry(std::int64_t now_ms) {
    const std::int64_t lifetime_ms = options_.max_lifetime.count();
    if (lifetime_ms == 0) return 0;
    const auto spread = static_cast<std::int64_t>((counted_.opened * 0x9E37'79B9U) % 1'000U);
    return now_ms + lifetime_ms - lifetime_ms * spread / 10'000;
}

template <class Void>
ORM_COLD void basic_pool<Void>::throw_exhausted(const execution_context& context) const {
    const pooled* longest = nullptr;
    for (const pooled* one : all_) {
        if (!one->is_lent()) continue;
        if (longest == nullptr || one->changed_hands_ms() < longest->changed_hands_ms())
            longest = one;
    }
    // One that is just being given back counts as in use: nobody else can have it yet.
    std::string message = "no connection became free in time (in use " +
                          std::to_string(all_.size() - idle_.size()) + ", idle " +
                          std::to_string(idle_.size()) + ", opening " + std::to_string(opening_) +
                          ", waiting " + std::to_string(waiters_.size()) + ", max " +
                          std::to_string(options_.max_size) + ")";
    if (longest != nullptr) {
        const std::int64_t held_ms = detail::coarse_now_ms() - longest->changed_hands_ms();
        message += "; longest held for " + std::to_string(held_ms) + " ms by " + longest->holder();
    }
    message +=
        "; inside a transaction use its tx instead of db; hold connections for a shorter "
        "time, or raise pool_size";
    throw pool_exhausted(std::move(message), context.where);
}

template <class Void>
void basic_pool<Void>::forget_statements() {
    if (is_inherited()) throw_inherited_pool(source_location::current());
    const lock held(mutex_);
    __atomic_store_n(&statement_epoch_, statement_epoch_ + 1, __ATOMIC_RELAXED);
}

template <class Void>
pool_stats basic_pool<Void>::stats() const {
    if (is_inherited()) throw_inherited_pool(source_location::current());
    const lock held(mutex_);
    pool_stats now = counted_;
    for (const pooled* one : all_) now.acquired += one->times_lent();
    now.idle = idle_.size();
    if (__atomic_load_n(&ready_, __ATOMIC_RELAXED) != nullptr) ++now.idle;
    now.in_use = all_.size() - now.idle;
    now.opening = opening_;
    now.waiting = waiters_.size();
    now.max = options_.max_size;
    return now;
}

/// Makes a pool; opens nothing yet.
///
/// Throws:   error when the options contradict each other.
template <class = void>
source_handle make_pool(connection_options server, const pool_options& options,
                        source_location where = source_location::current()) {
    return source_handle(new pool(std::move(server), options, where));
}

}  // namespace orm::driver::postgres
