// SPDX-License-Identifier: MIT
// boost::json documents in json and jsonb columns.
#include <orm/adapters/boost_json.hpp>

#include <boost/json/src.hpp>

#include "support/catch.hpp"
#include "unit/types/wire.hpp"

namespace pg = orm::pg;
using document = boost::json::value;

TEST_CASE("boost_json: documents round trip, a string stays a string") {
    const document value = {{"a", 9'007'199'254'740'993}, {"b", {1, nullptr, true}}, {"c", "10.5"}};
    CHECK(wire::round_trips<pg::jsonb_of<document>>(value));
    CHECK(wire::round_trips<pg::json_of<document>>(document("10.5")));
    STATIC_REQUIRE(std::is_same_v<orm::sql_type_for_t<document>, pg::jsonb_of<document>>);
}

TEST_CASE("boost_json: numbers that would change are typed errors") {
    for (const char* text : {"18446744073709551615", "-9223372036854775808", "0.1", "1e300"})
        CHECK_NOTHROW(orm::json_conversion<document>::parse(text));
    for (const char* text : {"18446744073709551616", "1e400", "0.1234567890123456789"})
        CHECK_THROWS_AS(orm::json_conversion<document>::parse(text), orm::invalid_value);
}

TEST_CASE("boost_json: no JSON and too deep a document are typed errors") {
    CHECK_THROWS_AS(orm::json_conversion<document>::parse("{a:1}"), orm::invalid_value);
    const std::string nested = std::string(500, '[') + std::string(500, ']');
    CHECK_NOTHROW(orm::json_conversion<document>::parse(nested));
    const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
    CHECK_THROWS_AS(orm::json_conversion<document>::parse(deep), orm::invalid_value);
}
