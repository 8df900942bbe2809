// SPDX-License-Identifier: MIT
// Text of a database cannot leave the literal, the comment or the name that it is put into.
#include "support/catch.hpp"

#include <orm/kit/cpp_text.hpp>

using orm::kit::comment_text;
using orm::kit::cpp_literal;
using orm::kit::is_cpp_name;
using orm::kit::near_cpp_name;

TEST_CASE("cpp_literal: quotes, backslashes, line ends and trigraphs are escaped", "[kit]") {
    CHECK(cpp_literal("a \"b\" \\ c") == R"("a \"b\" \\ c")");
    CHECK(cpp_literal("a\nb\t") == R"("a\nb\011")");
    CHECK(cpp_literal("what?") == R"("what?")");
    CHECK(cpp_literal("?\?/") == "\"?\\?/\"");
}

TEST_CASE("cpp_literal: letters stay, marks that change the direction of writing do not", "[kit]") {
    CHECK(cpp_literal("größe") == "\"größe\"");
    CHECK(cpp_literal("\u202e") == R"("\342\200\256")");
    CHECK(cpp_literal("\xff") == R"("\377")");
}

TEST_CASE("comment_text: a comment stays on its line", "[kit]") {
    CHECK(comment_text("a\n#error b\\") == "a #error b/");
    CHECK(comment_text("?\?/") == "? /");
}

TEST_CASE("near_cpp_name: keywords, digits and macros become names", "[kit]") {
    CHECK(near_cpp_name("class") == "class_");
    CHECK(near_cpp_name("2nd \"try\"") == "n2nd_try");
    CHECK(near_cpp_name("INT_MAX") == "int_max");
    CHECK(near_cpp_name("__a__b") == "a_b");
    CHECK(near_cpp_name("") == "n");
    for (const char* name : {"*/", "__x", "orm_name_", "M", "NULL", "a b", "中"})
        CHECK(is_cpp_name(near_cpp_name(name)));
    CHECK(is_cpp_name("user_id"));
}
