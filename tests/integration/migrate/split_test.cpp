// SPDX-License-Identifier: MIT
// The splitter against psql: both must cut every script at the same places.
#include "support/catch.hpp"

#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <orm/sql/split.hpp>

#include "integration/migrate/migrations_fixture.hpp"
#include "support/shared_data.hpp"

using namespace orm_test;
using orm::lexical::split_statements;
using orm::lexical::statement;

namespace {

/// What psql echoes before it sends each statement; the server's answers go elsewhere.
std::string echo_of_psql(const std::string& url, const std::vector<std::string>& files) {
    std::string command = "psql -X -q -e -o /dev/null '" + url + "'";
    for (const std::string& file : files) command += " -f " + file + " -c '\\echo ----'";
    std::FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    std::string output;
    char buffer[4096];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe))
        output.append(buffer, count);
    ::pclose(pipe);
    return output;
}

/// The same echo from our pieces. psql echoes a semicolon alone, too, and a comment before one.
std::string echo_of_splitter(const std::string& script) {
    std::string output;
    for (const statement& piece : split_statements(script)) {
        if (!piece.terminated) continue;
        std::string_view span(script);
        span = span.substr(piece.span_begin, piece.span_end - piece.span_begin);
        orm::lexical::lexer lexer(span);
        orm::lexical::token first = lexer.next();
        while (first.kind == orm::lexical::token_kind::whitespace ||
               first.kind == orm::lexical::token_kind::line_comment)
            first = lexer.next();
        span.remove_prefix(first.begin);
        const bool is_open_comment = piece.is_empty() && (span.empty() || span.back() != ';');
        if (is_open_comment) continue;
        while (!span.empty() && (span.back() == ' ' || span.back() == '\n' || span.back() == '\t'))
            span.remove_suffix(1);
        output += std::string(span) + '\n';
    }
    return output;
}

/// psql leaves empty lines out of what it sends.
std::string without_empty_lines(std::string text) {
    for (std::size_t at; (at = text.find("\n\n")) != std::string::npos;) text.erase(at, 1);
    return text;
}

/// Letters of trouble: what starts, ends or hides a quote, a comment, a body.
constexpr std::string_view fragments[] = {
    // clang-format off
    "select", " ", " ", "\n", "\t", ";", ";", "'", "''", "\"", "\"\"", "$$", "$a$", "$b$", "$", "$1", "(", ")", "--", "-- it's\n", "/*", "*/", "/* x */", "E'", "e'", "U&'", "u&\"", "B'1'", "N'", "x", "a$b$c", "1", "1.5", "1e", "1a", "begin", "end", "case", "create function f()", "create or replace procedure p()", "atomic", "+", "*", "-", "/", "\xC3\xA9", "$\xC3\xA9$", "::", ",", "||", "= "
    // clang-format on
};

/// Parts put together at random; nothing here can change the server.
std::string random_script(std::uint64_t& state) {
    std::string script;
    const auto next = [&] {
        state ^= state << 13U;
        state ^= state >> 7U;
        state ^= state << 17U;
        return state;
    };
    const std::size_t count = 3 + next() % 25;
    for (std::size_t i = 0; i < count; ++i) script += fragments[next() % std::size(fragments)];
    return script + "\n";
}

/// psql sends what is left at the end of a file, without a semicolon; the comparison leaves it out.
std::string complete_part(const std::string& script) {
    std::size_t end = 0;
    for (const statement& piece : split_statements(script))
        if (piece.terminated && piece.span_end > 0 && script[piece.span_end - 1] == ';')
            end = piece.span_end;
    return script.substr(0, end);
}

/// A script of PostgreSQL's own tests without what is psql's and no SQL: commands, variables, and the lines of COPY.
std::string sql_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    bool is_data = false;
    for (std::string line; std::getline(file, line);) {
        std::string lower = line;
        for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        const bool begins_data = lower.rfind("copy ", 0) == 0 &&
                                 lower.find("from std") != std::string::npos &&
                                 lower.find(';') != std::string::npos;
        is_data = is_data || begins_data;
        const bool is_for_psql =
            line.find('\\') != std::string::npos || line.find(":'") != std::string::npos;
        if (!is_data && !is_for_psql) text += line + '\n';
        if (line == "\\.") is_data = false;
    }
    return text;
}

/// Where two long texts part; empty when they are equal.
std::string first_difference(const std::string& ours, const std::string& theirs) {
    if (ours == theirs) return "";
    std::size_t at = 0;
    while (at < ours.size() && at < theirs.size() && ours[at] == theirs[at]) ++at;
    const std::size_t from = at < 80 ? 0 : at - 80;
    return "ours:\n" + ours.substr(from, 200) + "\npsql:\n" + theirs.substr(from, 200);
}

std::vector<std::string> cut(const std::string& text, const std::string& mark) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(mark, begin)) != std::string::npos;
         begin = end + mark.size())
        parts.push_back(text.substr(begin, end - begin));
    return parts;
}

}  // namespace

TEST_CASE("split: the collected hard cases are cut as psql cuts them", "[sql]") {
    const std::string path = shared_data("data/splitter_cases.sql");
    if (path.empty()) ORM_SKIP("shared data data/splitter_cases.sql is not there");
    test_database database;
    database.run("create table probe_t (x int)");
    std::ifstream file(path, std::ios::binary);
    const std::string script{std::istreambuf_iterator<char>(file), {}};
    CHECK(echo_of_splitter(script) + "----\n" == echo_of_psql(database.direct_url(), {path}));
}

TEST_CASE("split: random scripts are cut as psql cuts them", "[sql]") {
    test_database database;
    const char* asked = std::getenv("ORM_SPLIT_SCRIPTS");
    const int total = asked == nullptr ? 5000 : std::atoi(asked);
    std::uint64_t state = 88172645463325252U;
    for (int done = 0; done < total; done += 100) {
        test_folder folder;
        std::vector<std::string> scripts;
        std::vector<std::string> files;
        for (int i = 0; i < 100; ++i) {
            scripts.push_back(complete_part(random_script(state)));
            folder.file(std::to_string(i), scripts.back());
            files.push_back(folder.path() + "/" + std::to_string(i));
        }
        const auto echoes = cut(echo_of_psql(database.direct_url(), files), "----\n");
        REQUIRE(echoes.size() == 100);
        for (int i = 0; i < 100; ++i) {
            const auto at = static_cast<std::size_t>(i);
            INFO("script " << done + i << ": " << scripts[at]);
            CHECK(without_empty_lines(echo_of_splitter(scripts[at])) ==
                  without_empty_lines(echoes[at]));
        }
    }
}

TEST_CASE("split: the pieces of a random script are the script", "[sql]") {
    std::uint64_t state = 362436069;
    for (int i = 0; i < 20000; ++i) {
        const std::string script = random_script(state);
        std::string together;
        for (const statement& piece : split_statements(script))
            together += script.substr(piece.span_begin, piece.span_end - piece.span_begin);
        REQUIRE(together == script);
    }
}

/// ORM_SPLIT_FOLDER: a folder of scripts, such as PostgreSQL's src/test/regress/sql. They are run, so use a
/// server that can be thrown away.
TEST_CASE("split: the scripts of a folder are cut as psql cuts them", "[sql]") {
    const char* asked = std::getenv("ORM_SPLIT_FOLDER");
    if (asked == nullptr) {
        SUCCEED("ORM_SPLIT_FOLDER names no folder");
        return;
    }
    int count = 0;
    std::size_t statements = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(asked)) {
        if (entry.path().extension() != ".sql") continue;
        INFO(entry.path().string());
        const std::string script = complete_part(sql_of(entry.path()));
        const test_database database;
        const test_folder folder;
        std::ofstream(folder.path() + "/script.sql", std::ios::binary) << script;
        const std::string url = database.url() + "?options=-c%20statement_timeout%3D300";
        CHECK(first_difference(
                  without_empty_lines(echo_of_splitter(script) + "----\n"),
                  without_empty_lines(echo_of_psql(url, {folder.path() + "/script.sql"}))) == "");
        ++count;
        statements += split_statements(script).size();
    }
    std::printf("split: %d scripts, %zu statements\n", count, statements);
}
