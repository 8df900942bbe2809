// SPDX-License-Identifier: MIT
// Cuts SQL text into tokens by the rules of psql, so that a quote or a comment never hides a statement's end.
#pragma once

#include <cstddef>
#include <string_view>

namespace orm::lexical {

/// What a token is. Only what decides where statements end is told apart.
enum class token_kind {
    whitespace,
    line_comment,       ///< `-- text`, without its line end
    block_comment,      ///< nested comments are one token
    word,               ///< keyword or unquoted identifier, `$` inside included
    quoted_identifier,  ///< `"a"`, `U&"a"`
    string,         ///< `'a'`, `E'a'`, `B'1'`, `X'f'`, `N'a'`, `U&'a'`, with its continuation lines
    dollar_string,  ///< `$$a$$`, `$tag$a$tag$`
    number,
    parameter,  ///< `$1`
    open_parenthesis,
    close_parenthesis,
    semicolon,
    backslash,   ///< outside quotes: the start of a psql command, no SQL
    other,       ///< one character of an operator or of punctuation
    breakpoint,  ///< `--> statement-breakpoint`, also in the middle of a line comment
    end,
};

/// A piece of the text: `[begin, end)` in bytes. `terminated` is false where the text ends inside a
/// quote or a comment.
struct token {
    token_kind kind = token_kind::end;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool terminated = true;
};

/// Drizzle's mark between statements. It is a comment for PostgreSQL.
inline constexpr std::string_view breakpoint_mark = "--> statement-breakpoint";

/// Whether Drizzle's mark is a token of its own or an ordinary comment.
enum class breakpoints { marked, ignored };

/// Walks over the tokens of a text; the tokens lie side by side and cover the text completely.
///
/// Strings follow `standard_conforming_strings = on`, the server's default since PostgreSQL 9.1, unless
/// read_backslashes() says otherwise.
/// Owns:     nothing; the text must outlive the lexer.
/// Source:   PostgreSQL manual, "Lexical Structure"; behaviour compared with `psql -e`.
class lexer {
public:
    constexpr explicit lexer(std::string_view text, breakpoints marks = breakpoints::ignored)
        : text_(text), marks_(marks) {}

    /// Whether a backslash in '...' takes the next character along: standard_conforming_strings = off.
    constexpr void read_backslashes(bool are_escapes) { backslash_escapes_ = are_escapes; }

    /// The next token; `token_kind::end` for ever once the text is used up.
    constexpr token next() {
        const std::size_t begin = at_;
        terminated_ = true;
        const token_kind kind = scan();
        return {kind, begin, at_, terminated_};
    }

    constexpr std::string_view text(const token& piece) const {
        return text_.substr(piece.begin, piece.end - piece.begin);
    }

private:
    static constexpr bool is_space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
    static constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }
    static constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
    /// Every byte of a multi-byte character counts as a letter, as in PostgreSQL's scanner.
    static constexpr bool starts_word(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    }
    static constexpr bool continues_tag(char c) { return starts_word(c) || is_digit(c); }
    static constexpr bool continues_word(char c) { return continues_tag(c) || c == '$'; }

    constexpr char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    constexpr bool has(std::size_t ahead = 0) const { return at_ + ahead < text_.size(); }
    constexpr bool looking_at(std::string_view expected) const {
        return text_.substr(at_, expected.size()) == expected;
    }
    constexpr bool at_mark() const {
        return marks_ == breakpoints::marked && looking_at(breakpoint_mark);
    }

    constexpr token_kind scan() {
        if (!has()) return token_kind::end;
        const char c = peek();
        if (is_space(c)) return whitespace();
        if (at_mark()) return advance(breakpoint_mark.size(), token_kind::breakpoint);
        if (looking_at("--")) return line_comment();
        if (looking_at("/*")) return block_comment();
        if (c == '\'') return string(1, backslash_escapes_);
        if (c == '"') return quoted_identifier(1);
        if (starts_word(c)) return word_or_prefixed_string();
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
        if (c == '$') return dollar();
        return punctuation(c);
    }

    constexpr token_kind punctuation(char c) {
        switch (c) {
            case '(': return advance(1, token_kind::open_parenthesis);
            case ')': return advance(1, token_kind::close_parenthesis);
            case ';': return advance(1, token_kind::semicolon);
            case '\\': return advance(1, token_kind::backslash);
            default: return advance(1, token_kind::other);
        }
    }

    constexpr token_kind advance(std::size_t bytes, token_kind kind) {
        at_ += bytes;
        return kind;
    }

    constexpr token_kind whitespace() {
        while (has() && is_space(peek())) ++at_;
        return token_kind::whitespace;
    }

    constexpr token_kind line_comment() {
        while (has() && !is_line_end(peek()) && !at_mark()) ++at_;
        return token_kind::line_comment;
    }

    constexpr token_kind block_comment() {
        std::size_t depth = 0;
        while (has()) {
            if (looking_at("/*")) {
                ++depth;
                at_ += 2;
            } else if (looking_at("*/")) {
                at_ += 2;
                if (--depth == 0) return token_kind::block_comment;
            } else {
                ++at_;
            }
        }
        terminated_ = false;
        return token_kind::block_comment;
    }

    constexpr token_kind word_or_prefixed_string() {
        const char first = static_cast<char>(peek() | 0x20);
        if (peek(1) == '\'' && (first == 'e' || first == 'b' || first == 'x' || first == 'n'))
            return string(2, first == 'e');
        if (first == 'u' && peek(1) == '&') {
            if (peek(2) == '\'') return string(3, false);
            if (peek(2) == '"') return quoted_identifier(3);
        }
        while (has() && continues_word(peek())) ++at_;
        return token_kind::word;
    }

    /// Reads `'...'` and every continuation: strings that only blanks with a line end keep apart are one.
    constexpr token_kind string(std::size_t prefix, bool has_escapes) {
        at_ += prefix;
        do {
            if (!string_body(has_escapes)) break;
        } while (skip_to_continuation());
        return token_kind::string;
    }

    constexpr bool string_body(bool has_escapes) {
        while (has()) {
            const char c = peek();
            at_ += has_escapes && c == '\\' && has(1) ? 2U : 1U;
            if (c != '\'') continue;
            if (peek() != '\'') return true;
            ++at_;
        }
        terminated_ = false;
        return false;
    }

    /// Moves behind the opening quote of a continuation, or stays. The line end may follow a comment.
    constexpr bool skip_to_continuation() {
        std::size_t position = at_;
        bool line_ended = false;
        while (position < text_.size()) {
            const char c = text_[position];
            if (is_line_end(c)) {
                line_ended = true;
                ++position;
            } else if (is_space(c)) {
                ++position;
            } else if (text_.substr(position, 2) == "--" && !mark_between(position)) {
                while (position < text_.size() && !is_line_end(text_[position])) ++position;
            } else {
                break;
            }
        }
        if (!line_ended || position >= text_.size() || text_[position] != '\'') return false;
        at_ = position + 1;
        return true;
    }

    /// A comment with Drizzle's mark in it ends the statement, so no string goes on behind it.
    constexpr bool mark_between(std::size_t comment) const {
        if (marks_ == breakpoints::ignored) return false;
        const std::size_t line_end = text_.find_first_of("\n\r", comment);
        return text_.substr(comment, line_end - comment).find(breakpoint_mark) !=
               std::string_view::npos;
    }

    constexpr token_kind quoted_identifier(std::size_t prefix) {
        at_ += prefix;
        while (has()) {
            if (peek() != '"') {
                ++at_;
            } else if (peek(1) == '"') {
                at_ += 2;
            } else {
                ++at_;
                return token_kind::quoted_identifier;
            }
        }
        terminated_ = false;
        return token_kind::quoted_identifier;
    }

    /// A number takes one letter that touches it along: `1a` is a syntax error for the server, and what
    /// follows starts a token of its own.
    constexpr token_kind number() {
        skip_digits();
        if (peek() == '.' && peek(1) != '.') {
            ++at_;
            skip_digits();
        }
        const bool exponent = peek() == 'e' || peek() == 'E';
        if (exponent && (peek(1) == '+' || peek(1) == '-')) {
            at_ += 2;
            skip_digits();
        } else if (exponent && is_digit(peek(1))) {
            ++at_;
            skip_digits();
        }
        if (has() && starts_word(peek())) ++at_;
        return token_kind::number;
    }

    constexpr void skip_digits() {
        while (has() && is_digit(peek())) ++at_;
    }

    constexpr token_kind dollar() {
        if (is_digit(peek(1))) {
            ++at_;
            skip_digits();
            if (has() && starts_word(peek())) ++at_;
            return token_kind::parameter;
        }
        const std::size_t tag_bytes = dollar_tag_bytes();
        if (tag_bytes == 0) return advance(1, token_kind::other);
        const std::string_view tag = text_.substr(at_, tag_bytes);
        const std::size_t close = text_.find(tag, at_ + tag_bytes);
        terminated_ = close != std::string_view::npos;
        at_ = terminated_ ? close + tag_bytes : text_.size();
        return token_kind::dollar_string;
    }

    /// Length of `$$` or `$tag$` at the current position, 0 when there is none.
    constexpr std::size_t dollar_tag_bytes() const {
        std::size_t ahead = 1;
        if (has(ahead) && starts_word(peek(ahead)))
            while (has(ahead) && continues_tag(peek(ahead))) ++ahead;
        return peek(ahead) == '$' ? ahead + 1 : 0;
    }

    std::string_view text_;
    breakpoints marks_;
    std::size_t at_ = 0;
    bool terminated_ = true;
    bool backslash_escapes_ = false;
};

}  // namespace orm::lexical
