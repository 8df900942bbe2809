// SPDX-License-Identifier: MIT
// The bound values of one execution, and the only place where their lengths are narrowed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/driver/postgres/libpq.hpp>

namespace orm::driver::postgres {

/// The protocol counts parameters in 16 bits.
/// Source:   PostgreSQL manual, "Message Formats", Bind.
inline constexpr std::size_t max_parameter_count = 65'535;

/// A message over 1 GiB makes the server drop the connection; libpq 15 wraps lengths of 4 GiB without
/// an error. Everything that is sent stays below this sum.
/// Units:    bytes.
inline constexpr std::size_t max_message_bytes = 0x3fff'ff00;

enum class value_format : int { text = 0, binary = 1 };

/// Arrays of the same length, one entry a parameter, as libpq takes them.
///
/// Owns:     nothing; arrays and values live until the call that takes them returns.
/// Wire:     formats == nullptr means that every value is binary.
struct parameters {
    std::size_t count = 0;
    const Oid* types = nullptr;           ///< nullptr or 0: the server infers the type
    const char* const* values = nullptr;  ///< nullptr entry: NULL
    const int* lengths = nullptr;         ///< made with checked_length(); ignored for NULL
    const int* formats = nullptr;         ///< value_format of each
    std::size_t known_bytes = unknown;    ///< of all values, where somebody has added them up
    static constexpr std::size_t unknown = static_cast<std::size_t>(-1);
};

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_value_too_large(std::size_t bytes) {
    throw invalid_value("a value of " + std::to_string(bytes) +
                        " bytes is too large: all values of a statement together may have " +
                        std::to_string(max_message_bytes) +
                        " bytes; store large objects outside the database or in pieces");
}

template <class = void>
ORM_COLD [[noreturn]] void throw_too_many_parameters(std::size_t count) {
    throw invalid_value("a statement takes at most 65535 parameters, this one has " +
                        std::to_string(count) + "; use = any(array) or insert in smaller chunks");
}

/// Formats for statements whose values are all binary, which is nearly every one.
inline constexpr std::size_t all_binary_count = 64;
inline constexpr int all_binary_formats[all_binary_count] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/// More than 64 values: the array is made once per thread and only grows.
template <class = void>
ORM_COLD const int* many_binary_formats(std::size_t count) {
    static thread_local std::vector<int> formats;
    if (formats.size() < count) formats.assign(count, 1);
    return formats.data();
}

inline std::size_t sum_of(const parameters& values) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < values.count; ++i)
        if (values.values[i] != nullptr) bytes += static_cast<unsigned>(values.lengths[i]);
    return bytes;
}

ORM_INLINE const int* formats_of(const parameters& values) {
    if (values.formats != nullptr) return values.formats;
    if (values.count <= all_binary_count) [[likely]]
        return all_binary_formats;
    return many_binary_formats(values.count);
}

}  // namespace detail

/// The one way from a size to the length that libpq takes.
///
/// Throws:   invalid_value above max_message_bytes, before anything is sent.
inline int checked_length(std::size_t bytes) {
    if (bytes > max_message_bytes) detail::throw_value_too_large(bytes);
    return static_cast<int>(bytes);
}

/// Refuses what the protocol cannot carry: too many parameters or too many bytes in all.
ORM_INLINE void check_limits(const parameters& values, std::size_t sql_bytes = 0) {
    if (values.count > max_parameter_count) [[unlikely]]
        detail::throw_too_many_parameters(values.count);
    // 16 bytes a parameter cover its length word, format and type in the messages.
    const std::size_t bytes =
        sql_bytes + 16 * values.count +
        (values.known_bytes != parameters::unknown ? values.known_bytes : detail::sum_of(values));
    if (bytes > max_message_bytes) [[unlikely]]
        detail::throw_value_too_large(bytes);
}

}  // namespace orm::driver::postgres
