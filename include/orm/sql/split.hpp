// SPDX-License-Identifier: MIT
// Cuts a script into single statements, where psql would cut it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <orm/sql/lexer.hpp>

namespace orm::lexical {

/// One statement of a script.
///
/// `span_begin..span_end` is the statement with everything around it (blanks, comments, the semicolon):
/// the spans of all statements lie side by side and are the script. `begin..end` is what the server
/// gets. Units: bytes from the script's start.
struct statement {
    std::size_t span_begin = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t span_end = 0;
    bool terminated =
        true;  ///< false: the script ends inside a quote or a comment that starts here

    constexpr bool is_empty() const { return begin == end; }
    constexpr std::string_view in(std::string_view script) const {
        return script.substr(begin, end - begin);
    }
};

namespace detail {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Compares ASCII words without regard to case. `keyword` is in lower case.
constexpr bool is_keyword(std::string_view word, std::string_view keyword) {
    if (word.size() != keyword.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (lower(word[i]) != keyword[i]) return false;
    return true;
}

/// Knows whether a semicolon ends the statement: not inside parentheses (CREATE RULE ... DO (a; b)),
/// not inside the BEGIN ATOMIC body of CREATE [OR REPLACE] FUNCTION or PROCEDURE.
class statement_depth {
public:
    constexpr void see(const token& piece, std::string_view text) {
        if (piece.kind == token_kind::open_parenthesis) ++parentheses_;
        if (piece.kind == token_kind::close_parenthesis && parentheses_ > 0) --parentheses_;
        if (piece.kind == token_kind::word) see_word(text);
    }

    constexpr bool ends_at_semicolon() const { return parentheses_ == 0 && bodies_ == 0; }

private:
    constexpr void see_word(std::string_view word) {
        if (words_ < 4) lead_[words_] = lead_letter(word);
        ++words_;
        if (parentheses_ != 0 || !creates_routine()) return;
        if (is_keyword(word, "begin")) ++bodies_;
        if (is_keyword(word, "case") && bodies_ > 0) ++bodies_;
        if (is_keyword(word, "end") && bodies_ > 0) --bodies_;
    }

    static constexpr char lead_letter(std::string_view word) {
        for (const std::string_view keyword : {"create", "function", "procedure", "or", "replace"})
            if (is_keyword(word, keyword)) return keyword[0];
        return '\0';
    }

    constexpr bool creates_routine() const {
        const auto routine = [](char letter) { return letter == 'f' || letter == 'p'; };
        return lead_[0] == 'c' &&
               (routine(lead_[1]) || (lead_[1] == 'o' && lead_[2] == 'r' && routine(lead_[3])));
    }

    std::size_t parentheses_ = 0;
    std::size_t bodies_ = 0;
    std::size_t words_ = 0;
    char lead_[4] = {};
};

/// Blanks and `--` comments before a statement stay behind; other comments may be hints to the planner.
constexpr bool precedes_statement(token_kind kind) {
    return kind == token_kind::whitespace || kind == token_kind::line_comment;
}

class splitter {
public:
    constexpr splitter(std::string_view script, breakpoints marks) : lexer_(script, marks) {}

    /// As lexer::read_backslashes(), for what follows.
    constexpr void read_backslashes(bool are_escapes) { lexer_.read_backslashes(are_escapes); }

    /// Reads one statement. False at the script's end.
    constexpr bool next(statement& found) {
        found = {at_, at_, at_, at_, true};
        depth_ = {};
        has_code_ = has_text_ = false;
        token piece = lexer_.next();
        while (piece.kind != token_kind::end) {
            at_ = found.span_end = piece.end;
            if (ends_statement(piece)) break;
            take(piece, found);
            piece = lexer_.next();
        }
        if (!has_code_ && found.terminated) found.begin = found.end = found.span_end;
        return found.span_end != found.span_begin;
    }

private:
    constexpr bool ends_statement(const token& piece) const {
        return piece.kind == token_kind::breakpoint ||
               (piece.kind == token_kind::semicolon && depth_.ends_at_semicolon());
    }

    constexpr void take(const token& piece, statement& found) {
        found.terminated = found.terminated && piece.terminated;
        if (precedes_statement(piece.kind)) return;
        if (!has_text_) found.begin = piece.begin;
        has_text_ = true;
        if (piece.kind != token_kind::block_comment) has_code_ = true;
        found.end = piece.end;
        depth_.see(piece, lexer_.text(piece));
    }

    lexer lexer_;
    statement_depth depth_;
    std::size_t at_ = 0;
    bool has_text_ = false;
    bool has_code_ = false;
};

}  // namespace detail

/// Calls take(statement) for each statement in order; keeps none.
template <class Take>
constexpr void each_statement(std::string_view script, breakpoints marks, Take take) {
    detail::splitter splitter(script, marks);
    for (statement found; splitter.next(found);) take(found);
}

/// Cuts the script behind every semicolon that ends a statement and, if asked, at Drizzle's marks.
///
///     split_statements("select 1; select ';'")   // "select 1" and "select ';'"
///
/// Gives:    every statement in order, also the empty ones (`;;`, comments alone), so that the spans
///           lie side by side.
/// Source:   psql's scanner; the tests compare with what `psql -e` echoes.
template <class = void>
std::vector<statement> split_statements(std::string_view script,
                                        breakpoints marks = breakpoints::ignored) {
    std::vector<statement> statements;
    each_statement(script, marks, [&](const statement& found) { statements.push_back(found); });
    return statements;
}

}  // namespace orm::lexical
