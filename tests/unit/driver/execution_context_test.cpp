// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/execution_context.hpp>

#include <chrono>
#include <climits>
#include <ctime>
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

namespace {

bool is_same(deadline left, deadline right) {
    return !left.is_after(right) && !right.is_after(left);
}

}  // namespace

TEST_CASE("deadline: as POSIX waits for it") {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const timespec later = deadline::in(1'500ms).moment();
    const long long ms =
        (later.tv_sec - now.tv_sec) * 1'000LL + (later.tv_nsec - now.tv_nsec) / 1'000'000;
    CHECK(ms >= 1'499);
    CHECK(ms < 10'000);
    CHECK(later.tv_nsec < 1'000'000'000);
}

TEST_CASE("deadline: the earlier one wins and an unset one does not count") {
    const deadline soon = deadline::in(1s);
    CHECK(is_same(earlier(soon, deadline()), soon));
    CHECK(is_same(earlier(deadline(), soon), soon));
    CHECK(is_same(earlier(deadline::never(), soon), soon));
    CHECK_FALSE(earlier(deadline(), deadline()).is_set());
}

TEST_CASE("execution_context: knows the line that made it") {
    const execution_context context{};
    CHECK(std::string_view(context.where.file_name()).find("execution_context_test.cpp") !=
          std::string_view::npos);
    CHECK_FALSE(context.until.is_set());
}
