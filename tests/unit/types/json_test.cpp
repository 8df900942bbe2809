// SPDX-License-Identifier: MIT
// json and jsonb: the text is kept, the version is checked.
#include <orm/types/bytea.hpp>
#include <orm/types/json.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;

TEST_CASE("json: the document's text is kept to the byte") {
    for (const char* text : {"{}", R"({"b":1, "a":2, "a":3})", "[9007199254740993,1e400,-0,0.10]",
                             R"("\u0000")", R"("10.5")"}) {
        CHECK(wire::encoded<pg::json>({text}) == wire::hex(text));
        CHECK(wire::decoded<pg::json>(wire::hex(text)).text == text);
        CHECK(wire::encoded<pg::jsonb>({text}) == "01" + wire::hex(text));
        CHECK(wire::decoded<pg::jsonb>("01" + wire::hex(text)).text == text);
    }
}

TEST_CASE("jsonb: an unknown format version is a typed error") {
    CHECK_THROWS_AS(wire::decoded<pg::jsonb>(""), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::jsonb>("027b7d"), orm::invalid_value);
}

TEST_CASE("json: NUL and invalid UTF-8 are refused before they are sent") {
    CHECK_THROWS_AS(wire::encoded<pg::json>({std::string("\"\0\"", 3)}), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::jsonb>({"\"\xE9\""}), orm::invalid_value);
}

TEST_CASE("bytea: all 256 values and nothing at all") {
    std::vector<std::byte> all;
    CHECK(wire::round_trips<pg::bytea>(all));
    for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::byte>(i));
    CHECK(wire::round_trips<pg::bytea>(all));
    CHECK(wire::encoded<pg::bytea>({std::byte{0}, std::byte{0xff}}) == "00ff");
}
