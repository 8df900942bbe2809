// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <orm/sql/split.hpp>

using orm::lexical::breakpoints;
using orm::lexical::split_statements;
using orm::lexical::statement;

namespace {

std::vector<std::string> pieces(std::string_view script, breakpoints marks = breakpoints::ignored) {
    std::vector<std::string> texts;
    for (const statement& piece : split_statements(script, marks))
        if (!piece.is_empty()) texts.emplace_back(piece.in(script));
    return texts;
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("split: a semicolon ends a statement", "[sql]") {
    CHECK(pieces("select 1; select 2") == texts{"select 1", "select 2"});
}

TEST_CASE("split: empty statements and comments alone are empty", "[sql]") {
    CHECK(pieces(";; -- a\n ; /* b */ ;").empty());
}

TEST_CASE("split: the spans of all statements are the script", "[sql]") {
    const std::string script = " /* a */ select 1 ; -- b\n;select '; -- open";
    std::string together;
    for (const statement& piece : split_statements(script))
        together += script.substr(piece.span_begin, piece.span_end - piece.span_begin);
    CHECK(together == script);
}

TEST_CASE("split: quotes hide semicolons", "[sql]") {
    CHECK(pieces("select 'a;b'; select 2").size() == 2);
    CHECK(pieces("select 'it''s;'; select 2").size() == 2);
    CHECK(pieces("select \"x;y\"; select 2").size() == 2);
    CHECK(pieces("select \"x\"\";y\"; select 2").size() == 2);
}

TEST_CASE("split: a backslash escapes only in E strings", "[sql]") {
    CHECK(pieces("select E'esc\\';x'; select 2").size() == 2);
    CHECK(pieces("select '\\'; select 2").size() == 2);
    CHECK(pieces("select U&'d\\0061t;a'; select 2").size() == 2);
}

TEST_CASE("split: a string goes on behind a line end", "[sql]") {
    CHECK(pieces("select 'a'\n'b;c'; select 2").size() == 2);
    CHECK(pieces("select E'a' -- why\n '\\';b'; select 2").size() == 2);
    CHECK(pieces("select E'a' '\\'; select 2").size() == 2);
}

TEST_CASE("split: dollar quotes hide semicolons and other tags", "[sql]") {
    CHECK(pieces("select $$a;b$$; select 2").size() == 2);
    CHECK(pieces("select $t$ $$;$$ $t$; select 2").size() == 2);
    CHECK(pieces("select $\xC3\xA9$;$\xC3\xA9$; select 2").size() == 2);
}

TEST_CASE("split: a dollar inside a name opens no quote", "[sql]") {
    CHECK(pieces("create table a$b$c(x int); drop table a$b$c").size() == 2);
    CHECK(pieces("select $1$$;$$; select 2").size() == 2);
}

TEST_CASE("split: comments nest", "[sql]") {
    CHECK(pieces("/* c ; /* nested ; */ ; */ select 2; select 3") ==
          texts{"/* c ; /* nested ; */ ; */ select 2", "select 3"});
}

TEST_CASE("split: a line comment before a statement is left behind", "[sql]") {
    CHECK(pieces("-- why; \n select 1 -- inside\n + 1;") == texts{"select 1 -- inside\n + 1"});
}

TEST_CASE("split: a BEGIN ATOMIC body is one statement", "[sql]") {
    const auto script =
        "create or replace function f() returns int begin atomic "
        "select case when true then 1 end; select 2; end; drop function f()";
    CHECK(pieces(script).size() == 2);
}

TEST_CASE("split: BEGIN outside a routine is a statement", "[sql]") {
    CHECK(pieces("begin; select 1; end; select 2") ==
          texts{"begin", "select 1", "end", "select 2"});
}

TEST_CASE("split: the commands of a rule stay together", "[sql]") {
    CHECK(pieces("create rule r as on insert to t do also (select 1; select 2); select 3").size() ==
          2);
}

TEST_CASE("split: Drizzle's mark ends a statement without a semicolon", "[sql]") {
    CHECK(pieces("create table a ()\n--> statement-breakpoint\nselect 1", breakpoints::marked) ==
          texts{"create table a ()", "select 1"});
    CHECK(pieces("select 1;--> statement-breakpoint\nselect 2", breakpoints::marked) ==
          texts{"select 1", "select 2"});
}

TEST_CASE("split: code behind Drizzle's mark on the same line runs", "[sql]") {
    CHECK(pieces("-- old --> statement-breakpoint select 2", breakpoints::marked) ==
          texts{"select 2"});
}

TEST_CASE("split: Drizzle's mark inside a string or a function is text", "[sql]") {
    CHECK(pieces("select $$\n--> statement-breakpoint\n$$; select 2", breakpoints::marked).size() ==
          2);
}

TEST_CASE("split: without marks the breakpoint is a comment", "[sql]") {
    CHECK(pieces("select 1 --> statement-breakpoint\n + 1") ==
          texts{"select 1 --> statement-breakpoint\n + 1"});
}

TEST_CASE("split: an open quote is reported", "[sql]") {
    CHECK_FALSE(split_statements("select 'a").front().terminated);
    CHECK_FALSE(split_statements("select $x$ a $y$").front().terminated);
    CHECK_FALSE(split_statements("/* a").front().terminated);
    CHECK(split_statements("select 'a'").front().terminated);
}
