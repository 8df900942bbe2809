// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/notifications.hpp>
#include <orm/driver/postgres/pooler.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;
using postgres::deadline;

TEST_CASE("notifications: arrive with channel and payload") {
    ORM_NEEDS_SESSION("LISTEN");
    const test_database database;
    connection listener = open(database.url());
    connection speaker = open(database.url());
    listen(listener, "odd \"name\"", here());
    notify(speaker, "odd \"name\"", "it's", here());
    const auto told = next_notification(listener, deadline::in(std::chrono::seconds(5)));
    REQUIRE(told);
    CHECK(told->channel == "odd \"name\"");
    CHECK(told->payload == "it's");
    CHECK(told->process_id == speaker.backend_process_id());
}

TEST_CASE("notifications: waiting ends at its deadline and the session lives on") {
    ORM_NEEDS_SESSION("LISTEN");
    const test_database database;
    connection listener = open(database.url());
    listen(listener, "quiet", here());
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(next_notification(listener, deadline::in(std::chrono::milliseconds(100))));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(200));
    CHECK(listener.execute("select 1", {}, here()).row_count() == 1);
}

TEST_CASE("notifications: those that come during a statement are kept") {
    ORM_NEEDS_SESSION("LISTEN");
    const test_database database;
    connection listener = open(database.url());
    listen(listener, "own", here());
    notify(listener, "own", "x", here());
    listener.execute("select 1", {}, here());
    CHECK(next_notification(listener, deadline::in(std::chrono::seconds(1))).has_value());
}

TEST_CASE("is_behind_pooler: a direct session is not") {
    ORM_NEEDS_SESSION("a direct session");
    const test_database database;
    connection server = open(database.url());
    CHECK_FALSE(is_behind_pooler(server, here()));
}
