// SPDX-License-Identifier: MIT
// The names of constraints, indexes and sequences that nobody named, and how names fit into 63 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <orm/sql/quote.hpp>
#include <orm/sql/utf8.hpp>

namespace orm::catalog {

namespace detail {

// Two factors below 2^36 keep every product below in 128 bits without a compiler extension: the hash
// modulo 62^12 is computed as a pair (high, low) of numbers modulo 62^6.
inline constexpr std::uint64_t base_62_half = 62ULL * 62 * 62 * 62 * 62 * 62;

/// A number below 62^12.
struct hash_value {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    void multiply_add(std::uint64_t factor, std::uint64_t addend) {
        const std::uint64_t product = low * factor + addend;
        low = product % base_62_half;
        high = (high * factor + product / base_62_half) % base_62_half;
    }
    void add(const hash_value& other) {
        const std::uint64_t sum = low + other.low;
        low = sum % base_62_half;
        high = (high + other.high + sum / base_62_half) % base_62_half;
    }
};

inline void append_base_62(std::string& text, std::uint64_t value) {
    static constexpr std::string_view digits =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string reversed;
    for (int digit = 0; digit < 6; ++digit, value /= 62) reversed += digits[value % 62];
    text.append(reversed.rbegin(), reversed.rend());
}

inline std::uint64_t code_point(std::string_view text, std::size_t position, std::size_t length) {
    const auto byte = [&](std::size_t offset) {
        return static_cast<std::uint64_t>(static_cast<unsigned char>(text[position + offset]));
    };
    if (length == 2) return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    if (length == 3) return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    if (length == 4)
        return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
               (byte(3) & 0x3F);
    return byte(0);
}

}  // namespace detail

/// Twelve letters and digits that stand for a longer name.
///
/// Source:   drizzle-kit 1.0: sum of code point × 53^position modulo 62^12, written in base 62.
inline std::string name_hash(std::string_view name) {
    detail::hash_value sum;
    detail::hash_value power{0, 1};
    for (std::size_t position = 0; position < name.size();) {
        std::size_t length = lexical::detail::utf8_character_length(name, position);
        if (length == 0) length = 1;
        detail::hash_value term = power;
        term.multiply_add(detail::code_point(name, position, length), 0);
        sum.add(term);
        power.multiply_add(53, 0);
        position += length;
    }
    std::string text;
    detail::append_base_62(text, sum.high);
    detail::append_base_62(text, sum.low);
    return text;
}

/// The first bytes of a name that PostgreSQL keeps; a character is never cut in two.
inline std::string cut_to_identifier(std::string_view name,
                                     std::size_t bytes = lexical::max_identifier_bytes) {
    if (name.size() <= bytes) return std::string(name);
    std::size_t end = bytes;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    return std::string(name.substr(0, end));
}

/// `a_b_c` of {a, b, c}.
inline std::string joined(const std::vector<std::string>& parts, std::string_view separator = "_") {
    std::string text;
    for (const std::string& part : parts) {
        if (&part != &parts.front()) text += separator;
        text += part;
    }
    return text;
}

/// Gives an automatic name: as it is when it fits, otherwise the table, the hash of the whole name
/// and the suffix (`orders_kbxVCdKFtrgY_fkey`), without the table when that is too long as well.
///
/// The same parts give the same name in every run and on every machine.
inline std::string automatic_name(const std::string& table, const std::string& middle,
                                  const std::string& suffix) {
    const std::string name = table + "_" + (middle.empty() ? suffix : middle + "_" + suffix);
    if (name.size() <= lexical::max_identifier_bytes) return name;
    const std::string tail = name_hash(name) + "_" + suffix;
    const bool fits = table.size() + 1 + tail.size() < lexical::max_identifier_bytes;
    return fits ? table + "_" + tail : tail;
}

inline std::string primary_key_name(const std::string& table) {
    return automatic_name(table, "", "pkey");
}

/// One column follows PostgreSQL (`users_email_key`), several follow Drizzle (`users_a_b_unique`).
inline std::string unique_name(const std::string& table, const std::vector<std::string>& columns) {
    return automatic_name(table, joined(columns), columns.size() == 1 ? "key" : "unique");
}

inline std::string index_name(const std::string& table, const std::vector<std::string>& columns) {
    return automatic_name(table, joined(columns), "index");
}

inline std::string foreign_key_name(const std::string& table,
                                    const std::vector<std::string>& columns,
                                    const std::string& referenced_table,
                                    const std::vector<std::string>& referenced_columns) {
    const std::string middle =
        joined(columns) + "_" + referenced_table + "_" + joined(referenced_columns);
    return automatic_name(table, middle, "fkey");
}

/// The sequence of a serial or identity column. PostgreSQL cuts table and column, never the suffix.
///
/// Source:   makeObjectName() in PostgreSQL's indexcmds.c.
inline std::string sequence_name(const std::string& table, const std::string& column) {
    std::size_t table_bytes = table.size();
    std::size_t column_bytes = column.size();
    const std::size_t room = lexical::max_identifier_bytes - std::string_view("__seq").size();
    while (table_bytes + column_bytes > room)
        table_bytes > column_bytes ? --table_bytes : --column_bytes;
    return cut_to_identifier(table, table_bytes) + "_" + cut_to_identifier(column, column_bytes) +
           "_seq";
}

}  // namespace orm::catalog
