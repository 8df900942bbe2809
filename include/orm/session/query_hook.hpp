// SPDX-License-Identifier: MIT
// What `.on_query` takes: an observer, or a function.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <orm/driver/postgres/observer.hpp>

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

}  // namespace detail

/// Makes an observer of what it is given.
///
/// Takes:    a std::shared_ptr of an observer; or a function that takes a const query_event&, called
///           when a statement has ended or failed (then event.failure is set), from any thread.
/// Owns:     its share of the observer, with the database.
class query_hook {
public:
    query_hook() = default;

    template <class Observer>
        requires std::is_base_of_v<query_observer, Observer>
    query_hook(std::shared_ptr<Observer> observer)  // NOLINT(google-explicit-constructor)
        : observer_(std::move(observer)) {}

    template <detail::query_function Function>
    query_hook(Function call)  // NOLINT(google-explicit-constructor)
        : observer_(std::make_shared<detail::function_observer<Function>>(std::move(call))) {}

    const std::shared_ptr<query_observer>& observer() const { return observer_; }
    explicit operator bool() const { return observer_ != nullptr; }

private:
    std::shared_ptr<query_observer> observer_;
};

}  // namespace orm
