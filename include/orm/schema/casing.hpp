// SPDX-License-Identifier: MIT
// How a C++ field name becomes a column name.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/sql/quote.hpp>

namespace orm {

/// A name made at compile time. Room for the longest name PostgreSQL keeps.
class name_buffer {
public:
    constexpr name_buffer() = default;
    constexpr explicit name_buffer(std::string_view name) {
        for (const char character : name) append(character);
    }

    /// What is over 63 bytes is left out and remembered: whoever uses the name must refuse it.
    constexpr void append(char character) {
        if (size_ == lexical::max_identifier_bytes) is_too_long_ = true;
        else text_[size_++] = character;
    }

    /// Appends a word in small letters: one call, for this runs for every column when it is compiled.
    constexpr void append_lower(std::string_view word) {
        const char* at = word.data();
        for (const char* const end = at + word.size(); at != end; ++at) {
            if (size_ == lexical::max_identifier_bytes) {
                is_too_long_ = true;
                return;
            }
            const bool is_upper = *at >= 'A' && *at <= 'Z';
            text_[size_++] = is_upper ? static_cast<char>(*at - 'A' + 'a') : *at;
        }
    }

    /// True for a name that PostgreSQL keeps as it is.
    constexpr bool is_usable() const { return size_ != 0 && !is_too_long_; }

    /// An empty name that still remembers what was left out.
    constexpr name_buffer emptied() const {
        name_buffer empty;
        empty.is_too_long_ = is_too_long_;
        return empty;
    }

    constexpr const char* c_str() const { return text_; }
    constexpr std::string_view view() const { return {text_, size_}; }
    constexpr std::size_t size() const { return size_; }

private:
    char text_[lexical::max_identifier_bytes + 1] = {};
    std::size_t size_ = 0;
    bool is_too_long_ = false;
};

namespace detail {

constexpr bool is_upper(char character) { return character >= 'A' && character <= 'Z'; }
constexpr bool is_lower(char character) { return character >= 'a' && character <= 'z'; }
constexpr char to_lower(char character) {
    return is_upper(character) ? static_cast<char>(character - 'A' + 'a') : character;
}
constexpr char to_upper(char character) {
    return is_lower(character) ? static_cast<char>(character - 'a' + 'A') : character;
}

constexpr const char* lower_end(const char* at, const char* end) {
    while (at != end && ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9'))) ++at;
    return at;
}

/// Length of the word at the start of name; 0 when the first character belongs to no word.
/// The rule is the pattern `[\da-z]+ | [A-Z]+(?![a-z]) | [A-Z][\da-z]+`, first match wins.
constexpr std::size_t word_length(std::string_view name) {
    const char* const begin = name.data();
    const char* const end = begin + name.size();
    const char* at = begin;
    while (at != end && *at >= 'A' && *at <= 'Z') ++at;
    const std::ptrdiff_t capitals = at - begin;
    if (capitals == 0) return static_cast<std::size_t>(lower_end(begin, end) - begin);
    const bool lower_follows = at != end && is_lower(*at);
    if (!lower_follows) return static_cast<std::size_t>(capitals);
    if (capitals > 1) return static_cast<std::size_t>(capitals - 1);
    return static_cast<std::size_t>(lower_end(at, end) - begin);
}

/// Length of the apostrophe at the start of name, ' or U+2019; 0 when there is none.
constexpr std::size_t apostrophe_length(std::string_view name) {
    constexpr std::string_view curly = "\xE2\x80\x99";
    if (name[0] == '\'') return 1;
    return name.substr(0, curly.size()) == curly ? curly.size() : 0;
}

constexpr bool has_apostrophe(std::string_view name) {
    const char* at = name.data();
    for (const char* const end = at + name.size(); at != end; ++at)
        if (*at == '\'' || *at == '\xE2') return true;
    return false;
}

/// Apostrophes are not seen at all: "it's" is one word.
constexpr name_buffer without_apostrophes(std::string_view name) {
    name_buffer plain;
    while (!name.empty()) {
        const std::size_t skipped = apostrophe_length(name);
        if (skipped == 0) plain.append(name[0]);
        name.remove_prefix(skipped == 0 ? 1 : skipped);
    }
    return plain;
}

/// Calls use(word, is_first) for each word of name.
template <class Use>
constexpr void for_each_word(std::string_view name, Use use) {
    bool is_first = true;
    while (!name.empty()) {
        const std::size_t length = word_length(name);
        if (length != 0) use(name.substr(0, length), is_first);
        if (length != 0) is_first = false;
        name.remove_prefix(length == 0 ? 1 : length);
    }
}

}  // namespace detail

/// `emailVerified` becomes `email_verified`, `HTTPServer` becomes `http_server`. The default.
struct snake_case {
    static constexpr name_buffer apply(std::string_view name) {
        if (!detail::has_apostrophe(name)) return joined(name, {});
        const name_buffer plain = detail::without_apostrophes(name);
        return joined(plain.view(), plain.emptied());
    }

private:
    static constexpr name_buffer joined(std::string_view name, name_buffer cased) {
        detail::for_each_word(name, [&](std::string_view word, bool is_first) {
            if (!is_first) cased.append('_');
            cased.append_lower(word);
        });
        return cased;
    }
};

/// `email_verified` becomes `emailVerified`, `HTTPServer` becomes `httpServer`.
struct camel_case {
    static constexpr name_buffer apply(std::string_view name) {
        const name_buffer plain = detail::without_apostrophes(name);
        name_buffer cased = plain.emptied();
        detail::for_each_word(plain.view(), [&](std::string_view word, bool is_first) {
            for (std::size_t i = 0; i < word.size(); ++i) {
                const bool raise = i == 0 && !is_first;
                cased.append(is_first ? detail::to_lower(word[i])
                                      : (raise ? detail::to_upper(word[i]) : word[i]));
            }
        });
        return cased;
    }
};

/// The field's name as it is.
struct preserve {
    static constexpr name_buffer apply(std::string_view name) { return name_buffer(name); }
};

}  // namespace orm
