// SPDX-License-Identifier: MIT
// One spelling for each built-in type.
#include "support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/type_spelling.hpp>

using namespace orm::catalog;

TEST_CASE("type_spelling: the server's words become Drizzle's", "[catalog]") {
    const std::vector<std::pair<std::string, std::string>> spellings{
        {"character varying(255)", "varchar(255)"},
        {"character(1)", "char"},
        {"timestamp(3) without time zone", "timestamp(3)"},
        {"timestamp (3) with time zone", "timestamp(3) with time zone"},
        {"numeric(10, 2)", "numeric(10,2)"},
        {"numeric(19,0)", "numeric(19)"},
        {"DECIMAL", "numeric"},
        {"int8", "bigint"},
        {"interval day to second(3)", "interval day to second(3)"},
    };
    for (const auto& [given, wanted] : spellings) CHECK(canonical_type_name(given) == wanted);
}

TEST_CASE("type_spelling: brackets are dimensions, sizes mean nothing", "[catalog]") {
    const column_type type = built_in_type("varchar(25)[3][]");
    CHECK(type.name == "varchar(25)");
    CHECK(type.dimensions == 2);
}

TEST_CASE("type_spelling: serial is an integer with a sequence", "[catalog]") {
    CHECK(without_serial({"", "bigserial", 0}).name == "bigint");
    CHECK_FALSE(is_serial({"public", "serial", 0}));
}
