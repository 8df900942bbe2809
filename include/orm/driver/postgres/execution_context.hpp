// SPDX-License-Identifier: MIT
// What every operation on a connection is told: until when it may take, and who asked.
#pragma once

#include <chrono>
#include <climits>
#include <cstdint>
#include <ctime>
#include <limits>

#include <orm/core/source_location.hpp>

namespace orm::driver::postgres {

/// The moment at which an operation gives up.
///
///     deadline::in(std::chrono::seconds(2))   // two seconds from now
///     deadline::never()                       // waits as long as it takes
///     deadline()                              // the connection's own timeout applies
class deadline {
public:
    using clock = std::chrono::steady_clock;

    constexpr deadline() = default;

    static constexpr deadline never() { return deadline(never_ns); }

    template <class = void>
    static deadline at(clock::time_point moment) {
        return deadline(std::chrono::nanoseconds(moment.time_since_epoch()).count());
    }

    /// Takes:    the time from now; negative means that it has passed already.
    template <class = void>
    static deadline in(std::chrono::nanoseconds duration) {
        const std::int64_t now = now_ns();
        if (duration.count() > never_ns - 1 - now) return never();
        return deadline(now + duration.count());
    }

    /// As in(), by a clock that is a few milliseconds coarse and costs a quarter; never earlier.
    static deadline in_about(std::chrono::nanoseconds duration) {
        constexpr std::int64_t coarse_ns = 10'000'000;
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
        const std::int64_t now_ns = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
        if (duration.count() > never_ns - 1 - coarse_ns - now_ns) return never();
        return deadline(now_ns + coarse_ns + duration.count());
    }

    bool is_set() const { return ns_ != unset_ns; }
    bool is_never() const { return ns_ == never_ns; }
    bool has_passed() const { return !is_never() && now_ns() >= ns_; }

    bool is_after(deadline other) const { return ns_ > other.ns_; }

    /// As POSIX waits for it, on CLOCK_MONOTONIC; do not call on never() or unset ones.
    timespec moment() const {
        return {static_cast<std::time_t>(ns_ / 1'000'000'000),
                static_cast<long>(ns_ % 1'000'000'000)};
    }

    /// Time left for poll(2), rounded up; -1 without a limit, 0 when it has passed.
    template <class = void>
    int poll_timeout_ms() const {
        if (is_never()) return -1;
        const std::int64_t left = ns_ - now_ns();
        if (left <= 0) return 0;
        const std::int64_t left_ms = (left + 999'999) / 1'000'000;
        return left_ms > INT_MAX ? INT_MAX : static_cast<int>(left_ms);
    }

    /// The earlier of two deadlines; an unset one does not count.
    friend deadline earlier(deadline left, deadline right) {
        if (!left.is_set()) return right;
        if (!right.is_set()) return left;
        return left.ns_ < right.ns_ ? left : right;
    }

    /// This deadline moved by duration; never() and unset ones stay as they are.
    template <class = void>
    deadline plus(std::chrono::nanoseconds duration) const {
        return is_never() || !is_set() ? *this : deadline(ns_ + duration.count());
    }

private:
    static constexpr std::int64_t unset_ns = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t never_ns = std::numeric_limits<std::int64_t>::max();

    explicit constexpr deadline(std::int64_t ns) : ns_(ns) {}

    template <class = void>
    static std::int64_t now_ns() {
        return std::chrono::nanoseconds(clock::now().time_since_epoch()).count();
    }

    std::int64_t ns_ = unset_ns;
};

/// Given to every operation. Both parts have defaults that are safe, not precise: pass them.
struct execution_context {
    execution_context(deadline limit = {},  // NOLINT(google-explicit-constructor)
                      source_location caller = source_location::current())
        : until(limit), where(caller) {}

    execution_context(source_location caller)  // NOLINT(google-explicit-constructor)
        : where(caller) {}

    /// An unset deadline means: the timeout of the connection's options, counted from the call.
    deadline until;

    /// The caller's line, for errors.
    source_location where;
};

}  // namespace orm::driver::postgres
