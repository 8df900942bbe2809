// SPDX-License-Identifier: MIT
// Typed LISTEN and NOTIFY, and what the pool counts.
#include <orm/notify.hpp>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace std::chrono_literals;

namespace {

constexpr orm::channel<std::int64_t> numbers("numbers");
constexpr orm::channel<std::string> words("words \"and\" more");

struct two_connections {
    orm_test::test_database server;
    orm::database db;

    two_connections() : db(connected(server)) {}

private:
    static orm::database connected(const orm_test::test_database& server) {
        orm::connect_options options;
        options.pool_size = 2;
        return orm::connect(server.url(), options);
    }
};

}  // namespace

TEST_CASE("channels: payloads arrive typed and in order") {
    ORM_NEEDS_SESSION("LISTEN");
    two_connections fixture;
    orm::listener heard(fixture.db, numbers);
    CHECK_FALSE(heard.next(1ms).has_value());
    orm::notify(fixture.db, numbers, -7);
    orm::notify(fixture.db, numbers, 9'000'000'000'000);
    CHECK(heard.next(2s)->payload == -7);
    CHECK(heard.next(2s)->payload == 9'000'000'000'000);
    CHECK_FALSE(heard.next(5ms).has_value());
}

TEST_CASE("channels: text with quotes, on a channel whose name needs quoting") {
    ORM_NEEDS_SESSION("LISTEN");
    two_connections fixture;
    orm::listener heard(fixture.db, words);
    orm::notify(fixture.db, words, "it's \"here\"");
    CHECK(heard.next(2s)->payload == "it's \"here\"");
}

TEST_CASE("channels: in a transaction sent at the commit, not when undone") {
    ORM_NEEDS_SESSION("LISTEN");
    two_connections fixture;
    orm::listener heard(fixture.db, numbers);
    fixture.db.transaction([&](auto& tx) {
        orm::notify(tx, numbers, 1);
        CHECK_FALSE(heard.next(20ms).has_value());
    });
    CHECK(heard.next(2s)->payload == 1);
    CHECK_THROWS(fixture.db.transaction([&](auto& tx) {
        orm::notify(tx, numbers, 2);
        throw std::runtime_error("undo");
    }));
    CHECK_FALSE(heard.next(20ms).has_value());
}

TEST_CASE("channels: a lost session is told once, then heard again on a new one") {
    ORM_NEEDS_SESSION("LISTEN");
    two_connections fixture;
    orm::listener heard(fixture.db, numbers);
    fixture.server.run(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name "
        "= 'orm' and datname = current_database()");
    CHECK_THROWS_AS(heard.next(2s), orm::connection_lost);
    CHECK_FALSE(heard.next(10ms).has_value());
    orm::notify(fixture.db, numbers, 3);
    CHECK(heard.next(2s)->payload == 3);
}

TEST_CASE("channels: a payload that is no number is refused; the listener goes on") {
    ORM_NEEDS_SESSION("LISTEN");
    two_connections fixture;
    orm::listener heard(fixture.db, numbers);
    fixture.server.run("select pg_notify('numbers', '12x')");
    CHECK_THROWS_AS(heard.next(2s), orm::invalid_value);
    orm::notify(fixture.db, numbers, 4);
    CHECK(heard.next(2s)->payload == 4);
}

TEST_CASE("channels: a listener's session does not listen for the pool's next user") {
    ORM_NEEDS_SESSION("LISTEN");
    two_connections fixture;
    {
        const orm::listener heard(fixture.db, numbers);
    }
    const orm::driver::postgres::lease lent(fixture.db.source(), {});
    CHECK(lent->execute("select * from pg_listening_channels()", {}, {}).row_count() == 0);
}

TEST_CASE("stats: connections in use, idle and lent so far") {
    two_connections fixture;
    const auto before = fixture.db.stats();
    CHECK(before.max == 2);
    {
        const orm::driver::postgres::lease lent(fixture.db.source(), {});
        CHECK(fixture.db.stats().in_use == 1);
    }
    CHECK(fixture.db.stats().in_use == 0);
    CHECK(fixture.db.stats().idle >= 1);
    CHECK(fixture.db.stats().acquired == before.acquired + 1);
}
