// SPDX-License-Identifier: MIT
// Tells statements that only read from all others, before they are sent.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <orm/sql/lexer.hpp>
#include <orm/studio/access.hpp>
#include <orm/studio/options.hpp>

namespace orm::studio {

/// What a statement is made of, as far as the guard cares.
struct statement_words {
    std::vector<std::string> words;   ///< unquoted, in lower case
    std::vector<std::string> called;  ///< names in front of a parenthesis, as the server reads them
    bool is_whole = true;             ///< quotes and parentheses are closed, no semicolon
    bool has_odd_name = false;        ///< U&"..." or a name with NUL
    bool has_parameter = false;
};

namespace detail {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

inline std::string lower_case(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return lowered;
}

/// `"a""b"` as the server reads it: a"b.
inline std::string unquoted(std::string_view quoted) {
    std::string name;
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
        name += quoted[i];
        if (quoted[i] == '"') ++i;
    }
    return name;
}

inline void take_token(const lexical::token& piece, std::string_view text, statement_words& found,
                       std::string& last_name, int& depth) {
    using kind = lexical::token_kind;
    found.is_whole = found.is_whole && piece.terminated;
    if (piece.kind == kind::whitespace || piece.kind == kind::line_comment ||
        piece.kind == kind::block_comment)
        return;
    if (piece.kind == kind::open_parenthesis) {
        if (!last_name.empty()) found.called.push_back(last_name);
        ++depth;
    }
    if (piece.kind == kind::close_parenthesis && --depth < 0) found.is_whole = false;
    if (piece.kind == kind::semicolon || piece.kind == kind::backslash) found.is_whole = false;
    if (piece.kind == kind::parameter) found.has_parameter = true;
    last_name.clear();
    if (piece.kind == kind::word) {
        last_name = lower_case(text);
        found.words.push_back(last_name);
    }
    if (piece.kind == kind::quoted_identifier) {
        if (text[0] != '"') found.has_odd_name = true;
        else last_name = unquoted(text);
    }
}

}  // namespace detail

inline statement_words words_of(std::string_view statement) {
    statement_words found;
    std::string last_name;
    int depth = 0;
    lexical::lexer pieces(statement);
    for (lexical::token piece = pieces.next(); piece.kind != lexical::token_kind::end;
         piece = pieces.next())
        detail::take_token(piece, pieces.text(piece), found, last_name, depth);
    found.is_whole = found.is_whole && depth == 0;
    return found;
}

/// True for statements that give rows and can be read through a cursor.
inline bool is_query(const statement_words& found) {
    return !found.words.empty() &&
           detail::is_one_of(found.words[0], {"select", "with", "values", "table"});
}

inline bool writes_in_with(const statement_words& found) {
    return std::any_of(found.words.begin(), found.words.end(), [](const std::string& word) {
        return detail::is_one_of(word, {"insert", "update", "delete", "merge"});
    });
}

namespace detail {

/// `explain (analyze, buffers) select` → the place of `select`.
inline std::size_t explained_word(const statement_words& found) {
    std::size_t at = 1;
    while (
        at < found.words.size() &&
        is_one_of(found.words[at], {"analyze", "analyse", "verbose", "costs", "settings", "buffers",
                                    "wal", "timing", "summary", "format", "text", "json", "xml",
                                    "yaml", "true", "false", "on", "off", "generic_plan"}))
        ++at;
    return at;
}

inline void require_reading_words(const statement_words& found) {
    const std::string& first = found.words.empty() ? std::string() : found.words[0];
    bool is_reading = is_query(found) || first == "show";
    if (first == "explain") {
        const std::size_t at = explained_word(found);
        is_reading = at < found.words.size() &&
                     is_one_of(found.words[at], {"select", "with", "values", "table"});
    }
    if (!is_reading)
        throw refusal(403,
                      "the studio is read-only: it runs select, with, values, table, show and "
                      "explain of these; start it with --write for everything else");
    for (const std::string& word : found.words)
        if (is_one_of(word, {"insert", "update", "delete", "merge", "into", "copy"}))
            throw refusal(403, "the studio is read-only, and the statement has the word " + word +
                                   "; put double quotes around it if it is a name");
}

}  // namespace detail

/// Functions that can do something besides giving a value are refused: VOLATILE ones without those
/// that are known to be harmless, and those that run SQL from a text.
///
/// Source:   PostgreSQL manual, "Function Volatility Categories".
inline void require_harmless_functions(session& talk, const statement_words& found) {
    if (found.called.empty()) return;
    std::string names = "{";
    for (const std::string& name : found.called) {
        names += names.size() == 1 ? "\"" : ",\"";
        for (const char c : name) {
            if (c == '"' || c == '\\') names += '\\';
            names += c;
        }
        names += '"';
    }
    text_values values;
    const std::string refused = talk.value(
        "select p.proname from pg_catalog.pg_proc p where p.proname = any(" +
            values.add(names + "}") +
            "::pg_catalog.text[]) and (p.provolatile = 'v' and not (p.pronamespace = 11 and "
            "p.proname in ('random', 'clock_timestamp', 'timeofday', 'gen_random_uuid', 'pg_sleep', "
            "'pg_sleep_for', 'pg_relation_size', 'pg_total_relation_size', 'pg_table_size', "
            "'pg_indexes_size', 'pg_database_size', 'pg_tablespace_size', 'pg_blocking_pids', "
            "'currval', 'lastval', 'pg_is_in_recovery', 'pg_current_wal_lsn', 'version')) "
            "and not (p.proname in ('uuid_generate_v1', 'uuid_generate_v4', 'uuid_generate_v1mc') "
            "and p.prolang = 13) "
            "or p.proname in ('crosstab', 'crosstab2', 'crosstab3', 'crosstab4', 'connectby', "
            "'xpath_table')) limit 1",
        values);
    if (!refused.empty())
        throw refusal(403,
                      "the studio is read-only, and the function " + refused +
                          " may change something (it is volatile); start with --write to call it");
}

/// Takes:    one statement, as the splitter gave it.
/// Throws:   refusal 403 when it could do more than read.
inline void require_reading(session& talk, std::string_view statement) {
    const statement_words found = words_of(statement);
    if (!found.is_whole || found.has_odd_name)
        throw refusal(403, "the studio is read-only and runs one complete statement at a time");
    detail::require_reading_words(found);
    require_harmless_functions(talk, found);
}

/// A condition for WHERE, from the user's hand.
///
/// Throws:   refusal 400 when it is more than a condition; 403 when it could do more than read.
inline void require_condition(session& talk, std::string_view condition) {
    const statement_words found = words_of(condition);
    if (!found.is_whole || found.has_parameter || found.has_odd_name)
        throw refusal(
            400, "the condition needs closed quotes and parentheses, and no semicolon and no $1");
    for (const std::string& word : found.words)
        if (detail::is_one_of(word, {"insert", "update", "delete", "merge", "into", "copy"}))
            throw refusal(403, "the condition has the word " + word +
                                   "; put double quotes around it if it is a name");
    require_harmless_functions(talk, found);
}

}  // namespace orm::studio
