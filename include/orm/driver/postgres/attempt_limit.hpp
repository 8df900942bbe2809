// SPDX-License-Identifier: MIT
// How long an attempt to connect may last: until its deadline, or until somebody ends it.
#pragma once

#include <chrono>

#include <orm/driver/postgres/execution_context.hpp>

namespace orm::driver::postgres::detail {

/// Until when to try, and a flag that ends it earlier; nullptr for none.
struct attempt_limit {
    static constexpr std::chrono::milliseconds look_interval{50};

    deadline until;
    const bool* stop = nullptr;

    template <class = void>
    bool is_over() const {
        return (stop != nullptr && __atomic_load_n(stop, __ATOMIC_RELAXED)) || until.has_passed();
    }
    /// How long to wait before is_over() is to be asked again.
    template <class = void>
    deadline next_look() const {
        return stop == nullptr ? until : earlier(until, deadline::in(look_interval));
    }
};

}  // namespace orm::driver::postgres::detail
