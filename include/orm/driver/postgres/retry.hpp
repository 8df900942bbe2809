// SPDX-License-Identifier: MIT
// When a whole transaction is run again, and how long to wait before.
#pragma once

#include <poll.h>
#include <chrono>
#include <cstdint>

#include <orm/core/error.hpp>
#include <orm/driver/postgres/execution_context.hpp>

namespace orm::driver::postgres {

/// Exponential backoff with full jitter.
///
///     for (retry_policy::attempt attempt(policy);;) {
///         try { ...begin, work, commit...; return; }
///         catch (const orm::error& failure) { if (!attempt.wait_after(failure, until)) throw; }
///     }
///
/// Only 40001 and 40P01 are repeated: there the server says that it rolled back. An unknown commit, a
/// lost connection and the user's own exceptions never are.
struct retry_policy {
    int max_attempts = 5;
    std::chrono::milliseconds first_delay{10};
    std::chrono::milliseconds longest_delay{1'000};

    class attempt {
    public:
        explicit attempt(const retry_policy& policy) : policy_(policy) {}

        /// Sleeps, if the failure may be repeated and there is time. False: pass the failure on.
        template <class = void>
        bool wait_after(const error& failure, deadline until) {
            if (!failure.may_retry() || ++count_ >= policy_.max_attempts) return false;
            const std::chrono::milliseconds delay = next_delay();
            if (until.is_set() && deadline::in(delay).is_after(until)) return false;
            ::poll(nullptr, 0, static_cast<int>(delay.count()));
            return true;
        }

        int failed_attempts() const { return count_; }

        /// Between 0 and the backoff of this attempt: two that collided do not collide again.
        template <class = void>
        std::chrono::milliseconds next_delay() {
            const std::int64_t longest = policy_.longest_delay.count();
            const int doublings = std::min(std::max(count_ - 1, 0), 20);
            const std::int64_t backoff =
                std::min(longest, policy_.first_delay.count() << doublings);
            return std::chrono::milliseconds(
                backoff <= 0 ? 0
                             : static_cast<std::int64_t>(
                                   random() % (static_cast<std::uint64_t>(backoff) + 1)));
        }

    private:
        // xorshift64*: enough to spread waiters; <random> would cost every includer 0.1 s.
        template <class = void>
        std::uint64_t random() {
            state_ ^= state_ >> 12U;
            state_ ^= state_ << 25U;
            state_ ^= state_ >> 27U;
            return state_ * 0x2545'F491'4F6C'DD1DU;
        }

        template <class = void>
        static std::uint64_t seed() {
            static thread_local std::uint64_t count = 0;
            const auto now = deadline::clock::now().time_since_epoch().count();
            return (static_cast<std::uint64_t>(now) ^ reinterpret_cast<std::uintptr_t>(&count)) +
                   (++count * 0x9E37'79B9'7F4A'7C15U) + 1;
        }

        const retry_policy& policy_;
        int count_ = 0;
        std::uint64_t state_ = seed() | 1U;
    };
};

}  // namespace orm::driver::postgres
