// SPDX-License-Identifier: MIT
#include <orm/core/secret.hpp>
#include <orm/driver/postgres/redaction.hpp>

#include <string>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"

using orm::secret_string;
using orm::driver::postgres::redactor;

TEST_CASE("secret_string: gives its text only through expose()") {
    const secret_string password("hunter2");
    CHECK(password.expose() == "hunter2");
    CHECK(password.expose().data()[password.size()] == '\0');
    CHECK_FALSE(std::is_convertible_v<secret_string, std::string>);
    CHECK_FALSE(std::is_convertible_v<secret_string, std::string_view>);
}

TEST_CASE("secret_string: copies are independent, moved-from ones are empty") {
    secret_string first("hunter2");
    const secret_string copy = first;
    const secret_string moved = std::move(first);
    CHECK(copy.expose() == "hunter2");
    CHECK(moved.expose() == "hunter2");
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that is the claim
}

TEST_CASE("redactor: replaces the whole secret wherever it stands") {
    redactor secrets;
    secrets.add("hunter2");
    CHECK(secrets.clean("hunter2 and xhunter2y") == "*** and x***y");
}

TEST_CASE("redactor: replaces what a parser cut out of the secret") {
    redactor secrets;
    secrets.add("SE@CRET/part");
    CHECK(secrets.clean("host \"CRET\"") == "host \"***\"");
    CHECK(secrets.clean("path part") == "path ***");
}

TEST_CASE("redactor: leaves fragments under three characters alone") {
    redactor secrets;
    secrets.add("a@bc");
    CHECK(secrets.clean("abc bc a") == "abc bc a");
}

TEST_CASE("redactor: prefers the longest fragment") {
    redactor secrets;
    secrets.add("abc@abcdef");
    CHECK(secrets.clean("abcdef") == "***");
}
