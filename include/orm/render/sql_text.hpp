// SPDX-License-Identifier: MIT
// A growing piece of SQL text that also works at compile time on every compiler.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/core/replace.hpp>

namespace orm {

/// SQL text. std::string of libstdc++ 12 does not work in clang's constant expressions; this does.
///
/// Owns:     its characters.
class sql_text {
public:
    constexpr sql_text() = default;
    constexpr sql_text(sql_text&& other) noexcept
        : data_(orm::detail::replace(other.data_, nullptr)),
          size_(orm::detail::replace(other.size_, 0)),
          capacity_(orm::detail::replace(other.capacity_, 0)) {}
    constexpr sql_text& operator=(sql_text&& other) noexcept {
        orm::detail::swap_values(data_, other.data_);
        orm::detail::swap_values(size_, other.size_);
        orm::detail::swap_values(capacity_, other.capacity_);
        return *this;
    }
    sql_text(const sql_text&) = delete;
    sql_text& operator=(const sql_text&) = delete;
    constexpr ~sql_text() { delete[] data_; }

    constexpr std::string_view view() const { return {data_, size_}; }
    // NOLINTNEXTLINE(google-explicit-constructor): text is a view of itself while it lives.
    constexpr operator std::string_view() const { return view(); }

    constexpr sql_text& operator+=(char character) {
        if (size_ == capacity_) grow(size_ + 1);
        data_[size_++] = character;
        return *this;
    }
    constexpr sql_text& operator+=(std::string_view text) {
        if (size_ + text.size() > capacity_) grow(size_ + text.size());
        for (const char character : text) data_[size_++] = character;
        return *this;
    }

    friend constexpr bool operator==(const sql_text& left, std::string_view right) {
        return left.view() == right;
    }

private:
    constexpr void grow(std::size_t needed) {
        const std::size_t doubled = capacity_ == 0 ? 256 : capacity_ * 2;
        const std::size_t capacity = needed > doubled ? needed : doubled;
        char* const larger = new char[capacity];
        for (std::size_t i = 0; i < size_; ++i) larger[i] = data_[i];
        delete[] data_;
        data_ = larger;
        capacity_ = capacity;
    }

    char* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace orm
