// SPDX-License-Identifier: MIT
// vector, halfvec and sparsevec. They need the extension pgvector.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <orm/types/array_header.hpp>
#include <orm/types/codec.hpp>

namespace orm {

/// A floating-point number of 16 bits (IEEE 754 binary16), as halfvec stores it.
struct half {
    std::uint16_t bits = 0;

    /// The half nearest to the number, ties to even; infinity beyond 65504.
    static half nearest(float number);

    /// The same number, exactly.
    float to_float() const;

    friend bool operator==(const half&, const half&) = default;
};

namespace pg {

/// A vector of which most elements are zero: the SQL type and its value.
struct sparsevec {
    std::int32_t dimensions = 0;
    /// Positions of the elements that are not zero, ascending, counted from 0 (SQL text counts from 1).
    std::vector<std::int32_t> indices{};
    std::vector<float> values{};

    friend bool operator==(const sparsevec&, const sparsevec&) = default;

    using value_type = sparsevec;
    using family = pg::family::only<sparsevec>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "sparsevec";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

/// Source:   pgvector, README, "Reference".
struct vector {
    using value_type = std::vector<float>;
    using family = pg::family::only<vector>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "vector";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

struct halfvec {
    using value_type = std::vector<half>;
    using family = pg::family::only<halfvec>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "halfvec";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

}  // namespace pg

inline float half::to_float() const {
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000) << 16;
    const std::uint32_t exponent = bits >> 10 & 0x1f;
    const std::uint32_t fraction = bits & 0x3ff;
    if (exponent == 31) return std::bit_cast<float>(sign | 0x7f80'0000 | fraction << 13);
    if (exponent != 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
    const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
    return sign != 0 ? -magnitude : magnitude;
}

inline half half::nearest(float number) {
    const auto raw = std::bit_cast<std::uint32_t>(number);
    const auto sign = static_cast<std::uint32_t>(raw >> 16 & 0x8000);
    const std::uint32_t magnitude = raw & 0x7fff'ffff;
    const auto made = [sign](std::uint32_t bits) {
        return half{static_cast<std::uint16_t>(sign | bits)};
    };
    if (magnitude > 0x7f80'0000) return made(0x7e00);
    if (magnitude >= 0x4780'0000) return made(0x7c00);
    const int exponent = static_cast<int>(magnitude >> 23) - 112;
    const std::uint32_t fraction = (magnitude & 0x7f'ffff) | 0x80'0000;
    const int dropped = exponent > 0 ? 13 : 14 - exponent;
    if (dropped > 25) return made(0);
    const std::uint32_t kept = fraction >> dropped;
    const std::uint32_t remainder = fraction & ((1U << dropped) - 1);
    const std::uint32_t tie = 1U << (dropped - 1);
    const bool rounds_up = remainder > tie || (remainder == tie && (kept & 1) != 0);
    // The hidden bit of normal numbers is taken off by counting the exponent one lower.
    const std::uint32_t scaled = exponent > 0 ? static_cast<std::uint32_t>(exponent - 1) << 10 : 0;
    return made(scaled + kept + (rounds_up ? 1 : 0));
}

namespace detail {

/// Dimensions and two unused bytes, then numbers of one size.
inline std::size_t read_vector_size(byte_cursor& cursor, std::size_t element_size,
                                    const char* type_name) {
    const auto count = cursor.read<std::uint16_t>();
    if (cursor.read<std::uint16_t>() != 0) throw_malformed(type_name, "has unknown flags");
    if (cursor.left() != count * element_size)
        throw_malformed(type_name, "has another number of elements than it says");
    return count;
}

inline void write_vector_size(encoder& out, std::size_t count, const char* type_name) {
    if (count == 0 || count > 16'000)
        throw invalid_value(std::string("a value of type ") + type_name +
                            " has 1 to 16000 dimensions; this one has " + std::to_string(count));
    out.integer(static_cast<std::uint16_t>(count));
    out.integer(std::uint16_t{0});
}

inline void require_sparse_shape(const pg::sparsevec& value) {
    std::int32_t next = 0;
    for (const std::int32_t index : value.indices) {
        if (index < next || index >= value.dimensions)
            throw invalid_value("the indices of a sparsevec ascend below its dimensions");
        next = index + 1;
    }
    if (value.indices.size() != value.values.size())
        throw invalid_value("a sparsevec has one value for each index");
}

}  // namespace detail

template <>
struct codec<pg::vector> {
    static std::vector<float> decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        std::vector<float> values(detail::read_vector_size(cursor, 4, pg::vector::name));
        for (float& value : values) value = std::bit_cast<float>(cursor.read<std::uint32_t>());
        return values;
    }

    static void encode(encoder& out, const std::vector<float>& values) {
        detail::write_vector_size(out, values.size(), pg::vector::name);
        for (const float value : values) out.integer(std::bit_cast<std::uint32_t>(value));
    }
};

template <>
struct codec<pg::halfvec> {
    static std::vector<half> decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        std::vector<half> values(detail::read_vector_size(cursor, 2, pg::halfvec::name));
        for (half& value : values) value.bits = cursor.read<std::uint16_t>();
        return values;
    }

    static void encode(encoder& out, const std::vector<half>& values) {
        detail::write_vector_size(out, values.size(), pg::halfvec::name);
        for (const half value : values) out.integer(value.bits);
    }
};

template <>
struct codec<pg::sparsevec> {
    static pg::sparsevec decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        pg::sparsevec value;
        value.dimensions = cursor.read<std::int32_t>();
        const std::size_t count = cursor.read<std::uint32_t>();
        if (cursor.read<std::uint32_t>() != 0)
            detail::throw_malformed("sparsevec", "has unknown flags");
        if (cursor.left() != count * 8)
            detail::throw_malformed("sparsevec", "has another number of elements than it says");
        value.indices.resize(count);
        value.values.resize(count);
        for (auto& index : value.indices) index = cursor.read<std::int32_t>();
        for (auto& element : value.values)
            element = std::bit_cast<float>(cursor.read<std::uint32_t>());
        detail::require_sparse_shape(value);
        return value;
    }

    static void encode(encoder& out, const pg::sparsevec& value) {
        detail::require_sparse_shape(value);
        out.integer(value.dimensions);
        out.integer(static_cast<std::uint32_t>(value.indices.size()));
        out.integer(std::uint32_t{0});
        for (const auto index : value.indices) out.integer(index);
        for (const auto element : value.values) out.integer(std::bit_cast<std::uint32_t>(element));
    }
};

}  // namespace orm
