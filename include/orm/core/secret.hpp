// SPDX-License-Identifier: MIT
// Text that must not be printed, and that leaves memory when it is no longer needed.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include <orm/core/replace.hpp>

namespace orm {

/// A password or a key.
///
/// There is no operator<<, no conversion to a string and no formatter: `expose()` is the only way
/// out, so that every use can be found by its name.
///
/// Owns:     its own copy of the text; the bytes are overwritten before they are freed.
class secret_string {
public:
    secret_string() = default;

    template <class = void>
    explicit secret_string(std::string_view text)
        : data_(text.empty() ? nullptr : new char[text.size() + 1]), size_(text.size()) {
        if (data_ == nullptr) return;
        std::memcpy(data_, text.data(), size_);
        data_[size_] = '\0';
    }

    secret_string(const secret_string& other) : secret_string(other.expose()) {}

    secret_string(secret_string&& other) noexcept
        : data_(orm::detail::replace(other.data_, nullptr)),
          size_(orm::detail::replace(other.size_, 0)) {}

    secret_string& operator=(secret_string other) noexcept {
        orm::detail::swap_values(data_, other.data_);
        orm::detail::swap_values(size_, other.size_);
        return *this;
    }

    ~secret_string() { wipe(); }

    /// The text itself, for the one call that needs it. NUL-terminated; valid as long as *this.
    std::string_view expose() const noexcept { return {data_ == nullptr ? "" : data_, size_}; }

    bool empty() const noexcept { return size_ == 0; }
    std::size_t size() const noexcept { return size_; }

private:
    // A plain memset before delete is removed by optimisers; explicit_bzero is not.
    template <class = void>
    void wipe() noexcept {
        if (data_ != nullptr) explicit_bzero(data_, size_);
        delete[] data_;
        data_ = nullptr;
        size_ = 0;
    }

    char* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace orm
