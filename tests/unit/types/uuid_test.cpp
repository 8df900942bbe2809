// SPDX-License-Identifier: MIT
// uuid: text and bytes.
#include <orm/types/uuid.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

using orm::pg::uuid;

TEST_CASE("uuid: every form that PostgreSQL reads gives the same value") {
    const std::string canonical = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
    for (const char* text :
         {"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
          "{a0eebc999c0b4ef8bb6d6bb9bd380a11}", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
          "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11", "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}"})
        CHECK(uuid::parse(text).to_string() == canonical);
}

TEST_CASE("uuid: text that is none is refused") {
    for (const char* text :
         {"", "0eebc99", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "{}",
          "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111", "{a0eebc999c0b4ef8bb6d6bb9bd380a11",
          "a0e-ebc999c0b4ef8bb6d6bb9bd380a11", "-a0eebc999c0b4ef8bb6d6bb9bd380a11",
          "a0eebc999c0b4ef8bb6d6bb9bd380a11-", "g0eebc999c0b4ef8bb6d6bb9bd380a11",
          "a0ee--bc999c0b4ef8bb6d6bb9bd380a11"})
        CHECK_THROWS_AS(uuid::parse(text), orm::invalid_value);
}

TEST_CASE("uuid: sixteen bytes and no others") {
    const std::string hex = "a0eebc999c0b4ef8bb6d6bb9bd380a11";
    CHECK(wire::encoded<uuid>(uuid::parse(hex)) == hex);
    CHECK(wire::round_trips<uuid>(uuid::parse(hex)));
    CHECK_THROWS_AS(wire::decoded<uuid>("00"), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<uuid>(hex + "00"), orm::invalid_value);
}

TEST_CASE("uuid: the order is the order of the bytes") {
    CHECK(uuid::parse("00000000-0000-0000-0000-0000000000ff") <
          uuid::parse("80000000-0000-0000-0000-000000000000"));
}
