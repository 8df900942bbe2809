// SPDX-License-Identifier: MIT
// nlohmann::json documents in json and jsonb columns.
#include <orm/adapters/nlohmann_json.hpp>

#include "support/catch.hpp"
#include "unit/types/wire.hpp"

namespace pg = orm::pg;
using document = nlohmann::json;

TEST_CASE("nlohmann_json: documents round trip, a string stays a string") {
    const document value = {{"a", 9'007'199'254'740'993}, {"b", {1, nullptr, true}}, {"c", "10.5"}};
    CHECK(wire::round_trips<pg::jsonb_of<document>>(value));
    CHECK(wire::round_trips<pg::json_of<document>>(document("10.5")));
    CHECK(orm::json_conversion<document>::parse("\"10.5\"").is_string());
    STATIC_REQUIRE(std::is_same_v<orm::sql_type_for_t<document>, pg::jsonb_of<document>>);
}

TEST_CASE("nlohmann_json: ordered documents keep the order of their keys") {
    using ordered = nlohmann::ordered_json;
    CHECK(orm::json_conversion<ordered>::print(
              orm::json_conversion<ordered>::parse(R"({"b":1,"a":2})")) == R"({"b":1,"a":2})");
}

TEST_CASE("nlohmann_json: numbers that would change are typed errors") {
    for (const char* text : {"18446744073709551615", "-9223372036854775808", "0.1",
                             "0.30000000000000004", "1e300", "5e-324", "100000000000000000000"})
        CHECK_NOTHROW(orm::json_conversion<document>::parse(text));
    for (const char* text : {"18446744073709551616", "1e400", "0.1234567890123456789",
                             "123456789012345678.5", "[1, {\"x\": 9007199254740993.5}]"})
        CHECK_THROWS_AS(orm::json_conversion<document>::parse(text), orm::invalid_value);
    CHECK(orm::json_conversion<document>::parse(R"("1e400 \" 1e999")").is_string());
}

TEST_CASE("nlohmann_json: no JSON, bad UTF-8 and too deep a document are typed errors") {
    CHECK_THROWS_AS(orm::json_conversion<document>::parse("{a:1}"), orm::invalid_value);
    CHECK_THROWS_AS(orm::json_conversion<document>::print(document("\xE9")), orm::invalid_value);
    const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
    CHECK_THROWS_AS(orm::json_conversion<document>::parse(deep), orm::invalid_value);
}
