// SPDX-License-Identifier: MIT
// Identifiers and literals as SQL text; the server's own opinion is in integration/sql/quote_test.cpp.
#include <orm/sql/quote.hpp>

#include <string>

#include "support/catch.hpp"

using orm::lexical::quoted_identifier;
using orm::lexical::quoted_literal;

TEST_CASE("quote: a quote inside a name is doubled") {
    CHECK(quoted_identifier("users") == R"("users")");
    CHECK(quoted_identifier(R"(a"; drop table b; --)") == R"("a""; drop table b; --")");
}

TEST_CASE("quote: a quote inside a literal is doubled, a backslash makes an E string") {
    CHECK(quoted_literal("it's") == "'it''s'");
    CHECK(quoted_literal("") == "''");
    CHECK(quoted_literal(R"(a\'b)") == R"(E'a\\''b')");
}

TEST_CASE("quote: a name of 63 bytes is taken, 64 bytes are refused instead of cut") {
    CHECK(quoted_identifier(std::string(63, 'a')).size() == 65);
    CHECK_THROWS_AS(quoted_identifier(std::string(64, 'a')), orm::invalid_identifier);
}

TEST_CASE("quote: empty names, NUL and broken UTF-8 are refused") {
    CHECK_THROWS_AS(quoted_identifier(""), orm::invalid_identifier);
    CHECK_THROWS_AS(quoted_identifier(std::string("a\0b", 3)), orm::invalid_identifier);
    CHECK_THROWS_AS(quoted_identifier("a\xFF"), orm::invalid_identifier);
    CHECK_THROWS_AS(quoted_literal(std::string("a\0b", 3)), orm::invalid_value);
    CHECK_THROWS_AS(quoted_literal("a\xFF"), orm::invalid_value);
}
