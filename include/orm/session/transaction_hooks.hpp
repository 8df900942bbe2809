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
template <class = void>
class basic_transaction_hooks {
public:
    /// Takes:    watcher, which learns of the writes after a commit; nullptr for none.
    explicit basic_transaction_hooks(write_watcher* watcher)
        : watcher_(watcher), writes_(watcher == nullptr ? nullptr : watcher->collector()) {}
    basic_transaction_hooks(const basic_transaction_hooks&) = delete;
    basic_transaction_hooks& operator=(const basic_transaction_hooks&) = delete;
    ~basic_transaction_hooks() { delete writes_; }

    void add(callback<void()> function, bool is_for_commit) {
        hooks_.push_back({std::move(function), is_for_commit});
    }

    /// Learns what the transaction writes; nullptr when nobody wants to know.
    write_watcher* writes() const { return writes_; }

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
        if (watcher_ != nullptr) watcher_->committed(*writes_);
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

    write_watcher* watcher_;
    write_watcher* writes_;
    std::vector<hook> hooks_;
};

/// A template only so that programs without hooks compile none of it.
using transaction_hooks = basic_transaction_hooks<>;

}  // namespace orm::detail
