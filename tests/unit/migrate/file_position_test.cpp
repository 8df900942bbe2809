// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <string_view>

#include <orm/migrate/file_position.hpp>
#include <orm/migrate/migration_error.hpp>

using orm::migration::byte_of_character;
using orm::migration::position_of;

TEST_CASE("file position: every kind of line end counts once", "[migrate]") {
    for (const std::string_view text : {"a\nb\nc", "a\r\nb\r\nc", "a\rb\rc"}) {
        CHECK(position_of(text, text.size() - 1).line == 3);
        CHECK(position_of(text, text.size() - 1).column == 1);
    }
}

TEST_CASE("file position: columns count characters", "[migrate]") {
    const std::string_view text = "x\n\xC3\xA4\xF0\x9F\x98\x80z";
    CHECK(position_of(text, text.find('z')).column == 3);
    CHECK(byte_of_character(text, 5) == text.find('z'));
    CHECK(byte_of_character(text, 1) == 0);
    CHECK(byte_of_character(text, 99) == text.size());
}

TEST_CASE("migration error: the excerpt is one line of at most 200 bytes", "[migrate]") {
    std::string statement = "select\n  1,\n";
    for (int i = 0; i < 100; ++i) statement += "\xC3\xA4\xC3\xA4\xC3\xA4 ";
    const std::string excerpt = orm::migration::detail::excerpt_of(statement);
    CHECK(excerpt.size() <= 200);
    CHECK(excerpt.substr(0, 12) == "select 1, \xC3\xA4");
    CHECK(excerpt.substr(excerpt.size() - 3) == "...");
}

TEST_CASE("migration error: the message starts with file, line and column", "[migrate]") {
    orm::error_details details;
    details.message = "relation \"x\" does not exist";
    details.sqlstate = "42P01";
    const orm::migration_error failure(details, {"0001_a", "db/0001_a.sql", 3, 7, "drop table x"});
    CHECK(std::string(failure.what()).rfind("db/0001_a.sql:3:7: relation \"x\"", 0) == 0);
    CHECK(std::string(failure.what()).find("drop table x") != std::string::npos);
    CHECK(failure.sqlstate() == "42P01");
    CHECK(failure.migration() == "0001_a");
}
