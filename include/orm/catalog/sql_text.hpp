// SPDX-License-Identifier: MIT
// Looks at identifiers inside of SQL expressions: which names occur, and replacing one by another.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <orm/sql/quote.hpp>

namespace orm::catalog {

/// A piece of SQL text. `name` is set for identifiers: unquoted, with doubled quotes undone, and in
/// lower case when it was written without quotes.
struct sql_piece {
    std::string_view text;
    std::string name;
    bool is_identifier = false;
    bool is_quoted = false;
};

namespace detail {

constexpr bool starts_word(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           character == '_' || static_cast<unsigned char>(character) >= 0x80;
}

constexpr bool continues_word(char character) {
    return starts_word(character) || (character >= '0' && character <= '9') || character == '$';
}

/// Position behind the closing quote; a doubled quote does not close.
inline std::size_t end_of_quoted(std::string_view text, std::size_t start) {
    const char quote = text[start];
    for (std::size_t at = start + 1; at < text.size(); ++at) {
        if (text[at] != quote) continue;
        if (at + 1 < text.size() && text[at + 1] == quote) ++at;
        else return at + 1;
    }
    return text.size();
}

inline std::string unquoted(std::string_view quoted) {
    std::string name;
    for (std::size_t at = 1; at + 1 < quoted.size(); ++at) {
        name += quoted[at];
        if (quoted[at] == '"') ++at;
    }
    return name;
}

inline std::string lower_case(std::string_view word) {
    std::string lower(word);
    for (char& character : lower)
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
    return lower;
}

inline std::size_t end_of_word(std::string_view text, std::size_t start) {
    std::size_t end = start + 1;
    while (end < text.size() && continues_word(text[end])) ++end;
    return end;
}

}  // namespace detail

/// Cuts an expression into identifiers, string literals and single other characters.
inline std::vector<sql_piece> sql_pieces(std::string_view text) {
    std::vector<sql_piece> pieces;
    for (std::size_t at = 0; at < text.size();) {
        sql_piece piece;
        std::size_t end = at + 1;
        if (text[at] == '"' || text[at] == '\'') {
            end = detail::end_of_quoted(text, at);
            piece.is_identifier = piece.is_quoted = text[at] == '"';
            if (piece.is_identifier) piece.name = detail::unquoted(text.substr(at, end - at));
        } else if (detail::starts_word(text[at])) {
            end = detail::end_of_word(text, at);
            piece.is_identifier = true;
            piece.name = detail::lower_case(text.substr(at, end - at));
        } else if (text[at] >= '0' && text[at] <= '9') {
            end = detail::end_of_word(text, at);
        }
        piece.text = text.substr(at, end - at);
        pieces.push_back(piece);
        at = end;
    }
    return pieces;
}

/// True when the expression uses this name as an identifier.
inline bool mentions(std::string_view text, std::string_view name) {
    if (text.find(name) == std::string_view::npos &&
        detail::lower_case(text).find(name) == std::string::npos)
        return false;
    for (const sql_piece& piece : sql_pieces(text))
        if (piece.is_identifier && piece.name == name) return true;
    return false;
}

/// Writes the name like the piece it replaces: bare words stay bare when they can.
inline std::string spelled_like(const sql_piece& piece, const std::string& name) {
    bool is_plain =
        !name.empty() && detail::starts_word(name[0]) && detail::lower_case(name) == name;
    for (const char character : name) is_plain = is_plain && detail::continues_word(character);
    return !piece.is_quoted && is_plain ? name : lexical::quoted_identifier(name);
}

/// Replaces the identifier `from` by `to`. With a `qualifier`, a name behind a dot is only replaced
/// when the qualifier stands before the dot: in `"users"."name" = "teams"."name"` one of two.
inline std::string with_renamed(std::string_view text, const std::string& from,
                                const std::string& to, const std::string& qualifier = {}) {
    const std::vector<sql_piece> pieces = sql_pieces(text);
    std::string result;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        const bool is_behind_dot = at >= 2 && pieces[at - 1].text == ".";
        const bool is_meant =
            qualifier.empty() || !is_behind_dot || pieces[at - 2].name == qualifier;
        if (pieces[at].is_identifier && pieces[at].name == from && is_meant)
            result += spelled_like(pieces[at], to);
        else result += pieces[at].text;
    }
    return result;
}

}  // namespace orm::catalog
