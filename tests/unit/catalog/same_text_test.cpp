// SPDX-License-Identifier: MIT
// When two pieces of SQL mean the same.
#include "support/catch.hpp"

#include <orm/catalog/same_text.hpp>

using namespace orm::catalog;

TEST_CASE("same_text: layout and outer parentheses do not matter", "[catalog]") {
    CHECK(same_expression("( (a > 1)\n and b )", "(a > 1) and b"));
    CHECK_FALSE(same_expression("(a) or (b)", "a or (b"));
    CHECK_FALSE(same_expression("a = 'x y'", "a = 'x  y'"));
}

TEST_CASE("same_text: the cast that the server adds to a default does not matter", "[catalog]") {
    CHECK(same_default("'abc'", "'abc'::text"));
    CHECK(same_default("-10", "'-10'::integer"));
    CHECK(same_default("now()", "(now())"));
    CHECK_FALSE(same_default("'a'", "'a'::text || 'b'::text"));
    CHECK_FALSE(same_default("'a'", std::nullopt));
}
