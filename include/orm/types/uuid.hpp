// SPDX-License-Identifier: MIT
// uuid.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// A UUID: the SQL type and its value.
///
///     auto id = orm::pg::uuid::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
///     id.to_string();
///
/// Source:   PostgreSQL manual, "UUID Type".
struct uuid {
    std::array<unsigned char, 16> bytes{};

    /// Takes what PostgreSQL takes: either case, in braces or not, a hyphen after any four digits.
    ///
    /// Throws:   invalid_value for anything else.
    static uuid parse(std::string_view text);

    /// Lower case with four hyphens, as PostgreSQL prints it.
    std::string to_string() const;

    friend bool operator==(const uuid&, const uuid&) = default;
    friend auto operator<=>(const uuid&, const uuid&) = default;

    using value_type = uuid;
    using family = pg::family::only<uuid>;
    static constexpr std::uint32_t oid = 2950;
    static constexpr std::uint32_t array_oid = 2951;
    static constexpr const char* name = "uuid";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

inline constexpr char hex_digits[] = "0123456789abcdef";

}  // namespace detail

inline pg::uuid pg::uuid::parse(std::string_view text) {
    const auto refuse = [] {
        throw invalid_value("the text is not a UUID of 32 hexadecimal digits");
    };
    if (text.size() > 2 && text.front() == '{' && text.back() == '}')
        text = text.substr(1, text.size() - 2);
    uuid parsed;
    int count = 0;
    bool hyphen_allowed = false;
    for (const char character : text) {
        if (character == '-' && hyphen_allowed) {
            hyphen_allowed = false;
            continue;
        }
        const int digit = detail::hex_value(character);
        if (digit < 0 || count == 32) refuse();
        auto& byte = parsed.bytes[static_cast<std::size_t>(count / 2)];
        byte = static_cast<unsigned char>(byte * 16 + digit);
        ++count;
        hyphen_allowed = count % 4 == 0 && count != 32;
    }
    if (count != 32) refuse();
    return parsed;
}

inline std::string pg::uuid::to_string() const {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += detail::hex_digits[bytes[i] >> 4];
        text += detail::hex_digits[bytes[i] & 15];
    }
    return text;
}

template <>
struct codec<pg::uuid> {
    static pg::uuid decode(byte_view bytes) {
        detail::require_size(bytes, 16, pg::uuid::name);
        pg::uuid value;
        std::memcpy(value.bytes.data(), bytes.data, 16);
        return value;
    }

    static byte_view view(const pg::uuid& value) {
        return {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()};
    }

    static void encode(encoder& out, const pg::uuid& value) { out.bytes(view(value)); }
};

}  // namespace orm
