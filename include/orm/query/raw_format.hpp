// SPDX-License-Identifier: MIT
// The format string of orm::sql(): a literal, read and counted by the compiler.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <orm/expr/token.hpp>
#include <orm/query/nested_rules.hpp>

namespace orm {

namespace detail {

// Never defined and not constexpr: calling one in a constant expression is the error message.
void raw_sql_needs_as_many_placeholders_as_it_has_arguments();
void raw_sql_has_a_placeholder_inside_quotes_or_a_comment();
void raw_sql_has_a_single_brace_where_two_stand_for_one();
void raw_sql_has_a_dollar_parameter_where_braces_belong();
void raw_sql_has_a_semicolon_and_is_one_statement();
void raw_sql_has_a_quote_or_comment_that_does_not_end();
void raw_sql_has_a_nul_or_is_longer_than_65535_bytes();

/// Reads a format string once: where it is inside quotes, where its placeholders are.
///
/// Problem:  tells what is wrong, by its name.
class raw_scan {
public:
    enum class problem : std::uint8_t { none, quoted, brace, dollar, semicolon, unfinished };

    constexpr raw_scan(const char* text, std::size_t size) : text_(text), size_(size) {}

    /// Steps to the next placeholder, which begins at position(); false at the end or at a problem.
    constexpr bool next() {
        for (; at_ < size_ && found_ == problem::none; ++at_) {
            if (text_[at_] == '{' || text_[at_] == '}') {
                if (read_brace()) return true;
            } else {
                read_plain();
            }
        }
        if (found_ == problem::none && inside_ != 0) found_ = problem::unfinished;
        return false;
    }

    constexpr problem found() const { return found_; }
    constexpr std::size_t position() const { return placeholder_; }

private:
    constexpr char peek(std::size_t ahead) const {
        return at_ + ahead < size_ ? text_[at_ + ahead] : '\0';
    }

    /// True for `{}`; the next step goes on behind it.
    constexpr bool read_brace() {
        const bool is_placeholder = text_[at_] == '{' && peek(1) == '}';
        if (is_placeholder) {
            if (inside_ != 0) found_ = problem::quoted;
            placeholder_ = at_;
            at_ += 2;
            return found_ == problem::none;
        }
        if (peek(1) == text_[at_]) ++at_;
        else found_ = problem::brace;
        return false;
    }

    /// Quotes and comments: `inside_` is the character that ends what began.
    constexpr void read_plain() {
        const char now = text_[at_];
        if (inside_ != 0) return read_inside(now);
        if (now == '\'' || now == '"') inside_ = now;
        else if (now == '-' && peek(1) == '-') inside_ = '\n';
        else if (now == '/' && peek(1) == '*') inside_ = '/';
        else if (now == '$' && peek(1) == '$') begin_dollars();
        else if (now == '$' && peek(1) >= '0' && peek(1) <= '9') found_ = problem::dollar;
        else if (now == ';') found_ = problem::semicolon;
    }

    constexpr void begin_dollars() {
        inside_ = '$';
        ++at_;
    }

    constexpr void read_inside(char now) {
        const bool needs_two = inside_ == '$' || inside_ == '/';
        const char first = inside_ == '/' ? '*' : inside_;
        if (now != first || (needs_two && peek(1) != inside_)) return;
        if (needs_two) ++at_;
        inside_ = 0;
    }

    const char* text_;
    std::size_t size_;
    std::size_t at_ = 0;
    std::size_t placeholder_ = 0;
    char inside_ = 0;
    problem found_ = problem::none;
};

/// A format string with Arguments placeholders, cut into the pieces around them.
template <std::size_t Arguments>
class raw_format {
public:
    // NOLINTBEGIN(google-explicit-constructor): a literal is the format.
    template <std::size_t Length>
    consteval raw_format(const char (&literal)[Length]) : text_(literal) {
        if (Length > 65'536) raw_sql_has_a_nul_or_is_longer_than_65535_bytes();
        for (std::size_t i = 0; i + 1 < Length; ++i)
            if (literal[i] == '\0') raw_sql_has_a_nul_or_is_longer_than_65535_bytes();
        raw_scan scan(literal, Length - 1);
        std::size_t count = 0;
        for (; scan.next(); ++count) {
            if (count == Arguments) raw_sql_needs_as_many_placeholders_as_it_has_arguments();
            ends_[count] = static_cast<std::uint16_t>(scan.position());
        }
        using problem = raw_scan::problem;
        if (scan.found() == problem::quoted) raw_sql_has_a_placeholder_inside_quotes_or_a_comment();
        if (scan.found() == problem::brace) raw_sql_has_a_single_brace_where_two_stand_for_one();
        if (scan.found() == problem::dollar) raw_sql_has_a_dollar_parameter_where_braces_belong();
        if (scan.found() == problem::semicolon) raw_sql_has_a_semicolon_and_is_one_statement();
        if (scan.found() == problem::unfinished) raw_sql_has_a_quote_or_comment_that_does_not_end();
        if (count != Arguments) raw_sql_needs_as_many_placeholders_as_it_has_arguments();
        ends_[Arguments] = static_cast<std::uint16_t>(Length - 1);
    }

    /// Everything else is refused in words.
    template <class Text>
        requires(!std::is_same_v<Text, raw_format>)
    constexpr raw_format(const Text&) : text_("") {
        static_cast<void>(rule::raw_sql_is_a_literal<Text, false>{});
    }
    template <std::size_t Length>
    constexpr raw_format(char (&)[Length]) : text_("") {
        static_cast<void>(rule::raw_sql_is_a_literal<char[Length], false>{});
    }
    // NOLINTEND(google-explicit-constructor)

    /// The text before the placeholder of this number, or behind the last one.
    constexpr token piece(std::size_t number) const {
        const std::size_t begin = number == 0 ? 0 : ends_[number - 1] + std::size_t{2};
        token made = plain_token(token_kind::piece);
        made.name = text_ + begin;
        made.count = static_cast<std::uint32_t>(ends_[number] - begin);
        return made;
    }

private:
    const char* text_;
    std::uint16_t ends_[Arguments + 1] = {};
};

}  // namespace detail

}  // namespace orm
