// SPDX-License-Identifier: MIT
// Names that try to break out of C++ are pulled, compile without warnings and diff to nothing.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include "integration/kit/compile_header.hpp"

#include <orm/sql/quote.hpp>

using namespace orm_test;

namespace {

/// Two hundred names: comment ends, quotes, line ends, trigraphs, keywords, digits, controls, unicode.
std::vector<std::string> hostile_names() {
    // clang-format off
    std::vector<std::string> names = {
        "*/", "/*", "//", "//\\", "\"", "\"\"", "\\", "\\\"", "\n", "a\nb", "\r\n", "\t", "\x01",
        "\x7f", "?\?/", "?\?/\"", "a?\?/\nb", "?\?=include", ")delim\"", "R\"x(", ")\"", "#include",
        "#error x", "\n#error x\n", "__a", "__A__", "_A", "_", "__", "_1", "0", "1a", "2nd", "007",
        "-1", "a-b", "a.b", "a b", " ", "  a  ", "a;b", "};", "}; int main() {", ");",
        "'); drop table x; --", "--", "$$", "$1", "%s", "%n", "{}", "{{x}}", "\\n", "\\0", "\\x41",
        "\\u0041", "u8\"x\"", "L'x'", "\u00e9", "gr\u00f6\u00dfe", "\u4e2d\u6587", "\U0001F600",
        "\u202e\u2066evil", "\u200b", "\u00a0", "\ufeff", "e\u0301", "\u0130", "A", "a", "AA", "Aa",
        "aA", "userID", "user_id", "UserId", "USERID", "user__id", "user_id_", "_user_id",
        "HTTPServer", "httpServer", "address2Line", "address_2_line", "it's", "it\u2019s",
        "alignas", "and", "and_eq", "asm", "auto", "bitand", "bool", "break", "case", "catch",
        "char", "char8_t", "class", "compl", "concept", "const", "consteval", "constinit",
        "co_await", "co_yield", "decltype", "default", "delete", "do", "double", "else", "enum",
        "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline",
        "int", "long", "mutable", "namespace", "new", "noexcept", "not", "nullptr", "operator",
        "or", "private", "public", "register", "requires", "return", "short", "signed", "sizeof",
        "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef",
        "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
        "import", "module", "final", "override", "NULL", "EOF", "errno", "assert", "INT_MAX",
        "TRUE", "FALSE", "M", "t", "T", "orm", "std", "db", "main", "name", "schema", "table",
        "column_name", "table_name", "schema_name", "position", "columns_", "described_",
        "orm_name_", "model", "row", "columns", "linux", "unix", "major", "minor", "signals",
        "emit", "user", "select", "app_schema", "string", "size_t", "int64_t", "value", "text",
        "integer", "end", "begin", "operator==", "~x", "a::b", "::", "[[nodiscard]]", "<script>",
        "&amp;", "=cmd()", "@x", "+1",
    };
    // clang-format on
    names.push_back(std::string(63, 'x'));
    names.push_back(std::string(63, '"'));
    names.push_back(std::string(62, ' ') + "\\");
    return names;
}

std::string q(const std::string& name) { return orm::lexical::quoted_identifier(name); }

void check_round_trip(const test_database& database) {
    const auto live = inspect(database);
    const compiled_header compiled = compile_header(orm::kit::pull(live));
    CHECK(compiled.complaints == "");
    CHECK(differences(orm::kit::declarable(live).part, compiled.declared) == "");
}

/// The names of one in four tables are their schemas' as well.
std::string tables_sql(const std::vector<std::string>& names, std::size_t first,
                       std::size_t count) {
    std::string sql;
    for (std::size_t at = first; at < std::min(first + count, names.size()); ++at) {
        const std::string number = std::to_string(at);
        const std::string& name = names[at];
        const bool is_public = at % 4 != 0;
        const std::string schema =
            is_public ? "public" : q("s" + orm::catalog::cut_to_identifier(name, 55));
        const std::string table = schema + "." + q(name);
        if (!is_public) sql += "create schema " + schema + ";";
        sql += "create table " + table + " (id int, constraint " + q(name) + " check (id > 0 and " +
               orm::lexical::quoted_literal(name) + " <> ' '));";
        sql += "create index " + q("i" + number + "\\\"*/ ?\?/") + " on " + table + " (id);";
        if (at % 8 == 0)
            sql += "create view " + schema + "." + q("v" + number + "\n#error") + " as select 1;";
        if (at % 10 != 0) continue;
        const std::string type = schema + "." + q("e" + number + "*/\"");
        sql += "create type " + type + " as enum ('a\nb'); alter table " + table + " add e " +
               type + ";";
    }
    return sql;
}

}  // namespace

TEST_CASE("pull: 200 hostile names as columns, enum labels, defaults and comments", "[kit]") {
    const std::vector<std::string> names = hostile_names();
    REQUIRE(names.size() >= 200);
    test_database database;
    std::string labels;
    for (const std::string& name : names)
        labels += (labels.empty() ? "" : ",") + orm::lexical::quoted_literal(name);
    database.run("create type label as enum (" + labels + ")");
    std::string sql;
    std::vector<std::string> comments;
    const std::size_t width = 100;
    for (std::size_t start = 0; start < names.size(); start += width) {
        const std::string table = "wide" + std::to_string(start);
        sql += "create table " + table + " (";
        for (std::size_t at = start; at < std::min(start + width, names.size()); ++at) {
            sql += (at == start ? "" : ", ") + q(names[at]) + " text default " +
                   orm::lexical::quoted_literal(names[at]);
            comments.push_back("comment on column " + table + "." + q(names[at]) + " is " +
                               orm::lexical::quoted_literal(names[at]));
        }
        sql += ", kind label default " + orm::lexical::quoted_literal(names[start]) + ");";
    }
    database.run(sql);
    for (const std::string& comment : comments) database.run(comment);
    check_round_trip(database);
}

TEST_CASE("pull: 200 hostile names as schemas, tables, types, constraints and indexes", "[kit]") {
    const std::vector<std::string> names = hostile_names();
    for (std::size_t first = 0; first < names.size(); first += 50) {
        test_database database;
        database.run(tables_sql(names, first, 50));
        check_round_trip(database);
    }
}
