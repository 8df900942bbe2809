// SPDX-License-Identifier: MIT
// E5: each statement of a file fails once, and the message leads to its line and column.
#include "support/catch.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "integration/migrate/migrations_fixture.hpp"

using namespace orm_test;

namespace {

constexpr std::size_t statements = 20;

/// A file of statements over several lines, one of which fails; and where.
struct failing_file {
    std::string text;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
};

/// Takes:    failing, the number of the statement that fails; of the odd ones the server names the place inside
///           the statement, of the even ones it gives a detail.
failing_file file_that_fails_at(std::size_t failing, std::string_view line_end) {
    failing_file made;
    std::uint64_t line = 1;
    const auto add_line = [&](const std::string& text) {
        made.text += text + std::string(line_end);
        ++line;
    };
    add_line("-- \xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 create table, once");
    for (std::size_t i = 1; i <= statements; ++i) {
        add_line("/* " + std::to_string(i) + "; 'not a quote");
        add_line("*/ select '\xE2\x82\xAC\xF0\x9F\x98\x80;',");
        if (i != failing) {
            add_line("  1; -- \xC3\xA4;");
            continue;
        }
        made.line = line;
        if (i % 2 == 1) {
            // Counted in characters: three spaces, three in quotes, a comma and a space stand before it.
            made.column = 11;
            add_line("   '\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80', nothing" + std::to_string(i) +
                     ";");
        } else {
            made.column = 4;
            add_line("1;  ");
            made.line = line;
            add_line("   insert into once values (1);");
        }
    }
    return made;
}

}  // namespace

TEST_CASE("failing statement: whichever it is, its place is right in every form of text",
          "[migrate][E5]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table once (x int primary key); insert into once values (1);")
        .file("3_c.sql", "create table later (x int);");
    int right = 0;
    for (const std::string_view line_end : {"\n", "\r\n", "\r"})
        for (std::size_t at = 1; at <= statements; ++at) {
            const failing_file made = file_that_fails_at(at, line_end);
            folder.file("2_b.sql", made.text);
            INFO("statement " << at);
            try {
                migrate(database, folder);
                FAIL("it did not fail");
            } catch (const orm::migration_error& failure) {
                INFO(failure.what());
                CHECK(failure.migration() == "2_b");
                CHECK(failure.line() == made.line);
                CHECK(failure.column_number() == made.column);
                CHECK(failure.statement().size() <= 200);
                CHECK(failure.sqlstate() == (at % 2 == 1 ? "42703" : "23505"));
                CHECK((at % 2 == 1 || failure.detail() == "Key (x)=(1) already exists."));
                CHECK_THAT(failure.what(),
                           StartsWith(folder.path() + "/2_b.sql:" + std::to_string(made.line) +
                                      ":" + std::to_string(made.column) + ": "));
                right += failure.line() == made.line && failure.column_number() == made.column;
            }
            CHECK(applied_count(database) == "1");
            CHECK(database.value("select to_regclass('later') is null") == "t");
        }
    std::printf("failing statement: %d of %zu places right\n", right, 3 * statements);
    std::fflush(stdout);
}
