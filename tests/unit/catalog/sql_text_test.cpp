// SPDX-License-Identifier: MIT
// Identifiers inside of SQL expressions.
#include "support/catch.hpp"

#include <orm/catalog/sql_text.hpp>

using namespace orm::catalog;

TEST_CASE("sql_text: a name inside of a string is not mentioned", "[catalog]") {
    CHECK(mentions("\"age\" > 1", "age"));
    CHECK(mentions("Age > 1", "age"));
    CHECK_FALSE(mentions("name = 'age'", "age"));
    CHECK_FALSE(mentions("\"ages\" > 1", "age"));
}

TEST_CASE("sql_text: renaming respects strings and qualifiers", "[catalog]") {
    CHECK(with_renamed("\"a\" || 'a' || a", "a", "b") == "\"b\" || 'a' || b");
    CHECK(with_renamed("\"t\".\"a\" = \"u\".\"a\"", "a", "b", "t") == "\"t\".\"b\" = \"u\".\"a\"");
}

TEST_CASE("sql_text: a new name that needs quotes gets them", "[catalog]") {
    CHECK(with_renamed("a > 1", "a", "userId") == "\"userId\" > 1");
}
