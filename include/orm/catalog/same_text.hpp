// SPDX-License-Identifier: MIT
// When two pieces of SQL text mean the same without asking a server.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/sql_text.hpp>

namespace orm::catalog {

namespace detail {

constexpr bool is_blank(char character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

inline std::string trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && (is_blank(text.back()) || text.back() == ';')) text.remove_suffix(1);
    return std::string(text);
}

/// True when the first parenthesis closes at the very end.
inline bool is_wrapped(const std::vector<sql_piece>& pieces) {
    int depth = 0;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        if (pieces[at].text == "(") ++depth;
        if (pieces[at].text == ")" && --depth == 0) return at + 1 == pieces.size();
        if (depth == 0) return false;
    }
    return false;
}

/// `'abc'::text` → `'abc'`; nothing when the text is not a string literal with an optional cast.
inline std::string literal_without_cast(std::string_view text) {
    if (text.empty() || text.front() != '\'') return {};
    const std::size_t end = end_of_quoted(text, 0);
    const bool is_cast = text.substr(end, 2) == "::";
    if (end != text.size() && !is_cast) return {};
    if (text.find_first_of("'|+", end) != std::string_view::npos) return {};
    return std::string(text.substr(0, end));
}

inline bool is_number(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    bool has_digit = false;
    for (const char character : text) {
        const bool is_digit = character >= '0' && character <= '9';
        if (!is_digit && character != '.') return false;
        has_digit = has_digit || is_digit;
    }
    return has_digit;
}

}  // namespace detail

/// The expression without its layout: blanks collapsed, outermost parentheses removed.
inline std::string normal_expression(std::string_view text) {
    std::string normal;
    const std::vector<sql_piece> pieces = sql_pieces(text);
    for (const sql_piece& piece : pieces) {
        const bool blank = piece.text.size() == 1 && detail::is_blank(piece.text[0]);
        if (blank && (normal.empty() || normal.back() == ' ')) continue;
        if (blank) normal += ' ';
        else normal += piece.text;
    }
    normal = detail::trimmed(normal);
    if (!detail::is_wrapped(sql_pieces(normal))) return normal;
    return normal_expression(std::string_view(normal).substr(1, normal.size() - 2));
}

inline bool same_expression(std::string_view lhs, std::string_view rhs) {
    return lhs == rhs || normal_expression(lhs) == normal_expression(rhs);
}

/// A default in the form in which it is compared: without cast, numbers without quotes.
inline std::string normal_default(const std::string& text) {
    const std::string normal = normal_expression(text);
    const std::string literal = detail::literal_without_cast(normal);
    if (literal.empty()) return normal;
    const std::string_view inner = std::string_view(literal).substr(1, literal.size() - 2);
    return detail::is_number(inner) ? std::string(inner) : literal;
}

inline bool same_default(const std::optional<std::string>& lhs,
                         const std::optional<std::string>& rhs) {
    if (lhs.has_value() != rhs.has_value()) return false;
    return !lhs || *lhs == *rhs || normal_default(*lhs) == normal_default(*rhs);
}

}  // namespace orm::catalog
