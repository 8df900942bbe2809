// SPDX-License-Identifier: MIT
// Tells how a statement has to be run: inside a transaction, outside, or not at all.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include <orm/sql/lexer.hpp>
#include <orm/sql/split.hpp>

namespace orm::migration {

/// How the migrator runs a statement.
enum class statement_kind : unsigned char {
    ordinary,             ///< inside the migration's transaction
    begins_transaction,   ///< BEGIN, START TRANSACTION
    commits_transaction,  ///< COMMIT, END
    aborts_transaction,   ///< ROLLBACK, ABORT
    outside_transaction,  ///< the server refuses it inside a transaction block (25001)
    may_commit,  ///< CALL, or DO with a COMMIT inside: needs to run outside to be able to commit
    copies_by_client,  ///< COPY ... FROM STDIN or TO STDOUT: lines that a client sends or gets
    psql_command,      ///< \connect and its like
};

namespace detail {

template <class = void>
class basic_leading_words;
using leading_words = basic_leading_words<>;

/// The words that start a statement, comments left out. Quoted names count as words that are no keyword.
template <class>
class basic_leading_words {
public:
    static constexpr std::size_t capacity = 8;

    constexpr explicit basic_leading_words(std::string_view statement) {
        lexical::lexer lexer(statement);
        for (lexical::token piece = lexer.next();
             piece.kind != lexical::token_kind::end && count_ < capacity; piece = lexer.next()) {
            if (piece.kind == lexical::token_kind::word) words_[count_++] = lexer.text(piece);
            if (piece.kind == lexical::token_kind::quoted_identifier) words_[count_++] = {};
        }
    }

    constexpr std::size_t count() const { return count_; }
    constexpr bool is(std::size_t index, std::string_view keyword) const {
        return index < count_ && lexical::detail::is_keyword(words_[index], keyword);
    }
    constexpr bool start_with(std::string_view first, std::string_view second) const {
        return is(0, first) && is(1, second);
    }
    constexpr bool contain(std::string_view keyword) const {
        for (std::size_t i = 0; i < count_; ++i)
            if (is(i, keyword)) return true;
        return false;
    }

private:
    std::array<std::string_view, capacity> words_{};
    std::size_t count_ = 0;
};

/// True when the statement holds these words side by side, outside quotes and comments.
constexpr bool has_words(std::string_view statement, std::string_view first,
                         std::string_view second) {
    lexical::lexer lexer(statement);
    bool first_seen = false;
    for (lexical::token piece = lexer.next(); piece.kind != lexical::token_kind::end;
         piece = lexer.next()) {
        if (lexical::detail::precedes_statement(piece.kind)) continue;
        const bool is_word = piece.kind == lexical::token_kind::word;
        if (first_seen && is_word && lexical::detail::is_keyword(lexer.text(piece), second))
            return true;
        first_seen = is_word && lexical::detail::is_keyword(lexer.text(piece), first);
    }
    return false;
}

/// True when the word stands anywhere in the text, quotes and comments included.
constexpr bool mentions(std::string_view text, std::string_view keyword) {
    const auto is_word_byte = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    for (std::size_t i = 0; i + keyword.size() <= text.size(); ++i) {
        if (lexical::detail::lower(text[i]) != keyword[0]) continue;
        if (!lexical::detail::is_keyword(text.substr(i, keyword.size()), keyword)) continue;
        const std::size_t end = i + keyword.size();
        const bool starts = i == 0 || !is_word_byte(lexical::detail::lower(text[i - 1]));
        const bool ends = end == text.size() || !is_word_byte(lexical::detail::lower(text[end]));
        if (starts && ends) return true;
    }
    return false;
}

constexpr bool is_index_concurrently(const leading_words& words) {
    if (words.start_with("create", "unique") && words.is(2, "index"))
        return words.is(3, "concurrently");
    return (words.start_with("create", "index") || words.start_with("drop", "index")) &&
           words.is(2, "concurrently");
}

constexpr bool is_cluster_wide_object(const leading_words& words) {
    const bool makes = words.is(0, "create") || words.is(0, "drop");
    return makes &&
           (words.is(1, "database") || words.is(1, "tablespace") || words.is(1, "subscription"));
}

/// REINDEX and CLUSTER are refused in a transaction only in some forms.
constexpr bool is_whole_rebuild(const leading_words& words) {
    if (words.is(0, "reindex"))
        return words.contain("concurrently") || words.contain("schema") ||
               words.contain("database") || words.contain("system");
    return words.is(0, "cluster") && words.count() == (words.is(1, "verbose") ? 2U : 1U);
}

constexpr bool is_refused_alter(const leading_words& words, std::string_view statement) {
    if (!words.is(0, "alter")) return false;
    if (words.is(1, "system") || words.is(1, "subscription")) return true;
    if (words.is(1, "database")) return has_words(statement, "set", "tablespace");
    return words.is(1, "table") && has_words(statement, "detach", "partition") &&
           mentions(statement, "concurrently");
}

constexpr bool needs_no_transaction(const leading_words& words, std::string_view statement) {
    return words.is(0, "vacuum") || words.start_with("discard", "all") ||
           words.start_with("commit", "prepared") || words.start_with("rollback", "prepared") ||
           is_index_concurrently(words) || is_cluster_wide_object(words) ||
           is_whole_rebuild(words) || is_refused_alter(words, statement);
}

/// The server takes either word for either direction.
constexpr bool is_copy_by_client(std::string_view statement) {
    for (const std::string_view direction : {"from", "to"})
        for (const std::string_view end : {"stdin", "stdout"})
            if (has_words(statement, direction, end)) return true;
    return false;
}

/// ALTER TYPE ... ADD VALUE.
constexpr bool adds_enum_value(std::string_view statement) {
    const leading_words words(statement);
    return words.start_with("alter", "type") && words.contain("add") && words.contain("value");
}

/// SET standard_conforming_strings: from then on a backslash in '...' is a letter, or is not.
constexpr bool sets_kind_of_strings(std::string_view statement) {
    const leading_words words(statement);
    const std::size_t at = words.is(1, "local") || words.is(1, "session") ? 2 : 1;
    return words.is(0, "set") && words.is(at, "standard_conforming_strings");
}
constexpr bool asks_for_backslashes(std::string_view statement) {
    return mentions(statement, "off") || mentions(statement, "false") || mentions(statement, "0");
}

constexpr bool is_rollback_to_savepoint(const leading_words& words) { return words.contain("to"); }

}  // namespace detail

/// Sorts a statement by its words; the server is not asked.
///
/// Source:   PostgreSQL manual, "SQL Commands"; the list of refusals was measured on PostgreSQL 15.
constexpr statement_kind kind_of(std::string_view statement) {
    const detail::leading_words words(statement);
    if (!statement.empty() && statement.front() == '\\') return statement_kind::psql_command;
    if (detail::needs_no_transaction(words, statement)) return statement_kind::outside_transaction;
    if (words.is(0, "begin") || words.start_with("start", "transaction"))
        return statement_kind::begins_transaction;
    if (words.is(0, "commit") || words.is(0, "end")) return statement_kind::commits_transaction;
    if ((words.is(0, "rollback") || words.is(0, "abort")) &&
        !detail::is_rollback_to_savepoint(words))
        return statement_kind::aborts_transaction;
    if (words.is(0, "call") || (words.is(0, "do") && (detail::mentions(statement, "commit") ||
                                                      detail::mentions(statement, "rollback"))))
        return statement_kind::may_commit;
    if (words.is(0, "copy") && detail::is_copy_by_client(statement))
        return statement_kind::copies_by_client;
    return statement_kind::ordinary;
}

/// True for COPY, whose answer is a mode of the connection.
constexpr bool copies(std::string_view statement) {
    return detail::leading_words(statement).is(0, "copy");
}

/// True when the statement may leave a setting behind that the next migration would inherit.
constexpr bool changes_session(std::string_view statement) {
    const detail::leading_words words(statement);
    if (words.is(0, "set") || words.is(0, "reset"))
        return !words.is(1, "local") && !words.is(1, "constraints") && !words.is(1, "transaction");
    return words.is(0, "discard") || detail::mentions(statement, "set_config");
}

}  // namespace orm::migration
