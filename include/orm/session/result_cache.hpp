// SPDX-License-Identifier: MIT
// What a statement needs to know of the cache of db.cached(); the cache itself is in <orm/cache.hpp>.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <orm/core/bytes.hpp>
#include <orm/driver/postgres/parameters.hpp>
#include <orm/driver/postgres/result.hpp>
#include <orm/expr/outline.hpp>
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
        std::swap(answer_, other.answer_);
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

/// The right to fill an entry; 0 for a caller that runs the statement for itself alone.
struct cache_ticket {
    std::uint64_t number = 0;
};

/// The cache as a statement sees it.
class result_cache : public write_watcher {
public:
    /// Gives:    an answer that is young enough; or nothing, and then the caller runs the statement and
    ///           calls keep() or give_up(). Waits for another thread that runs the same statement.
    /// Throws:   timeout while waiting.
    virtual cached_handle find(const std::string& key, const outline& statement,
                               std::chrono::nanoseconds max_age,
                               const driver::postgres::execution_context& context,
                               cache_ticket& ticket) = 0;
    virtual void keep(const std::string& key, cache_ticket ticket,
                      const cached_handle& answer) noexcept = 0;
    virtual void give_up(const std::string& key, cache_ticket ticket) noexcept = 0;
};

/// Fills an entry, or lets the next in line try when the statement throws.
class cache_turn {
public:
    cache_turn(result_cache& cache, const std::string& key, cache_ticket ticket)
        : cache_(cache), key_(key), ticket_(ticket) {}
    cache_turn(const cache_turn&) = delete;
    cache_turn& operator=(const cache_turn&) = delete;
    ~cache_turn() {
        if (!is_done_) cache_.give_up(key_, ticket_);
    }

    ORM_COLD cached_handle keep(driver::postgres::result&& rows, const std::string& sql) {
        cached_handle answer(new cached_answer{std::move(rows), sql});
        cache_.keep(key_, ticket_, answer);
        is_done_ = true;
        return answer;
    }

private:
    result_cache& cache_;
    const std::string& key_;
    cache_ticket ticket_;
    bool is_done_ = false;
};

/// The statement's identity and its values, byte by byte.
ORM_COLD inline std::string cache_key(std::uint64_t shape,
                                      const driver::postgres::parameters& values) {
    std::string key(sizeof shape, '\0');
    store_big_endian(key.data(), shape);
    for (std::size_t i = 0; i < values.count; ++i) {
        const bool is_null = values.values[i] == nullptr;
        char length[4];
        store_big_endian(length, std::int32_t{is_null ? -1 : values.lengths[i]});
        key.append(length, sizeof length);
        if (!is_null) key.append(values.values[i], static_cast<std::size_t>(values.lengths[i]));
    }
    return key;
}

}  // namespace orm::detail
