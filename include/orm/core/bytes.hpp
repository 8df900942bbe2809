// SPDX-License-Identifier: MIT
// Network byte order, and a reading cursor that cannot leave its span.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>

namespace orm {

/// The bytes of one value as they came from, or go to, the server. Owns nothing.
struct byte_view {
    const char* data = nullptr;
    std::size_t size = 0;

    std::string_view text() const { return {data, size}; }
};

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_truncated_value() {
    throw invalid_value("a value from the server is shorter than its type requires");
}

template <class Integer>
constexpr Integer swap_to_big_endian(Integer value) {
    if constexpr (std::endian::native == std::endian::big || sizeof(Integer) == 1) return value;
    else if constexpr (sizeof(Integer) == 2) return static_cast<Integer>(__builtin_bswap16(value));
    else if constexpr (sizeof(Integer) == 4) return static_cast<Integer>(__builtin_bswap32(value));
    else return static_cast<Integer>(__builtin_bswap64(value));
}

}  // namespace detail

/// Reads an integer in network byte order. Takes at least sizeof(Integer) bytes at data.
template <class Integer>
inline Integer load_big_endian(const char* data) {
    std::make_unsigned_t<Integer> raw;
    std::memcpy(&raw, data, sizeof raw);
    return static_cast<Integer>(detail::swap_to_big_endian(raw));
}

/// Writes an integer in network byte order into sizeof(Integer) bytes at target.
template <class Integer>
inline void store_big_endian(char* target, Integer value) {
    const auto raw = detail::swap_to_big_endian(static_cast<std::make_unsigned_t<Integer>>(value));
    std::memcpy(target, &raw, sizeof raw);
}

/// A reading position inside one value. Every step is checked against the end.
///
/// Throws:   invalid_value when fewer bytes are left than asked for.
class byte_cursor {
public:
    explicit byte_cursor(byte_view bytes) : data_(bytes.data), left_(bytes.size) {}

    std::size_t left() const { return left_; }
    bool at_end() const { return left_ == 0; }

    template <class Integer>
    Integer read() {
        const char* at = take(sizeof(Integer)).data;
        return load_big_endian<Integer>(at);
    }

    byte_view take(std::size_t count) {
        if (count > left_) detail::throw_truncated_value();
        const byte_view taken{data_, count};
        data_ += count;
        left_ -= count;
        return taken;
    }

    byte_view rest() { return take(left_); }

private:
    const char* data_;
    std::size_t left_;
};

}  // namespace orm
