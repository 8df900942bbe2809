// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/libpq_version.hpp>

#include "support/catch.hpp"

using orm::driver::postgres::libpq_advice;
using orm_test::contains_text;

TEST_CASE("libpq_advice: is silent about versions without known holes") {
    CHECK(libpq_advice(140020).empty());
    CHECK(libpq_advice(150015).empty());
    CHECK(libpq_advice(180001).empty());
    CHECK(libpq_advice(190000).empty());
}

TEST_CASE("libpq_advice: names what was found and what to install") {
    CHECK_THAT(libpq_advice(150014),
               contains_text("libpq 15.14") && contains_text("install 15.15 or newer"));
    CHECK_THAT(libpq_advice(130023), contains_text("no longer maintained"));
}
