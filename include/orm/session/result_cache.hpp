// SPDX-License-Identifier: MIT
// What a statement needs to know of the cache of db.cached(); the cache itself is in <orm/cache.hpp>.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/parameters.hpp>
#include <orm/driver/postgres/result.hpp>
#include <orm/session/session.hpp>

namespace orm::detail {

/// An answer that several threads may read. Counted by its handles.
struct cached_answer {
    driver::postgres::result rows;
    std::string sql;
    long references = 1;
    bool was_checked = false;

    bool is_checked() const { return __atomic_load_n(&was_checked, __ATOMIC_ACQUIRE); }
    void set_checked() { __atomic_store_n(&was_checked, true, __ATOMIC_RELEASE); }
};

/// Counts as one owner of a cached answer.
class cached_handle {
public:
    cached_handle() = default;
    explicit cached_handle(cached_answer* adopted) : answer_(adopted) {}
    cached_handle(const cached_handle& other) noexcept : answer_(other.answer_) {
        if (answer_ != nullptr) __atomic_add_fetch(&answer_->references, 1, __ATOMIC_RELAXED);
    }
    cached_handle& operator=(cached_handle other) noexcept {
        orm::detail::swap_values(answer_, other.answer_);
        return *this;
    }
    ~cached_handle() {
        if (answer_ != nullptr) release();
    }

    cached_answer* operator->() const { return answer_; }
    explicit operator bool() const { return answer_ != nullptr; }

private:
    ORM_COLD void release() noexcept {
        if (__atomic_sub_fetch(&answer_->references, 1, __ATOMIC_ACQ_REL) == 0) delete answer_;
    }

    cached_answer* answer_ = nullptr;
};

class execution;

/// The cache as a statement sees it.
class result_cache : public write_watcher {
public:
    /// Answers a statement from memory, or runs it and keeps its answer.
    ///
    /// Gives:    false, having done nothing, for a statement that is not to be cached.
    /// Throws:   what running it throws; timeout while waiting for another thread that runs it.
    virtual bool answer(execution& asked, const outline& statement, std::uint64_t seed,
                        const driver::postgres::parameters& values,
                        std::chrono::nanoseconds max_age) = 0;
};

}  // namespace orm::detail
