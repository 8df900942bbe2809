// SPDX-License-Identifier: MIT
// Text of a database as C++: literals, comments and names that no database can break out of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <orm/sql/utf8.hpp>

namespace orm::kit {

namespace detail {

constexpr bool is_small_letter(char character) { return character >= 'a' && character <= 'z'; }
constexpr bool is_capital(char character) { return character >= 'A' && character <= 'Z'; }
constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }
constexpr bool is_name_character(char character) {
    return is_small_letter(character) || is_capital(character) || is_digit(character) ||
           character == '_';
}

/// Letters and signs that editors show as they are. Control characters, marks that change the
/// direction of writing and invisible blanks are not among them: they could hide code.
inline bool is_shown_as_it_is(std::string_view character) {
    if (character.size() == 1) return character[0] >= ' ' && character[0] != '\x7F';
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(character[at]); };
    if (character.size() == 2) return byte(0) != 0xC2 && !(byte(0) == 0xD8 && byte(1) == 0x9C);
    if (character.size() == 4) return false;
    const bool is_general_punctuation = byte(0) == 0xE2 && (byte(1) == 0x80 || byte(1) == 0x81);
    return !is_general_punctuation && byte(0) != 0xEF && byte(0) != 0xEE && byte(0) != 0xED;
}

inline void append_octal(std::string& text, char character) {
    const auto byte = static_cast<unsigned char>(character);
    text += '\\';
    text += static_cast<char>('0' + (byte >> 6));
    text += static_cast<char>('0' + ((byte >> 3) & 7));
    text += static_cast<char>('0' + (byte & 7));
}

/// Calls use(character) for each character of UTF-8 text; a byte that belongs to none comes alone.
template <class Use>
void for_each_character(std::string_view text, const Use& use) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = lexical::detail::utf8_character_length(text, at);
        if (length == 0) length = 1;
        use(text.substr(at, length));
        at += length;
    }
}

inline void append_escaped(std::string& literal, std::string_view character) {
    if (character == "\"" || character == "\\" || character == "?") {
        literal += '\\';
        literal += character;
    } else if (character == "\n") {
        literal += "\\n";
    } else if (is_shown_as_it_is(character)) {
        literal += character;
    } else {
        for (const char byte : character) append_octal(literal, byte);
    }
}

}  // namespace detail

/// `"it is \"quoted\""`. A question mark is escaped only where two could begin a trigraph.
inline std::string cpp_literal(std::string_view text) {
    std::string literal = "\"";
    char previous = 0;
    detail::for_each_character(text, [&](std::string_view character) {
        if (character == "?" && previous != '?') literal += '?';
        else detail::append_escaped(literal, character);
        previous = character[0];
    });
    return literal + "\"";
}

/// Text for a `//` comment: one line that ends in no backslash.
inline std::string comment_text(std::string_view text) {
    std::string line;
    detail::for_each_character(text, [&](std::string_view character) {
        if (character == "\n" || character == "\r" || character == "\t") line += ' ';
        else if (character == "\\") line += '/';
        else if (character == "?" && !line.empty() && line.back() == '?') line += ' ';
        else if (detail::is_shown_as_it_is(character)) line += character;
        else line += '.';
    });
    return line;
}

/// Words that cannot name a member, a constant or an enumerator: keywords, alternative tokens, and
/// macros of headers that every program includes.
inline bool is_taken_word(std::string_view word) {
    constexpr std::string_view words =
        " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t"
        " char32_t class compl concept const consteval constexpr constinit const_cast continue"
        " co_await co_return co_yield decltype default delete do double dynamic_cast else enum"
        " explicit export extern false float for friend goto if import inline int long module mutable"
        " namespace new noexcept not not_eq nullptr operator or or_eq private protected public"
        " register reinterpret_cast requires return short signed sizeof static static_assert"
        " static_cast struct switch template this thread_local throw true try typedef typeid typename"
        " typeof union unsigned using virtual void volatile wchar_t while xor xor_eq"
        " linux unix errno assert stdin stdout stderr signals slots emit foreach forever"
        " offsetof major minor makedev alloca setjmp va_start va_end va_arg va_copy"
        " orm std main M t ";
    return words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

/// Names in capitals are macros' names, and two underscores are the compiler's.
inline bool is_cpp_name(std::string_view name) {
    if (name.empty() || detail::is_digit(name[0]) || name.size() > 120) return false;
    bool has_small = false;
    for (const char character : name) {
        if (!detail::is_name_character(character)) return false;
        has_small = has_small || detail::is_small_letter(character);
    }
    if (name[0] == '_' || name.find("__") != std::string_view::npos) return false;
    return has_small && !is_taken_word(name) && name.rfind("orm_", 0) != 0;
}

/// The nearest name that C++ takes: `2nd "Try"` becomes `n2nd_Try`, `class` becomes `class_`.
inline std::string near_cpp_name(std::string_view text) {
    if (is_cpp_name(text)) return std::string(text);
    std::string name;
    bool has_small = false;
    for (const char character : text) {
        const bool fits = detail::is_name_character(character) && character != '_';
        if (fits) name += character;
        else if (!name.empty() && name.back() != '_') name += '_';
        has_small = has_small || detail::is_small_letter(character);
    }
    if (!has_small)
        for (char& character : name)
            if (detail::is_capital(character)) character = static_cast<char>(character + 32);
    while (!name.empty() && name.back() == '_') name.pop_back();
    if (name.empty() || detail::is_digit(name[0])) name.insert(0, "n");
    if (name.rfind("orm_", 0) == 0) name.insert(0, "n_");
    if (name.size() > 100) name.resize(100);
    while (name.back() == '_') name.pop_back();
    return is_cpp_name(name) ? name : name + "_";
}

}  // namespace orm::kit
