// SPDX-License-Identifier: MIT
// What a pool counts.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace orm::driver::postgres {

/// A moment's view of a pool.
struct pool_stats {
    std::size_t in_use = 0;
    std::size_t idle = 0;
    std::size_t opening = 0;
    std::size_t waiting = 0;
    std::size_t max = 0;
    std::uint64_t acquired = 0;         ///< since the pool exists
    std::uint64_t opened = 0;           ///< connections made
    std::uint64_t closed = 0;           ///< connections closed for whatever reason
    std::uint64_t timed_out = 0;        ///< acquire() calls that ended in pool_exhausted
    std::chrono::nanoseconds waited{};  ///< sum over all acquire() calls that had to queue
};

}  // namespace orm::driver::postgres
