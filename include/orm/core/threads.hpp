// SPDX-License-Identifier: MIT
// Waiting for other threads, on POSIX itself: <condition_variable> and <thread> cost every file 0.1 s.
#pragma once

#include <ctime>
#include <mutex>

#include <pthread.h>

namespace orm::detail {

/// What std::condition_variable is, on the monotonic clock.
///
/// Thread:   any; waiting needs the lock that guards what is waited for.
class condition {
public:
    condition() noexcept {
        pthread_condattr_t monotonic;
        pthread_condattr_init(&monotonic);
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
        pthread_cond_init(&native_, &monotonic);
        pthread_condattr_destroy(&monotonic);
    }
    condition(const condition&) = delete;
    condition& operator=(const condition&) = delete;
    ~condition() { pthread_cond_destroy(&native_); }

    void wait(std::unique_lock<std::mutex>& held) noexcept {
        pthread_cond_wait(&native_, held.mutex()->native_handle());
    }

    /// Takes:    until, of CLOCK_MONOTONIC.
    /// Gives:    false when the moment has passed.
    bool wait_until(std::unique_lock<std::mutex>& held, const timespec& until) noexcept {
        return pthread_cond_timedwait(&native_, held.mutex()->native_handle(), &until) == 0;
    }

    void notify_one() noexcept { pthread_cond_signal(&native_); }
    void notify_all() noexcept { pthread_cond_broadcast(&native_); }

private:
    pthread_cond_t native_;
};

/// A thread that its owner joins.
class joined_thread {
public:
    joined_thread() = default;
    joined_thread(const joined_thread&) = delete;
    joined_thread& operator=(const joined_thread&) = delete;

    /// Calls body(argument) in a new thread. False when there is none to be had.
    bool start(void* (*body)(void*), void* argument) noexcept {
        is_running_ = pthread_create(&native_, nullptr, body, argument) == 0;
        return is_running_;
    }

    bool is_running() const noexcept { return is_running_; }

    void join() noexcept {
        if (is_running_) pthread_join(native_, nullptr);
        is_running_ = false;
    }

private:
    pthread_t native_{};
    bool is_running_ = false;
};

}  // namespace orm::detail
