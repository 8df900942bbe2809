// SPDX-License-Identifier: MIT
// What an error says, and to whom.
#include <orm/core/error.hpp>

#include <string>

#include "support/catch.hpp"

using orm_test::contains_text;

namespace {

orm::error_details unique_details() {
    orm::error_details details;
    details.message = "duplicate key";
    details.sqlstate = "23505";
    details.detail = "Key (email)=(ann@example.com) already exists.";
    details.hint = "use on_conflict()";
    details.constraint = "user_email_unique";
    details.where = orm::source_location::current();
    return details;
}

}  // namespace

TEST_CASE("error: what() tells the message, SQLSTATE, hint and the caller's line") {
    const orm::unique_violation error(unique_details());
    CHECK_THAT(std::string(error.what()),
               contains_text("duplicate key [SQLSTATE 23505]; hint: use on_conflict() (at ") &&
                   contains_text("error_test.cpp:"));
    CHECK(error.constraint() == "user_email_unique");
}

TEST_CASE("error: what() never holds the server's DETAIL, which quotes row values") {
    const orm::unique_violation error(unique_details());
    CHECK_THAT(std::string(error.what()), !contains_text("ann@example.com"));
    CHECK_THAT(error.detail(), contains_text("ann@example.com"));
}

TEST_CASE("error: the line is the one that made it") {
    const unsigned line = static_cast<unsigned>(__LINE__) + 1;
    const orm::error error("broken");
    CHECK(error.where().line() == line);
    CHECK(error.message() == "broken");
}

TEST_CASE("error: only serialization failures and deadlocks may be retried") {
    orm::error_details details;
    for (const auto& [sqlstate, may_retry] : {std::pair{"40001", true},
                                              {"40P01", true},
                                              {"40002", false},
                                              {"23505", false},
                                              {"", false}}) {
        details.sqlstate = sqlstate;
        CHECK(orm::error(details).may_retry() == may_retry);
    }
}

TEST_CASE("error: every leaf is caught as orm::error") {
    CHECK_THROWS_AS(throw orm::no_rows("x"), orm::error);
    CHECK_THROWS_AS(throw orm::commit_unknown("x"), orm::error);
    CHECK_THROWS_AS(throw orm::invalid_identifier("x"), orm::error);
}
