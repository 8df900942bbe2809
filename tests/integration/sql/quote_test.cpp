// SPDX-License-Identifier: MIT
// The server reads quoted text as what was meant, whatever standard_conforming_strings says.
#include <orm/sql/quote.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/database.hpp"

TEST_CASE("quote: the server gives back every literal unchanged") {
    orm_test::test_database database;
    const std::string conforming = GENERATE("on", "off");
    database.run("set standard_conforming_strings = " + conforming +
                 "; set backslash_quote = off; set escape_string_warning = off");
    for (const std::string text :
         {"it's", R"(\)", R"(\'; drop table x; --)", R"(a\\b)", "\u20AC\n"})
        CHECK(database.value("select " + orm::lexical::quoted_literal(text)) == text);
}

TEST_CASE("quote: the server keeps every name unchanged") {
    orm_test::test_database database;
    for (const std::string name : {R"(a"b)", "select", "Mixed Case", "\u00E4", "x;y--"}) {
        const std::string quoted = orm::lexical::quoted_identifier(name);
        database.run("create table " + quoted + " (a int)");
        CHECK(database.value("select count(*) from pg_class where relname = " +
                             orm::lexical::quoted_literal(name)) == "1");
    }
}
