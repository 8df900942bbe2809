// SPDX-License-Identifier: MIT
// Guesses from SQL text whether a statement leaves something behind in the session.
#pragma once

#include <cstddef>
#include <string_view>

namespace orm::driver::postgres {

namespace detail {

constexpr char lower_ascii(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

constexpr bool is_word_character(char character) {
    const char lower = lower_ascii(character);
    return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '_' ||
           static_cast<unsigned char>(character) >= 0x80;
}

constexpr bool equals_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (lower_ascii(text[i]) != lower[i]) return false;
    return true;
}

/// The next word of text, which moves behind it; empty at the end.
constexpr std::string_view take_word(std::string_view& text) {
    std::size_t start = 0;
    while (start < text.size() && !is_word_character(text[start])) ++start;
    std::size_t end = start;
    while (end < text.size() && is_word_character(text[end])) ++end;
    const std::string_view word = text.substr(start, end - start);
    text.remove_prefix(end);
    return word;
}

constexpr bool is_one_of(std::string_view word, const std::string_view* words, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (equals_ignoring_case(word, words[i])) return true;
    return false;
}

}  // namespace detail

/// True when the next user of the session might notice that the statement ran: settings, LISTEN,
/// temporary tables, advisory locks, cursors. Errs on the side of true. Effects inside functions are
/// seen only for the functions named here.
constexpr bool may_change_session(std::string_view sql) {
    constexpr std::string_view first_words[] = {"set",  "reset",   "listen",    "unlisten",
                                                "load", "prepare", "discard",   "declare",
                                                "do",   "call",    "deallocate"};
    constexpr std::string_view words_anywhere[] = {"temp",
                                                   "temporary",
                                                   "set_config",
                                                   "pg_advisory_lock",
                                                   "pg_try_advisory_lock",
                                                   "pg_advisory_lock_shared",
                                                   "pg_try_advisory_lock_shared",
                                                   "setseed",
                                                   "dblink_connect"};
    std::string_view word = detail::take_word(sql);
    if (detail::is_one_of(word, first_words, 11)) return true;
    for (; !word.empty(); word = detail::take_word(sql))
        if (detail::is_one_of(word, words_anywhere, 9)) return true;
    return false;
}

}  // namespace orm::driver::postgres
