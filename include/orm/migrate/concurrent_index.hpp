// SPDX-License-Identifier: MIT
// Reads which index a CREATE INDEX CONCURRENTLY builds, to find what a broken build left behind.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <orm/sql/lexer.hpp>
#include <orm/sql/split.hpp>

namespace orm::migration {

/// The index and the table of a statement.
struct concurrent_index {
    std::string index;  ///< as the catalogs hold it: unquoted, folded to lower case
    std::string table;  ///< as written, for to_regclass()
};

namespace detail {

/// `"A""b"` as `A"b`, `Ab` as `ab`: the name as the catalogs hold it.
template <class = void>
std::string catalog_name(std::string_view written) {
    std::string name;
    if (written.empty() || written.front() != '"') {
        for (const char c : written) name += lexical::detail::lower(c);
        return name;
    }
    for (std::size_t i = 1; i + 1 < written.size(); ++i) {
        if (written[i] == '"') ++i;
        name += written[i];
    }
    return name;
}

template <class = void>
class basic_code_tokens;
using code_tokens = basic_code_tokens<>;

/// Walks over a statement without its blanks and comments.
template <class>
class basic_code_tokens {
public:
    explicit basic_code_tokens(std::string_view statement) : lexer_(statement) { advance(); }

    lexical::token_kind kind() const { return piece_.kind; }
    std::string_view text() const { return lexer_.text(piece_); }
    bool is_name() const {
        return kind() == lexical::token_kind::word ||
               kind() == lexical::token_kind::quoted_identifier;
    }
    bool is(std::string_view keyword) const {
        return kind() == lexical::token_kind::word && lexical::detail::is_keyword(text(), keyword);
    }
    bool skip(std::string_view keyword) {
        if (!is(keyword)) return false;
        advance();
        return true;
    }
    void advance() {
        do piece_ = lexer_.next();
        while (piece_.kind == lexical::token_kind::whitespace ||
               piece_.kind == lexical::token_kind::line_comment ||
               piece_.kind == lexical::token_kind::block_comment);
    }

private:
    lexical::lexer lexer_;
    lexical::token piece_{};
};

template <class = void>
std::string qualified_name(code_tokens& tokens) {
    std::string name;
    while (tokens.is_name() || tokens.text() == ".") {
        if (tokens.is_name() && !name.empty() && name.back() != '.') break;
        name += tokens.text();
        tokens.advance();
    }
    return name;
}

}  // namespace detail

/// Gives:    nothing for other statements, and for an index without a name.
/// Source:   PostgreSQL manual, CREATE INDEX, "Synopsis".
template <class = void>
std::optional<concurrent_index> concurrent_index_of(std::string_view statement) {
    detail::code_tokens tokens(statement);
    if (!tokens.skip("create")) return std::nullopt;
    tokens.skip("unique");
    if (!tokens.skip("index") || !tokens.skip("concurrently")) return std::nullopt;
    if (tokens.skip("if") && !(tokens.skip("not") && tokens.skip("exists"))) return std::nullopt;
    if (tokens.is("on") || !tokens.is_name()) return std::nullopt;
    concurrent_index found;
    found.index = detail::catalog_name(tokens.text());
    tokens.advance();
    if (!tokens.skip("on")) return std::nullopt;
    tokens.skip("only");
    found.table = detail::qualified_name(tokens);
    if (found.table.empty()) return std::nullopt;
    return found;
}

}  // namespace orm::migration
