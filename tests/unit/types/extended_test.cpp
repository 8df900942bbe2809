// SPDX-License-Identifier: MIT
// Infinity and the far ends of dates and timestamps: values of their own, or typed errors.
#include <limits>

#include <orm/types/extended.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;
using namespace std::chrono;
using moment = orm::extended<orm::sys_microseconds>;
using infinite_day = orm::extended<sys_days>;

TEST_CASE("extended: infinities are values, and the ends of the order") {
    CHECK(wire::encoded<pg::extended_timestamptz>(moment::infinity()) == "7fffffffffffffff");
    CHECK(wire::encoded<pg::extended_date>(infinite_day::negative_infinity()) == "80000000");
    CHECK(wire::decoded<pg::extended_date>("7fffffff") == infinite_day::infinity());
    CHECK(moment::negative_infinity() < moment(sys_days(year(1970) / 1 / 1)));
    CHECK(moment(sys_days(year(1970) / 1 / 1)) < moment::infinity());
    CHECK_THROWS_AS(moment::infinity().value(), orm::invalid_value);
    CHECK_THROWS_AS(infinite_day::infinity().value(), orm::invalid_value);
}

TEST_CASE("extended: the server's last moments round trip though chrono cannot hold them") {
    const char* last_timestamp = "7fffff5bb3b29fff";
    CHECK(wire::round_trips<pg::extended_timestamp>(
        wire::decoded<pg::extended_timestamp>(last_timestamp)));
    CHECK_THROWS_AS(wire::decoded<pg::extended_timestamp>(last_timestamp).value(),
                    orm::invalid_value);
    const auto last_day = wire::decoded<pg::extended_date>("7fda970c");
    CHECK(wire::encoded<pg::extended_date>(last_day) == "7fda970c");
    CHECK(last_day.value().time_since_epoch() == days(2'145'042'905));
}

TEST_CASE("extended: moments outside of the server's range are refused in both directions") {
    for (const char* hex : {"7fffff5bb3b2a000", "fd0f7cc1411f9fff", "7ffffffffffffffe"})
        CHECK_THROWS_AS(wire::decoded<pg::extended_timestamptz>(hex), orm::invalid_value);
    for (const char* hex : {"7fda970d", "ffda97a6", "7ffffffe"})
        CHECK_THROWS_AS(wire::decoded<pg::extended_date>(hex), orm::invalid_value);
    CHECK_THROWS_AS(moment(orm::sys_microseconds::min()), orm::invalid_value);
    CHECK_THROWS_AS(infinite_day(sys_days(days(2'145'042'906))), orm::invalid_value);
    CHECK(moment(orm::sys_microseconds::max()).value() == orm::sys_microseconds::max());
}

TEST_CASE("timestamptz: plain time points throw where they cannot hold the value") {
    for (const char* hex :
         {"7fffffffffffffff", "8000000000000000", "7fffff5bb3b29fff", "fd0f7cc1411f9fff", "00"}) {
        CHECK_THROWS_AS(wire::decoded<pg::timestamptz>(hex), orm::invalid_value);
        CHECK_THROWS_AS(wire::decoded<pg::timestamp>(hex), orm::invalid_value);
    }
    CHECK_THROWS_AS(wire::encoded<pg::timestamptz>(orm::sys_microseconds::min()),
                    orm::invalid_value);
    CHECK(wire::round_trips<pg::timestamptz>(orm::sys_microseconds::max()));
}

TEST_CASE("timestamptz: BC, leap days and the last microsecond before the epoch are exact") {
    CHECK(wire::decoded<pg::timestamp>("fd0f84608fbb0000") ==
          local_days(year(-4712) / February / 29));
    CHECK(wire::decoded<pg::timestamptz>("fffca2fec4c81fff") ==
          sys_days(year(1970) / 1 / 1) - microseconds(1));
    CHECK(wire::encoded<pg::timestamp>(local_days(year(-4713) / November / 24)) ==
          "fd0f7cc1411fa000");
}

TEST_CASE("timestamptz: 10000 random moments round trip") {
    auto& random = wire::random();
    for (int i = 0; i < 10'000; ++i) {
        const auto since_epoch =
            static_cast<std::int64_t>(random() >> 1) % 9'000'000'000'000'000'000 -
            std::int64_t{200'000'000'000'000'000};
        const orm::sys_microseconds point{microseconds(since_epoch)};
        if (!wire::round_trips<pg::timestamptz>(point)) FAIL(since_epoch);
        if (!wire::round_trips<pg::extended_timestamptz>(point)) FAIL(since_epoch);
    }
}
