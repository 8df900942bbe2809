// SPDX-License-Identifier: MIT
// Network and hardware addresses: text as PostgreSQL writes it, bytes as it sends them.
#include <orm/types/network.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;

TEST_CASE("inet: text and bytes of the oracle agree") {
    const std::pair<const char*, const char*> cases[] = {
        {"0.0.0.0", "0220000400000000"},
        {"192.168.0.1/24", "02180004c0a80001"},
        {"::", "0380001000000000000000000000000000000000"},
        {"::1", "0380001000000000000000000000000000000001"},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "03800010ffffffffffffffffffffffffffffffff"},
        {"::ffff:1.2.3.4", "0380001000000000000000000000ffff01020304"},
        {"2001:db8::/32", "0320001020010db8000000000000000000000000"}};
    for (const auto& [text, hex] : cases) {
        CHECK(wire::encoded<pg::inet>(pg::inet::parse(text)) == hex);
        CHECK(wire::decoded<pg::inet>(hex).to_string() == text);
    }
}

TEST_CASE("inet: longest run of zeros is the one that is left out") {
    CHECK(pg::inet::parse("1:0:0:2:0:0:0:3").to_string() == "1:0:0:2::3");
    CHECK(pg::inet::parse("1:2:3:4:5:6:0:0").to_string() == "1:2:3:4:5:6::");
    CHECK(pg::inet::parse("1:0:2:3:4:5:6:7").to_string() == "1:0:2:3:4:5:6:7");
    CHECK(pg::inet::parse("0:0:1::").to_string() == "0:0:1::");
    CHECK(pg::inet::parse("::1:2:3:4:5:6").to_string() == "::1:2:3:4:5:6");
    CHECK(pg::inet::parse("ABCD::1.2.3.4").to_string() == "abcd::102:304");
}

TEST_CASE("inet: text that is no address is refused") {
    for (const char* text : {"", "1.2.3", "1.2.3.4/33", "1.2.3.256", "1.2.3.4.5", "::1::", "1:2:3",
                             ":", ":::", "1:2:3:4:5:6:7:8:9", "::/129", "12345::", "fe80::1%eth0",
                             "1.2.3.4/", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4 ", "::1.2.3", "g::"})
        CHECK_THROWS_AS(pg::inet::parse(text), orm::invalid_value);
}

TEST_CASE("cidr: no bit behind the prefix") {
    CHECK(pg::cidr::parse("192.168.0.0/24").to_string() == "192.168.0.0/24");
    CHECK(wire::encoded<pg::cidr>(pg::cidr::parse("0.0.0.0/0")) == "0200010400000000");
    CHECK_THROWS_AS(pg::cidr::parse("192.168.0.1/24"), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::cidr>("02180104c0a80001"), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::cidr>({{false, 8, {10, 1}}}), orm::invalid_value);
}

TEST_CASE("inet: bytes that the server never sends are typed errors") {
    for (const char* hex : {"", "02", "0420000400000000", "0221000400000000", "0220000300000000",
                            "02200004000000", "022000040000000000", "0220020400000000",
                            "0380001000", "0381001000000000000000000000000000000000"})
        CHECK_THROWS_AS(wire::decoded<pg::inet>(hex), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::inet>({{false, 33, {}}}), orm::invalid_value);
}

TEST_CASE("macaddr: every spelling that PostgreSQL reads gives the same value") {
    for (const char* text : {"08:00:2b:01:02:03", "08-00-2B-01-02-03", "08002b:010203",
                             "0800.2b01.0203", "08002b010203"}) {
        CHECK(pg::macaddr::parse(text).to_string() == "08:00:2b:01:02:03");
        CHECK(pg::macaddr8::parse(text).to_string() == "08:00:2b:ff:fe:01:02:03");
    }
    CHECK(wire::encoded<pg::macaddr8>(pg::macaddr8::parse("08:00:2b:01:02:03:04:05")) ==
          "08002b0102030405");
    for (const char* text : {"", "08:00", "08:00:2b:01:02:0g", "08:00-2b:01:02:03",
                             "08:00:2b:01:02:03:", "080:02b:010:203", "08:00:2b:01:02:03:04"})
        CHECK_THROWS_AS(pg::macaddr::parse(text), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::macaddr>("08002b0102"), orm::invalid_value);
}
