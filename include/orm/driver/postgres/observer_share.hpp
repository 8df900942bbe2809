// SPDX-License-Identifier: MIT
// A share of an observer, whatever kind of pointer owns it: <memory> would cost every file 0.05 s.
#pragma once

#include <concepts>

#include <orm/core/config.hpp>
#include <orm/core/reference_count.hpp>
#include <orm/core/replace.hpp>
#include <orm/driver/postgres/observer.hpp>

namespace orm::driver::postgres {

/// A pointer that owns an observer: std::shared_ptr, or one like it.
template <class Pointer>
concept observer_pointer = std::derived_from<typename Pointer::element_type, query_observer> &&
                           requires(const Pointer& pointer) { pointer.get(); };

/// Keeps what owns an observer, as long as one copy lives; or nothing.
///
/// Thread:   copies may live in different threads.
class observer_share {
public:
    observer_share() = default;

    template <observer_pointer Pointer>
    observer_share(
        Pointer owner) {  // NOLINT(google-explicit-constructor): as between shared pointers
        if (owner.get() == nullptr) return;
        observer_ = owner.get();
        held_ = new holder_of<Pointer>(ORM_PASS(owner));
    }
    observer_share(const observer_share& other) noexcept
        : observer_(other.observer_), held_(other.held_) {
        if (held_ != nullptr) held_->owners.add();
    }
    observer_share& operator=(observer_share other) noexcept {
        orm::detail::swap_values(observer_, other.observer_);
        orm::detail::swap_values(held_, other.held_);
        return *this;
    }
    ~observer_share() {
        if (held_ != nullptr && held_->owners.release()) delete held_;
    }

    query_observer* get() const noexcept { return observer_; }
    explicit operator bool() const noexcept { return observer_ != nullptr; }

private:
    struct holder {
        virtual ~holder() = default;
        reference_count owners;
    };
    template <class Pointer>
    struct holder_of final : holder {
        explicit holder_of(Pointer&& given) : owner(ORM_PASS(given)) {}
        Pointer owner;
    };

    query_observer* observer_ = nullptr;
    holder* held_ = nullptr;
};

}  // namespace orm::driver::postgres
