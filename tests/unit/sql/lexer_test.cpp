// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <orm/sql/lexer.hpp>

using orm::lexical::lexer;
using orm::lexical::token;
using orm::lexical::token_kind;

namespace {

std::vector<token_kind> kinds(std::string_view text) {
    std::vector<token_kind> found;
    lexer scanner(text);
    for (token piece = scanner.next(); piece.kind != token_kind::end; piece = scanner.next())
        if (piece.kind != token_kind::whitespace) found.push_back(piece.kind);
    return found;
}

using list = std::vector<token_kind>;

constexpr token_kind first_kind(std::string_view text) { return lexer(text).next().kind; }

}  // namespace

static_assert(first_kind("E'a'") == token_kind::string);
static_assert(first_kind("Ea") == token_kind::word);
static_assert(first_kind("u&\"a\"") == token_kind::quoted_identifier);
static_assert(first_kind("$1") == token_kind::parameter);
static_assert(first_kind("$x$$x$") == token_kind::dollar_string);
static_assert(first_kind("$x") == token_kind::other);

TEST_CASE("lexer: tokens cover the text without a gap", "[sql]") {
    const std::string text = "select \"a\"||E'\\''--c\n/*/**/*/$$x$$,1.5e-3,$1;\\x";
    lexer scanner(text);
    std::string together;
    for (token piece = scanner.next(); piece.kind != token_kind::end; piece = scanner.next())
        together += scanner.text(piece);
    CHECK(together == text);
}

TEST_CASE("lexer: a prefix belongs to the string only when it touches the quote", "[sql]") {
    CHECK(kinds("e 'a'") == list{token_kind::word, token_kind::string});
    CHECK(kinds("ne'a'") == list{token_kind::word, token_kind::string});
    CHECK(kinds("N'a'") == list{token_kind::string});
}

TEST_CASE("lexer: an operator ends where a comment starts", "[sql]") {
    CHECK(kinds("1+--a") == list{token_kind::number, token_kind::other, token_kind::line_comment});
    CHECK(kinds("1*/*a*/2") == list{token_kind::number, token_kind::other,
                                    token_kind::block_comment, token_kind::number});
}

TEST_CASE("lexer: a number takes one touching letter along", "[sql]") {
    CHECK(kinds("1a$$;$$") == list{token_kind::number, token_kind::dollar_string});
    CHECK(kinds("$1abc") == list{token_kind::parameter, token_kind::word});
}

TEST_CASE("lexer: the end comes again and again", "[sql]") {
    lexer scanner("");
    CHECK(scanner.next().kind == token_kind::end);
    CHECK(scanner.next().kind == token_kind::end);
}
