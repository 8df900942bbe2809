// SPDX-License-Identifier: MIT
// tsvector and tsquery: each the SQL type and its value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <orm/types/array_header.hpp>
#include <orm/types/codec.hpp>
#include <orm/types/text.hpp>

namespace orm {

/// Source:   PostgreSQL manual, "Text Search Types".
namespace pg {

/// Where a lexeme stands in the document, and how much it counts.
struct lexeme_position {
    std::uint16_t position = 1;
    /// 'A' to 'D'; 'D' is the default and is not printed.
    char weight = 'D';

    friend bool operator==(const lexeme_position&, const lexeme_position&) = default;
};

struct lexeme {
    std::string text{};
    std::vector<lexeme_position> positions{};

    friend bool operator==(const lexeme&, const lexeme&) = default;
};

/// A document as its lexemes, in the server's order when it comes from the server.
struct tsvector {
    std::vector<lexeme> lexemes{};

    friend bool operator==(const tsvector&, const tsvector&) = default;

    using value_type = tsvector;
    using family = pg::family::only<tsvector>;
    static constexpr std::uint32_t oid = 3614;
    static constexpr std::uint32_t array_oid = 3643;
    static constexpr const char* name = "tsvector";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// A lexeme or an operator of a text search query.
struct tsquery_item {
    enum class kind : std::uint8_t { lexeme = 0, not_ = 1, and_ = 2, or_ = 3, phrase = 4 };

    kind what = kind::lexeme;
    /// Of a lexeme: its text, a bit for each weight (1 is D, 8 is A, 0 any), and `:*`.
    std::string text{};
    std::uint8_t weights = 0;
    bool is_prefix = false;
    /// Of a phrase operator: the distance.
    std::uint16_t distance = 0;

    friend bool operator==(const tsquery_item&, const tsquery_item&) = default;
};

/// A query in prefix notation: an operator, then its right operand, then its left one.
struct tsquery {
    std::vector<tsquery_item> items{};

    friend bool operator==(const tsquery&, const tsquery&) = default;

    using value_type = tsquery;
    using family = pg::family::only<tsquery>;
    static constexpr std::uint32_t oid = 3615;
    static constexpr std::uint32_t array_oid = 3645;
    static constexpr const char* name = "tsquery";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// Text up to a NUL, as text search types send it.
inline std::string read_c_string(byte_cursor& cursor, const char* type_name) {
    byte_cursor ahead = cursor;
    const byte_view left = ahead.rest();
    const std::size_t length = left.text().find('\0');
    if (length == std::string_view::npos) throw_malformed(type_name, "has text without an end");
    cursor.take(length + 1);
    return std::string(left.data, length);
}

inline void write_c_string(encoder& out, const std::string& text) {
    out.bytes(codec<pg::text>::view(text));
    out.integer(std::uint8_t{0});
}

inline pg::lexeme_position read_position(byte_cursor& cursor) {
    const auto packed = cursor.read<std::uint16_t>();
    return {static_cast<std::uint16_t>(packed & 0x3fff), static_cast<char>('D' - (packed >> 14))};
}

inline void write_position(encoder& out, const pg::lexeme_position& position) {
    if (position.position == 0 || position.position > 0x3fff)
        throw invalid_value("a position in a tsvector reaches from 1 to 16383");
    if (position.weight < 'A' || position.weight > 'D')
        throw invalid_value("a weight in a tsvector is one of A, B, C, D");
    const int weight = 'D' - position.weight;
    out.integer(static_cast<std::uint16_t>(position.position | weight << 14));
}

}  // namespace detail

template <>
struct codec<pg::tsvector> {
    static pg::tsvector decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const auto count = cursor.read<std::uint32_t>();
        // Each lexeme takes at least its NUL and the number of its positions.
        if (count > cursor.left() / 3)
            detail::throw_malformed("tsvector", "is shorter than its count");
        pg::tsvector value;
        value.lexemes.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) value.lexemes.push_back(read_lexeme(cursor));
        detail::require_end(cursor, pg::tsvector::name);
        return value;
    }

    static void encode(encoder& out, const pg::tsvector& value) {
        if (value.lexemes.size() > max_value_bytes / 3)
            detail::throw_value_too_large(value.lexemes.size() * 3);
        out.integer(static_cast<std::uint32_t>(value.lexemes.size()));
        for (const pg::lexeme& lexeme : value.lexemes) {
            detail::write_c_string(out, lexeme.text);
            if (lexeme.positions.size() > 255)
                throw invalid_value("a lexeme in a tsvector has at most 255 positions");
            out.integer(static_cast<std::uint16_t>(lexeme.positions.size()));
            for (const auto& position : lexeme.positions) detail::write_position(out, position);
        }
    }

private:
    static pg::lexeme read_lexeme(byte_cursor& cursor) {
        pg::lexeme lexeme{detail::read_c_string(cursor, pg::tsvector::name), {}};
        const auto count = cursor.read<std::uint16_t>();
        if (count > cursor.left() / 2) detail::throw_malformed("tsvector", "has too few positions");
        lexeme.positions.reserve(count);
        for (unsigned i = 0; i < count; ++i)
            lexeme.positions.push_back(detail::read_position(cursor));
        return lexeme;
    }
};

template <>
struct codec<pg::tsquery> {
    using kind = pg::tsquery_item::kind;

    static pg::tsquery decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const auto count = cursor.read<std::uint32_t>();
        // Each item takes at least two bytes: its kind, and its operator or its text's end.
        if (count > cursor.left() / 2)
            detail::throw_malformed("tsquery", "is shorter than its count");
        pg::tsquery value;
        value.items.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) value.items.push_back(read_item(cursor));
        detail::require_end(cursor, pg::tsquery::name);
        return value;
    }

    static void encode(encoder& out, const pg::tsquery& value) {
        if (value.items.size() > max_value_bytes / 2)
            detail::throw_value_too_large(value.items.size() * 2);
        out.integer(static_cast<std::uint32_t>(value.items.size()));
        for (const pg::tsquery_item& item : value.items) write_item(out, item);
    }

private:
    static constexpr std::uint8_t operand = 1;
    static constexpr std::uint8_t operation = 2;

    static pg::tsquery_item read_item(byte_cursor& cursor) {
        pg::tsquery_item item;
        const auto type = cursor.read<std::uint8_t>();
        if (type == operand) {
            item.weights = cursor.read<std::uint8_t>();
            const auto prefix = cursor.read<std::uint8_t>();
            if (item.weights > 15 || prefix > 1)
                detail::throw_malformed("tsquery", "has unknown flags");
            item.is_prefix = prefix == 1;
            item.text = detail::read_c_string(cursor, pg::tsquery::name);
            return item;
        }
        const auto what = cursor.read<std::uint8_t>();
        if (type != operation || what < 1 || what > 4)
            detail::throw_malformed("tsquery", "has an unknown operator");
        item.what = static_cast<kind>(what);
        if (item.what == kind::phrase) item.distance = cursor.read<std::uint16_t>();
        return item;
    }

    static void write_item(encoder& out, const pg::tsquery_item& item) {
        if (item.what != kind::lexeme) {
            out.integer(operation);
            out.integer(static_cast<std::uint8_t>(item.what));
            if (item.what == kind::phrase) out.integer(item.distance);
            return;
        }
        if (item.weights > 15) throw invalid_value("the weights of a tsquery lexeme are four bits");
        out.integer(operand);
        out.integer(item.weights);
        out.integer(static_cast<std::uint8_t>(item.is_prefix ? 1 : 0));
        detail::write_c_string(out, item.text);
    }
};

}  // namespace orm
