// SPDX-License-Identifier: MIT
// What `.on_query` takes: an observer, or a function.
#pragma once

#include <utility>

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/observer_share.hpp>

namespace orm {

using driver::postgres::query_event;
using driver::postgres::query_observer;

namespace detail {

template <class Function>
concept query_function = requires(Function& call, const query_event& event) { call(event); };

/// Calls a function for every statement that ended or failed.
template <class Function>
class function_observer final : public query_observer {
public:
    explicit function_observer(Function call) : call_(std::move(call)) {}

    void query_ended(const query_event& event) override { call_(event); }
    void query_failed(const query_event& event) override { call_(event); }

private:
    Function call_;
};

/// The pointer that owns one.
template <class Function>
class owned_function {
public:
    using element_type = function_observer<Function>;

    explicit owned_function(Function call) : observer_(new element_type(std::move(call))) {}
    owned_function(owned_function&& other) noexcept
        : observer_(orm::detail::replace(other.observer_, nullptr)) {}
    owned_function& operator=(owned_function&&) = delete;
    ~owned_function() { delete observer_; }

    element_type* get() const noexcept { return observer_; }

private:
    element_type* observer_;
};

}  // namespace detail

/// Makes an observer of what it is given.
///
/// Takes:    a std::shared_ptr of an observer, or a pointer like it; or a function that takes a const
///           query_event&, called when a statement has ended or failed (then event.failure is set), from
///           any thread.
/// Owns:     its share of the observer, with the database.
class query_hook {
public:
    query_hook() = default;

    template <driver::postgres::observer_pointer Pointer>
    query_hook(Pointer observer)  // NOLINT(google-explicit-constructor)
        : observer_(std::move(observer)) {}

    template <detail::query_function Function>
    query_hook(Function call)  // NOLINT(google-explicit-constructor)
        : observer_(detail::owned_function<Function>(std::move(call))) {}

    const driver::postgres::observer_share& observer() const { return observer_; }
    explicit operator bool() const { return static_cast<bool>(observer_); }

private:
    driver::postgres::observer_share observer_;
};

}  // namespace orm
