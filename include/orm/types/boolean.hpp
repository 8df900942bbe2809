// SPDX-License-Identifier: MIT
// boolean.
#pragma once

#include <cstdint>

#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// Source:   PostgreSQL manual, "Boolean Type".
struct boolean {
    using value_type = bool;
    using family = pg::family::boolean;
    static constexpr std::uint32_t oid = 16;
    static constexpr std::uint32_t array_oid = 1000;
    static constexpr const char* name = "boolean";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

template <>
struct codec<pg::boolean> {
    static bool decode(byte_view bytes) {
        detail::require_size(bytes, 1, pg::boolean::name);
        return bytes.data[0] != 0;
    }

    static std::uint8_t wire_integer(const bool& value) { return value ? 1 : 0; }
    static void encode(encoder& out, const bool& value) { out.integer(wire_integer(value)); }
};

template <>
struct sql_type_for<bool> {
    using type = pg::boolean;
};

}  // namespace orm
