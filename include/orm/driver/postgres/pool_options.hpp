// SPDX-License-Identifier: MIT
// How large a pool is, how long its connections live, and what it counts.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <orm/core/error.hpp>
#include <orm/driver/postgres/pool_stats.hpp>

namespace orm::driver::postgres {

struct pool_options {
    std::size_t max_size = 8;

    /// Kept open even when nobody needs them.
    std::size_t min_size = 0;

    /// How long acquire() waits when its context has no earlier deadline.
    std::chrono::milliseconds acquire_timeout{30'000};

    /// Connections above min_size that were idle for longer are closed. 0: never.
    std::chrono::milliseconds idle_timeout{600'000};

    /// Older connections are replaced when they are returned, up to a tenth earlier so that they do
    /// not all go at once. 0: never.
    std::chrono::milliseconds max_lifetime{1'800'000};
};

/// Refuses options that contradict each other.
template <class = void>
void check(const pool_options& options, source_location where) {
    const auto ms = [](std::chrono::milliseconds duration) {
        return std::to_string(duration.count()) + " ms";
    };
    if (options.max_size == 0) throw error("pool: max_size is 0; it must be at least 1", where);
    if (options.min_size > options.max_size)
        throw error("pool: min_size (" + std::to_string(options.min_size) +
                        ") is larger than max_size (" + std::to_string(options.max_size) + ")",
                    where);
    if (options.acquire_timeout.count() <= 0)
        throw error("pool: acquire_timeout (" + ms(options.acquire_timeout) + ") must be positive",
                    where);
    if (options.idle_timeout.count() < 0 || options.max_lifetime.count() < 0)
        throw error("pool: idle_timeout and max_lifetime must not be negative", where);
    if (options.max_lifetime.count() > 0 && options.idle_timeout > options.max_lifetime)
        throw error("pool: idle_timeout (" + ms(options.idle_timeout) +
                        ") is longer than max_lifetime (" + ms(options.max_lifetime) +
                        "); idle connections would never be reached by it",
                    where);
}

}  // namespace orm::driver::postgres
