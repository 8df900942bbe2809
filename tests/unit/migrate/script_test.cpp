// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <string>
#include <utility>

#include <orm/migrate/script.hpp>

using orm::migration::migration_file;
using orm::migration::read_script;
using orm::migration::script;

namespace {

migration_file file_of(std::string sql) { return {"0001_a", "db/0001_a.sql", std::move(sql), 0}; }

/// Each segment as the numbers of its statements: "[" in a transaction, "(" outside, "~" rolled back.
std::string shape_of(const std::string& sql) {
    const migration_file file = file_of(sql);
    const script made = read_script(file, {});
    std::string shape;
    for (const auto& segment : made.segments) {
        if (segment.rolls_back) shape += '~';
        shape += segment.in_transaction ? '[' : '(';
        for (std::size_t i = segment.first; i < segment.last; ++i) shape += std::to_string(i);
        shape += segment.in_transaction ? ']' : ')';
    }
    return shape;
}

std::string failure_of(const std::string& sql) {
    try {
        const migration_file file = file_of(sql);
        read_script(file, {});
    } catch (const orm::migration_error& failure) {
        return failure.what();
    }
    return "";
}

}  // namespace

TEST_CASE("script: an ordinary file is one transaction", "[migrate]") {
    CHECK(shape_of("select 1; select 2; select 3") == "[012]");
    CHECK(shape_of("-- nothing").empty());
}

TEST_CASE("script: the file's own BEGIN and COMMIT around everything change nothing", "[migrate]") {
    CHECK(shape_of("begin; select 1; commit;") == "[012]");
}

TEST_CASE("script: behind the file's COMMIT every chunk is a transaction", "[migrate]") {
    CHECK(shape_of("select 1; commit; select 2; select 3") == "[01][23]");
    CHECK(shape_of("commit;--> statement-breakpoint\nselect 1; select 2;\n--> "
                   "statement-breakpoint\nselect 3 --> statement-breakpoint\nselect 4") ==
          "[0][12][3][4]");
    CHECK(shape_of("commit; select 1; vacuum; select 2; call p(); select 3") ==
          "[0][1](2)[3](4)[5]");
    CHECK(shape_of("commit; select 1; alter type \"s\".\"e\" add value 'a'; select 2") ==
          "[0][12][3]");
    CHECK(shape_of("commit; create index concurrently a on t (b); select 1") == "[0](1)[2]");
    CHECK(shape_of("commit; call p(); begin; select 1; select 2; commit") == "[0](1)[2345]");
}

TEST_CASE("script: a statement that needs no transaction parts the file", "[migrate]") {
    CHECK(shape_of("select 1; create index concurrently a on t (b); select 2; select 3") ==
          "[0](1)[23]");
    CHECK(shape_of("vacuum; vacuum") == "(0)(1)");
}

TEST_CASE("script: inside the file's own transaction the server decides", "[migrate]") {
    CHECK(shape_of("commit; begin; vacuum; commit") == "[0][123]");
}

TEST_CASE("script: a routine that may commit runs inside, unless the file says otherwise",
          "[migrate]") {
    CHECK(shape_of("select 1; call p(); select 2") == "[012]");
    CHECK(shape_of("-- orm: no-transaction\nselect 1; call p(); select 2") == "[0](1)[2]");
}

TEST_CASE("script: ROLLBACK undoes its part of the file", "[migrate]") {
    CHECK(shape_of("select 1; rollback; select 2") == "~[01][2]");
    CHECK(shape_of("select 1; rollback to a; select 2") == "[012]");
}

TEST_CASE("script: what is not SQL is refused with its line", "[migrate]") {
    CHECK(failure_of("select 1;\n\\connect x\n").rfind("db/0001_a.sql:2:1: a command of psql", 0) ==
          0);
    CHECK(failure_of("select 1;\ncopy t from stdin;").rfind("db/0001_a.sql:2:1: COPY", 0) == 0);
    CHECK(failure_of("select 1;\n select 'a").rfind("db/0001_a.sql:2:2: ", 0) == 0);
    CHECK(failure_of("\\restrict abc\nselect 1;").rfind("db/0001_a.sql:1:1: ", 0) == 0);
}
