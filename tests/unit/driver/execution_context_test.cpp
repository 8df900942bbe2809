// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/execution_context.hpp>

#include <chrono>
#include <climits>
#include <string_view>

#include "support/catch.hpp"

using namespace std::chrono_literals;
using orm::driver::postgres::deadline;
using orm::driver::postgres::execution_context;

TEST_CASE("deadline: tells poll() how long to wait") {
    CHECK(deadline::never().poll_timeout_ms() == -1);
    CHECK(deadline::in(-1s).poll_timeout_ms() == 0);
    const int left = deadline::in(1'000ms).poll_timeout_ms();
    CHECK(left > 900);
    CHECK(left <= 1'000);
    CHECK(deadline::in(std::chrono::hours(24 * 365)).poll_timeout_ms() == INT_MAX);
}

TEST_CASE("deadline: rounds up, so that poll() does not return early") {
    CHECK(deadline::in(1us).poll_timeout_ms() <= 1);
    CHECK(deadline::in(10ms).poll_timeout_ms() >= 9);
}

TEST_CASE("deadline: durations without end do not wrap around") {
    CHECK(deadline::in(std::chrono::nanoseconds::max()).is_never());
    CHECK_FALSE(deadline::in(std::chrono::nanoseconds::max()).has_passed());
}

TEST_CASE("deadline: the earlier one wins and an unset one does not count") {
    const deadline soon = deadline::in(1s);
    CHECK(earlier(soon, deadline()).moment() == soon.moment());
    CHECK(earlier(deadline(), soon).moment() == soon.moment());
    CHECK(earlier(deadline::never(), soon).moment() == soon.moment());
    CHECK_FALSE(earlier(deadline(), deadline()).is_set());
}

TEST_CASE("execution_context: knows the line that made it") {
    const execution_context context{};
    CHECK(std::string_view(context.where.file_name()).find("execution_context_test.cpp") !=
          std::string_view::npos);
    CHECK_FALSE(context.until.is_set());
}
