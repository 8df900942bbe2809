// SPDX-License-Identifier: MIT
// The cache behind db.cached(): bounded, invalidated by writes, one round trip for all who ask at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <orm/core/bytes.hpp>
#include <orm/core/replace.hpp>
#include <orm/core/threads.hpp>
#include <orm/session/database.hpp>
#include <orm/session/execution.hpp>
#include <orm/session/statement_kind.hpp>

namespace orm {

/// What a cache has done. Given by cache_stats_of(db).
struct cache_stats {
    std::uint64_t hits = 0;    ///< answered from memory
    std::uint64_t misses = 0;  ///< asked the server
    std::uint64_t shared = 0;  ///< waited for another thread's round trip
    std::uint64_t evicted = 0;
    std::size_t entries = 0;
    std::size_t bytes = 0;
};

namespace detail {

/// The right to fill an entry; 0 for a caller that runs the statement for itself alone.
struct cache_ticket {
    std::uint64_t number = 0;
};

/// The statement's identity and its values, byte by byte.
template <class = void>
std::string cache_key(std::uint64_t shape, const driver::postgres::parameters& values) {
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

template <class = void>
class basic_write_collector;
using write_collector = basic_write_collector<>;

/// Keeps a transaction's writes until it commits.
template <class>
class basic_write_collector final : public write_watcher {
public:
    struct write {
        const char* schema;
        const char* table;
    };

    void ran(const outline& statement) noexcept override {
        if (only_reads(statement)) return;
        for_each_table(statement,
                       [&](const char* schema, const char* table) { wrote(schema, table); });
    }
    void wrote(const char* schema, const char* table) noexcept override {
        try {
            writes_.push_back({schema, table});
        } catch (...) {
            return;  // out of memory: max_age bounds how long the cache is wrong
        }
    }
    write_watcher* collector() override { return nullptr; }
    void committed(const write_watcher&) noexcept override {}

    const std::vector<write>& writes() const { return writes_; }

private:
    std::vector<write> writes_;
};

template <class = void>
class basic_memory_cache;
using memory_cache = basic_memory_cache<>;

/// Thread:   all functions from any thread.
template <class>
class basic_memory_cache final : public result_cache {
public:
    explicit basic_memory_cache(const cache_options& options) : max_bytes_(options.max_bytes) {}

    bool answer(execution& asked, const outline& statement, std::uint64_t seed,
                const driver::postgres::parameters& values,
                std::chrono::nanoseconds max_age) override {
        if (!only_reads(statement)) return false;
        const std::string key = cache_key(asked.identity(statement, seed), values);
        cache_ticket ticket;
        cached_handle known = find(key, statement, max_age, asked.context(), ticket);
        if (!known) known = run(asked, statement, seed, values, key, ticket);
        asked.set_cached(std::move(known));
        return true;
    }

    void ran(const outline& statement) noexcept override {
        if (only_reads(statement)) return;
        for_each_table(statement,
                       [&](const char* schema, const char* table) { wrote(schema, table); });
    }

    void wrote(const char* schema, const char* table) noexcept override {
        const lock held(mutex_);
        try {
            ++versions_[table_key(schema, table)];
        } catch (...) {
            ++epoch_;  // no memory for the name: then everything is forgotten
        }
    }

    write_watcher* collector() override { return new write_collector; }
    void committed(const write_watcher& collected) noexcept override {
        for (const auto& one : static_cast<const write_collector&>(collected).writes())
            wrote(one.schema, one.table);
    }

    void clear() {
        const lock held(mutex_);
        ++epoch_;
    }

    cache_stats stats() const {
        const lock held(mutex_);
        cache_stats now = stats_;
        now.entries = entries_.size();
        now.bytes = bytes_;
        return now;
    }

private:
    using clock = std::chrono::steady_clock;
    using lock = std::unique_lock<std::mutex>;

    struct entry {
        std::string key;
        std::vector<std::uint64_t> versions;  ///< of its tables when the statement was sent
        std::uint64_t ticket = 0;             ///< not 0 while the statement runs
        clock::time_point stored{};
        std::size_t bytes = 0;
        cached_handle answer;
    };
    using position = typename std::list<entry>::iterator;

    cached_handle run(execution& asked, const outline& statement, std::uint64_t seed,
                      const driver::postgres::parameters& values, const std::string& key,
                      cache_ticket ticket) {
        try {
            asked.run(statement, seed, values);
            const cached_handle fresh(new cached_answer{asked.take_answer(), asked.sql()});
            keep(key, ticket, fresh);
            return fresh;
        } catch (...) {
            give_up(key, ticket);
            throw;
        }
    }

    /// Gives:    an answer that is young enough; or nothing, and then the caller runs the statement and
    ///           calls keep() or give_up(). Waits for another thread that runs the same statement.
    cached_handle find(const std::string& key, const outline& statement,
                       std::chrono::nanoseconds max_age,
                       const driver::postgres::execution_context& context, cache_ticket& ticket) {
        const std::vector<std::string> tables = tables_of(statement);
        lock held(mutex_);
        for (bool has_waited = false;;) {
            const auto found = entries_.find(key);
            // Who waited for a statement that failed asks for itself: all at once, not one by one.
            if (found == entries_.end()) return has_waited ? alone() : begin(key, tables, ticket);
            entry& known = *found->second;
            const bool is_current = known.versions == versions_of(tables);
            if (known.ticket != 0) {
                // What runs now may have read before a write: who comes after it asks for itself.
                if (!is_current) return alone();
                if (!orm::detail::replace(has_waited, true)) ++stats_.shared;
                wait(held, context);
                continue;
            }
            if (is_current && clock::now() - known.stored < max_age) return hit(found->second);
            erase(found->second);
        }
    }

    void keep(const std::string& key, cache_ticket ticket, const cached_handle& answer) noexcept {
        const lock held(mutex_);
        entry* const filled = pending(key, ticket);
        if (filled == nullptr) return;
        filled->ticket = 0;
        filled->stored = clock::now();
        filled->bytes = sizeof(entry) + sizeof(cached_answer) + 2 * key.size() +
                        answer->sql.size() + answer->rows.memory_size();
        bytes_ += filled->bytes;
        filled->answer = answer;
        evict();
        done_.notify_all();
    }

    void give_up(const std::string& key, cache_ticket ticket) noexcept {
        const lock held(mutex_);
        if (pending(key, ticket) != nullptr) erase(entries_.find(key)->second);
        done_.notify_all();
    }

    static std::string table_key(const char* schema, const char* table) {
        return schema == nullptr ? std::string(table) : std::string(schema) + "." + table;
    }

    static std::vector<std::string> tables_of(const outline& statement) {
        std::vector<std::string> tables;
        for_each_table(statement, [&](const char* schema, const char* table) {
            tables.push_back(table_key(schema, table));
        });
        return tables;
    }

    std::vector<std::uint64_t> versions_of(const std::vector<std::string>& tables) const {
        std::vector<std::uint64_t> versions{epoch_};
        for (const std::string& table : tables) {
            const auto found = versions_.find(table);
            versions.push_back(found == versions_.end() ? 0 : found->second);
        }
        return versions;
    }

    cached_handle begin(const std::string& key, const std::vector<std::string>& tables,
                        cache_ticket& ticket) {
        ticket.number = ++last_ticket_;
        used_.push_front({key, versions_of(tables), ticket.number, {}, 0, {}});
        try {
            entries_.emplace(std::string_view(used_.front().key), used_.begin());
        } catch (...) {
            used_.pop_front();
            throw;
        }
        return alone();
    }

    cached_handle alone() {
        ++stats_.misses;
        return {};
    }

    cached_handle hit(position found) {
        ++stats_.hits;
        used_.splice(used_.begin(), used_, found);
        return found->answer;
    }

    void wait(lock& held, const driver::postgres::execution_context& context) {
        if (!context.until.is_set() || context.until.is_never()) {
            done_.wait(held);
            return;
        }
        if (!done_.wait_until(held, context.until.moment()))
            throw timeout("the deadline passed while another thread ran the same cached statement",
                          context.where);
    }

    entry* pending(const std::string& key, cache_ticket ticket) noexcept {
        if (ticket.number == 0) return nullptr;
        const auto found = entries_.find(key);
        return found != entries_.end() && found->second->ticket == ticket.number ? &*found->second
                                                                                 : nullptr;
    }

    void erase(position gone) noexcept {
        bytes_ -= gone->bytes;
        entries_.erase(gone->key);
        used_.erase(gone);
    }

    /// From the one used longest ago; what runs now has no bytes yet and stays.
    void evict() noexcept {
        for (auto at = used_.end(); bytes_ > max_bytes_ && at != used_.begin();) {
            --at;
            if (at->ticket != 0) continue;
            const position gone = at++;
            erase(gone);
            ++stats_.evicted;
        }
    }

    mutable std::mutex mutex_;
    condition done_;
    std::list<entry> used_;  // the front was used last
    std::unordered_map<std::string_view, position> entries_;
    std::unordered_map<std::string, std::uint64_t> versions_;
    std::uint64_t epoch_ = 0;
    std::uint64_t last_ticket_ = 0;
    std::size_t bytes_ = 0;
    std::size_t max_bytes_;
    cache_stats stats_;
};

template <class Duration>
struct cache_of {
    static void attach(driver::postgres::connection_source& source, const cache_options& options) {
        if (source.extension() == nullptr) source.extend(new memory_cache(options));
    }
};

template <class = void>
memory_cache* cache_in(const database& db) {
    return static_cast<memory_cache*>(db.source().extension());
}

}  // namespace detail

/// What the cache of a database has done; all zero when cached() was never called.
template <class = void>
cache_stats cache_stats_of(const database& db) {
    const detail::memory_cache* const cache = detail::cache_in(db);
    return cache == nullptr ? cache_stats() : cache->stats();
}

/// Forgets every cached answer: after writes that the library did not see.
template <class = void>
void clear_cache(const database& db) {
    if (detail::memory_cache* const cache = detail::cache_in(db)) cache->clear();
}

}  // namespace orm
