// SPDX-License-Identifier: MIT
// bytea.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// Source:   PostgreSQL manual, "Binary Data Types".
struct bytea {
    using value_type = std::vector<std::byte>;
    using family = pg::family::only<bytea>;
    static constexpr std::uint32_t oid = 17;
    static constexpr std::uint32_t array_oid = 1001;
    static constexpr const char* name = "bytea";
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

template <>
struct sql_type_for<std::vector<std::byte>> {
    using type = pg::bytea;
};

}  // namespace orm
