// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/retry.hpp>

#include <chrono>
#include <set>
#include <string>

#include "support/catch.hpp"

using namespace std::chrono_literals;
using orm::driver::postgres::deadline;
using orm::driver::postgres::retry_policy;

namespace {

orm::error with_sqlstate(const std::string& state) {
    orm::error_details details;
    details.sqlstate = state;
    return orm::error(details);
}

retry_policy quick() {
    retry_policy policy;
    policy.first_delay = 1ms;
    policy.longest_delay = 4ms;
    return policy;
}

}  // namespace

TEST_CASE("retry: only serialization failures and deadlocks are repeated") {
    const retry_policy policy = quick();
    retry_policy::attempt attempt(policy);
    CHECK(attempt.wait_after(with_sqlstate("40001"), {}));
    CHECK(attempt.wait_after(with_sqlstate("40P01"), {}));
    CHECK_FALSE(attempt.wait_after(with_sqlstate("08006"), {}));
    CHECK_FALSE(attempt.wait_after(with_sqlstate("23505"), {}));
    CHECK_FALSE(attempt.wait_after(with_sqlstate(""), {}));
}

TEST_CASE("retry: gives up after the attempts of its policy") {
    retry_policy policy = quick();
    policy.max_attempts = 3;
    retry_policy::attempt attempt(policy);
    CHECK(attempt.wait_after(with_sqlstate("40001"), {}));
    CHECK(attempt.wait_after(with_sqlstate("40001"), {}));
    CHECK_FALSE(attempt.wait_after(with_sqlstate("40001"), {}));
}

TEST_CASE("retry: does not sleep beyond the deadline") {
    const retry_policy policy = quick();
    retry_policy::attempt attempt(policy);
    CHECK_FALSE(attempt.wait_after(with_sqlstate("40001"), deadline::in(0ms)));
}

TEST_CASE("retry: delays are spread and bounded") {
    retry_policy policy;
    policy.first_delay = 1'000ms;
    policy.longest_delay = 1'000ms;
    std::set<std::int64_t> delays;
    for (int i = 0; i < 50; ++i) {
        retry_policy::attempt attempt(policy);
        const auto delay = attempt.next_delay();
        REQUIRE(delay >= 0ms);
        REQUIRE(delay <= 1'000ms);
        delays.insert(delay.count());
    }
    CHECK(delays.size() > 20);
}
