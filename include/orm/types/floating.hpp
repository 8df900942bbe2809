// SPDX-License-Identifier: MIT
// real and double precision, bit for bit.
#pragma once

#include <bit>
#include <cstdint>

#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// Source:   PostgreSQL manual, "Floating-Point Types".
struct float4 {
    using value_type = float;
    using family = pg::family::number;
    static constexpr std::uint32_t oid = 700;
    static constexpr std::uint32_t array_oid = 1021;
    static constexpr const char* name = "real";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct float8 {
    using value_type = double;
    using family = pg::family::number;
    static constexpr std::uint32_t oid = 701;
    static constexpr std::uint32_t array_oid = 1022;
    static constexpr const char* name = "double precision";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

template <>
struct codec<pg::float4> {
    static float decode(byte_view bytes) {
        detail::require_size(bytes, 4, pg::float4::name);
        return std::bit_cast<float>(load_big_endian<std::uint32_t>(bytes.data));
    }

    static std::uint32_t wire_integer(const float& value) {
        return std::bit_cast<std::uint32_t>(value);
    }
    static void encode(encoder& out, const float& value) { out.integer(wire_integer(value)); }
};

template <>
struct codec<pg::float8> {
    static double decode(byte_view bytes) {
        detail::require_size(bytes, 8, pg::float8::name);
        return std::bit_cast<double>(load_big_endian<std::uint64_t>(bytes.data));
    }

    static std::uint64_t wire_integer(const double& value) {
        return std::bit_cast<std::uint64_t>(value);
    }
    static void encode(encoder& out, const double& value) { out.integer(wire_integer(value)); }
};

template <>
struct sql_type_for<float> {
    using type = pg::float4;
};
template <>
struct sql_type_for<double> {
    using type = pg::float8;
};

}  // namespace orm
