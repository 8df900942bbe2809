// SPDX-License-Identifier: MIT
// bit(n) and varbit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <orm/types/codec.hpp>

namespace orm {

/// A string of bits: the value of bit(n) and varbit.
///
///     orm::bit_string flags("10110");
///     flags[0];              // true: bits count from the left, as SQL writes them
class bit_string {
public:
    bit_string() = default;

    /// That many zeros.
    explicit bit_string(std::size_t bit_count) : bits_(bit_count) {}

    /// Reads `0` and `1`, the first bit first.
    ///
    /// Throws:   invalid_value for any other character.
    explicit bit_string(std::string_view text) : bits_(text.size()) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '0' && text[i] != '1')
                throw invalid_value("a bit string consists of 0 and 1");
            bits_[i] = text[i] == '1';
        }
    }

    std::size_t size() const { return bits_.size(); }
    bool operator[](std::size_t index) const { return bits_[index]; }
    void set(std::size_t index, bool value) { bits_.at(index) = value; }

    std::string to_string() const {
        std::string text(bits_.size(), '0');
        for (std::size_t i = 0; i < bits_.size(); ++i)
            if (bits_[i]) text[i] = '1';
        return text;
    }

    friend bool operator==(const bit_string&, const bit_string&) = default;

private:
    std::vector<bool> bits_;
};

namespace pg {

namespace family {
struct bits {};
}  // namespace family

/// Source:   PostgreSQL manual, "Bit String Types".
struct bit {
    using value_type = bit_string;
    using family = pg::family::bits;
    static constexpr std::uint32_t oid = 1560;
    static constexpr std::uint32_t array_oid = 1561;
    static constexpr const char* name = "bit";
    static constexpr bool accepts(std::uint32_t other) { return other == 1560 || other == 1562; }
};

struct varbit {
    using value_type = bit_string;
    using family = pg::family::bits;
    static constexpr std::uint32_t oid = 1562;
    static constexpr std::uint32_t array_oid = 1563;
    static constexpr const char* name = "bit varying";
    static constexpr bool accepts(std::uint32_t other) { return other == 1560 || other == 1562; }
};

}  // namespace pg

namespace detail {

struct bits_codec {
    static bit_string decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const std::size_t count = cursor.read<std::uint32_t>();
        const byte_view packed = cursor.rest();
        if (packed.size != (count + 7) / 8)
            throw_malformed("bit string", "has another number of bits than it says");
        bit_string value(count);
        for (std::size_t i = 0; i < count; ++i) value.set(i, bit_at(packed, i));
        for (std::size_t i = count; i < packed.size * 8; ++i)
            if (bit_at(packed, i)) throw_malformed("bit string", "has bits behind its end");
        return value;
    }

    static void encode(encoder& out, const bit_string& value) {
        if (value.size() / 8 > max_value_bytes) throw_value_too_large(value.size() / 8);
        out.integer(static_cast<std::uint32_t>(value.size()));
        for (std::size_t start = 0; start < value.size(); start += 8) {
            unsigned byte = 0;
            for (std::size_t i = start; i < start + 8; ++i)
                byte = byte * 2 + (i < value.size() && value[i] ? 1U : 0U);
            out.integer(static_cast<std::uint8_t>(byte));
        }
    }

private:
    static bool bit_at(byte_view packed, std::size_t index) {
        const auto byte = static_cast<unsigned char>(packed.data[index / 8]);
        return (byte >> (7 - index % 8) & 1) != 0;
    }
};

}  // namespace detail

template <>
struct codec<pg::bit> : detail::bits_codec {};
template <>
struct codec<pg::varbit> : detail::bits_codec {};

template <>
struct sql_type_for<bit_string> {
    using type = pg::varbit;
};

}  // namespace orm
