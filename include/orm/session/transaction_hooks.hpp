// SPDX-License-Identifier: MIT
// What a transaction remembers until it ends: functions to call, and tables that it has written.
#pragma once

#include <cstddef>
#include <exception>
#include <utility>
#include <vector>

#include <orm/core/callback.hpp>
#include <orm/session/session.hpp>

namespace orm::detail {

/// Owns:     the functions. Reached by all savepoints of one transaction.
class transaction_hooks {
public:
    /// Takes:    watcher, which learns of the writes after a commit; nullptr for none.
    explicit transaction_hooks(write_watcher* watcher) : watcher_(watcher) {}

    void add(callback<void()> function, bool is_for_commit) {
        hooks_.push_back({std::move(function), is_for_commit});
    }
    void add_write(const char* schema, const char* table) { writes_.push_back({schema, table}); }
    bool wants_writes() const { return watcher_ != nullptr; }

    /// For savepoints: what was added after a mark goes when they are undone.
    std::size_t mark() const { return hooks_.size(); }

    /// Calls on_rollback functions added since the mark, last one first; forgets them and on_commit's.
    /// What they throw is dropped: another exception is on its way.
    void undone(std::size_t mark) noexcept {
        while (hooks_.size() > mark) {
            const hook last = std::move(hooks_.back());
            hooks_.pop_back();
            if (last.is_for_commit) continue;
            try {
                last.function();
            } catch (...) {
                continue;
            }
        }
    }

    /// The server has the transaction, or may have it.
    void tell_writes() noexcept {
        for (const write& one : writes_) watcher_->wrote(one.schema, one.table);
        writes_.clear();
    }

    /// Calls all on_commit functions in their order. Throws the first exception after the last call.
    void committed() {
        std::exception_ptr first;
        for (const hook& one : hooks_) {
            if (!one.is_for_commit) continue;
            try {
                one.function();
            } catch (...) {
                if (!first) first = std::current_exception();
            }
        }
        hooks_.clear();
        if (first) std::rethrow_exception(first);
    }

private:
    struct hook {
        callback<void()> function;
        bool is_for_commit;
    };
    struct write {
        const char* schema;
        const char* table;
    };

    write_watcher* watcher_;
    std::vector<hook> hooks_;
    std::vector<write> writes_;
};

/// Keeps a transaction's writes until it commits.
class write_collector final : public write_watcher {
public:
    explicit write_collector(transaction_hooks& hooks) : hooks_(hooks) {}

    void wrote(const char* schema, const char* table) noexcept override {
        try {
            hooks_.add_write(schema, table);
        } catch (...) {
            return;  // out of memory: max_age bounds how long the cache is wrong
        }
    }

private:
    transaction_hooks& hooks_;
};

}  // namespace orm::detail
