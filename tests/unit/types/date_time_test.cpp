// SPDX-License-Identifier: MIT
// date, time, timetz, timestamp and interval: exact inside their range, typed errors outside.
#include <limits>

#include <orm/types/date_time.hpp>
#include <orm/types/interval.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;
using namespace std::chrono;

TEST_CASE("date: the oracle's days have the oracle's bytes") {
    const std::pair<year_month_day, const char*> cases[] = {
        {year(-4713) / November / 24, "ffda97a7"}, {year(-4712) / January / 1, "ffda97cd"},
        {year(0) / December / 31, "fff4dbf8"},     {year(1) / January / 1, "fff4dbf9"},
        {year(1582) / October / 10, "fffdacbb"},   {year(1970) / January / 1, "ffffd533"},
        {year(2000) / February / 29, "0000003b"},  {year(10'000) / January / 1, "002c95d4"}};
    for (const auto& [date, hex] : cases) {
        CHECK(wire::encoded<pg::date>(date) == hex);
        CHECK(wire::decoded<pg::date>(hex) == date);
    }
}

TEST_CASE("date: infinity, later years and days that do not exist are typed errors") {
    for (const char* hex : {"7fffffff", "80000000", "022229f8", "7fda970c", "ffda97a6", "00", ""})
        CHECK_THROWS_AS(wire::decoded<pg::date>(hex), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::date>(year(1900) / February / 29), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::date>(year(-4713) / November / 23), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::date>(year_month_day{}), orm::invalid_value);
}

TEST_CASE("date: every day that year_month_day can hold round trips") {
    const auto first_day = sys_days(year(-4713) / November / 24).time_since_epoch().count();
    const auto last_day = sys_days(year::max() / December / 31).time_since_epoch().count();
    for (auto number = first_day; number <= last_day; number += 97)
        if (!wire::round_trips<pg::date>(sys_days(days(number)))) FAIL(number);
    CHECK(wire::round_trips<pg::date>(year::max() / December / 31));
}

TEST_CASE("time: midnight at both ends of the day, nothing beyond") {
    CHECK(wire::encoded<pg::time>(microseconds(0)) == "0000000000000000");
    CHECK(wire::encoded<pg::time>(hours(24)) == "000000141dd76000");
    CHECK(wire::decoded<pg::time>("000000141dd75fff") == hours(24) - microseconds(1));
    CHECK_THROWS_AS(wire::encoded<pg::time>(hours(24) + microseconds(1)), orm::invalid_value);
    CHECK_THROWS_AS(wire::encoded<pg::time>(microseconds(-1)), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::time>("000000141dd76001"), orm::invalid_value);
}

TEST_CASE("timetz: offsets count eastwards in C++ and westwards on the wire") {
    const pg::timetz east{microseconds(0), hours(15) + minutes(59) + seconds(59)};
    CHECK(wire::encoded<pg::timetz>(east) == "0000000000000000ffff1f01");
    CHECK(wire::round_trips<pg::timetz>(east));
    CHECK(wire::decoded<pg::timetz>("000000141dd760000000e0ff") ==
          pg::timetz{hours(24), -hours(15) - minutes(59) - seconds(59)});
    CHECK_THROWS_AS(wire::encoded<pg::timetz>({microseconds(0), hours(16)}), orm::invalid_value);
    CHECK_THROWS_AS(wire::decoded<pg::timetz>("000000000000000080000000"), orm::invalid_value);
}

TEST_CASE("interval: months, days and microseconds never mix") {
    CHECK(wire::encoded<pg::interval>({1, 0, {}}) == "00000000000000000000000000000001");
    CHECK(wire::encoded<pg::interval>({0, 1, {}}) == "00000000000000000000000100000000");
    CHECK(wire::encoded<pg::interval>({0, 0, hours(24)}) == "000000141dd760000000000000000000");
    CHECK_FALSE(pg::interval{1, 0, {}} == pg::interval{0, 30, {}});
    CHECK_FALSE(pg::interval{0, 1, {}} == pg::interval{0, 0, hours(24)});
    CHECK(wire::decoded<pg::interval>("fffffffc9368357800000003fffffff2") ==
          pg::interval{-14, 3, -(hours(4) + minutes(5) + milliseconds(6'789))});
}

TEST_CASE("interval: 10000 random ones and the ends of each field round trip") {
    auto& random = wire::random();
    for (int i = 0; i < 10'000; ++i)
        if (!wire::round_trips<pg::interval>({static_cast<std::int32_t>(random()),
                                              static_cast<std::int32_t>(random()),
                                              microseconds(static_cast<std::int64_t>(random()))}))
            FAIL(i);
    CHECK(wire::round_trips<pg::interval>({std::numeric_limits<std::int32_t>::min(),
                                           std::numeric_limits<std::int32_t>::max(),
                                           microseconds::min()}));
}
