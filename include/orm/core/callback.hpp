// SPDX-License-Identifier: MIT
// A copyable function value; <functional> would cost every file of a user 0.1 s to compile.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/replace.hpp>

namespace orm {

template <class Signature>
class callback;

/// Holds any function object with a signature, or none.
///
///     orm::callback<void(const orm::migration_event&)> progress = [&](const auto& event) { ... };
///     if (progress) progress(event);
///
/// Takes:    what can be copied and called; an empty callback must not be called.
/// Owns:     its copy of the function object.
template <class Result, class... Args>
class callback<Result(Args...)> {
public:
    callback() = default;

    template <class Function>
        requires(!std::is_same_v<std::remove_cvref_t<Function>, callback> &&
                 std::is_invocable_r_v<Result, std::remove_cvref_t<Function>&, Args...>)
    callback(Function&& function)  // NOLINT: an implicit conversion is the purpose
        : held_(new std::remove_cvref_t<Function>(std::forward<Function>(function))),
          does_(&operations_of<std::remove_cvref_t<Function>>) {}

    callback(const callback& other)
        : held_(other.does_ ? other.does_->copy(other.held_) : nullptr), does_(other.does_) {}
    callback(callback&& other) noexcept
        : held_(orm::detail::replace(other.held_, nullptr)),
          does_(orm::detail::replace(other.does_, nullptr)) {}
    callback& operator=(callback other) noexcept {
        orm::detail::swap_values(held_, other.held_);
        orm::detail::swap_values(does_, other.does_);
        return *this;
    }
    ~callback() {
        if (does_) does_->destroy(held_);
    }

    explicit operator bool() const noexcept { return does_ != nullptr; }

    Result operator()(Args... args) const {
        return does_->call(held_, std::forward<Args>(args)...);
    }

private:
    struct operations {
        Result (*call)(void*, Args&&...);
        void* (*copy)(const void*);
        void (*destroy)(void*) noexcept;
    };

    template <class Function>
    static constexpr operations operations_of = {
        [](void* held, Args&&... args) -> Result {
            return static_cast<Result>(
                (*static_cast<Function*>(held))(std::forward<Args>(args)...));
        },
        [](const void* held) -> void* { return new Function(*static_cast<const Function*>(held)); },
        [](void* held) noexcept { delete static_cast<Function*>(held); }};

    void* held_ = nullptr;
    const operations* does_ = nullptr;
};

}  // namespace orm
