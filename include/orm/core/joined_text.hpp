// SPDX-License-Identifier: MIT
// Makes a message of its pieces, at less cost to the compiler than sums of std::string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>

namespace orm::detail {

/// Text or a number. It lives as long as the expression that makes it.
class text_piece {
public:
    // NOLINTBEGIN(google-explicit-constructor): pieces are written as what they are.
    text_piece(const char* text) : data_(text), size_(std::strlen(text)) {}
    text_piece(const std::string& text) : data_(text.data()), size_(text.size()) {}
    text_piece(std::string_view text) : data_(text.data()), size_(text.size()) {}
    text_piece(std::uint64_t number) : data_(digits_ + sizeof(digits_)) {
        do {
            digits_[sizeof(digits_) - ++size_] = static_cast<char>('0' + number % 10);
        } while ((number /= 10) != 0);
        data_ -= size_;
    }
    // NOLINTEND(google-explicit-constructor)
    text_piece(const text_piece&) = delete;
    text_piece& operator=(const text_piece&) = delete;

    const char* data() const { return data_; }
    std::size_t size() const { return size_; }

private:
    char digits_[20];
    const char* data_;
    std::size_t size_ = 0;
};

/// `joined_text({"column ", name, " of row ", number})`.
inline std::string joined_text(std::initializer_list<text_piece> pieces) {
    std::size_t size = 0;
    for (const text_piece& piece : pieces) size += piece.size();
    struct buffer {
        char* data;
        ~buffer() { delete[] data; }
    } whole{new char[size]};
    char* at = whole.data;
    for (const text_piece& piece : pieces) {
        if (piece.size() != 0) std::memcpy(at, piece.data(), piece.size());
        at += piece.size();
    }
    return std::string(whole.data, size);
}

}  // namespace orm::detail
