// SPDX-License-Identifier: MIT
// bytea.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// Source:   PostgreSQL manual, "Binary Data Types".
struct bytea {
    using value_type = std::vector<std::byte>;
    /// What stands for a value where one is bound or compared.
    using view_type = std::span<const std::byte>;
    using family = pg::family::only<bytea>;
    static constexpr std::uint32_t oid = 17;
    static constexpr std::uint32_t array_oid = 1001;
    static constexpr const char* name = "bytea";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// Exactly Size bytes: `std::array<std::byte, Size>`. The column itself is an ordinary bytea; values of
/// another size are typed errors.
template <std::size_t Size>
struct fixed_bytea {
    using value_type = std::array<std::byte, Size>;
    using family = bytea::family;
    static constexpr std::uint32_t oid = bytea::oid;
    static constexpr std::uint32_t array_oid = bytea::array_oid;
    static constexpr const char* name = bytea::name;
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// SQL types whose binary form is the value's own bytes.
struct raw_bytes_codec {
    static std::vector<std::byte> decode(byte_view bytes) {
        const auto* first = reinterpret_cast<const std::byte*>(bytes.data);
        return std::vector<std::byte>(first, first + bytes.size);
    }

    static byte_view view(const std::vector<std::byte>& value) {
        return {reinterpret_cast<const char*>(value.data()), value.size()};
    }

    static void encode(encoder& out, const std::vector<std::byte>& value) {
        out.bytes(view(value));
    }
};

}  // namespace detail

template <>
struct codec<pg::bytea> : detail::raw_bytes_codec {};

template <std::size_t Size>
struct codec<pg::fixed_bytea<Size>> {
    using value_type = std::array<std::byte, Size>;

    static value_type decode(byte_view bytes) {
        if (bytes.size != Size)
            throw invalid_value("a bytea of " + std::to_string(bytes.size) +
                                " bytes does not fit std::array of " + std::to_string(Size));
        value_type value;
        for (std::size_t i = 0; i < Size; ++i) value[i] = static_cast<std::byte>(bytes.data[i]);
        return value;
    }

    static byte_view view(const value_type& value) {
        return {reinterpret_cast<const char*>(value.data()), Size};
    }

    static void encode(encoder& out, const value_type& value) { out.bytes(view(value)); }
};

template <>
struct sql_type_for<std::vector<std::byte>> {
    using type = pg::bytea;
};
template <std::size_t Size>
struct sql_type_for<std::array<std::byte, Size>> {
    using type = pg::fixed_bytea<Size>;
};

}  // namespace orm
