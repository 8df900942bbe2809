// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/stream.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;
using postgres::result;
using postgres::row_stream;

namespace {

const fixed_statement numbers{"select i from generate_series(1, $1::int4) i"};

}  // namespace

TEST_CASE("row_stream: gives every row in order") {
    const test_database database;
    connection server = open(database.url());
    row_stream rows(server, server.prepare(numbers), text_parameters{"1000"}, here());
    int expected = 0;
    for (result part; rows.next(part);)
        for (std::size_t row = 0; row < part.row_count(); ++row)
            REQUIRE(int_at(part, row, 0) == ++expected);
    CHECK(expected == 1000);
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
}

TEST_CASE("row_stream: an empty result still has its columns") {
    const test_database database;
    connection server = open(database.url());
    row_stream rows(server, server.prepare(numbers), text_parameters{"0"}, here());
    result part;
    CHECK_FALSE(rows.next(part));
    CHECK(part.row_count() == 0);
    CHECK(part.column_oid(0) == 23);
    CHECK_FALSE(rows.next(part));
}

TEST_CASE("row_stream: other operations are refused as long as it lives") {
    const test_database database;
    connection server = open(database.url());
    const row_stream rows(server, server.prepare(numbers), text_parameters{"10"}, here());
    CHECK_THROWS_WITH(server.execute("select 1", {}, here()),
                      contains_text("busy with the operation that started at") &&
                          contains_text("stream_test.cpp"));
}

TEST_CASE("row_stream: one that is left early gives the next statement its own rows") {
    const test_database database;
    connection server = open(database.url());
    {
        row_stream rows(server, server.prepare(numbers), text_parameters{"10000000"}, here());
        result part;
        REQUIRE(rows.next(part));
    }
    if (server.is_usable())
        CHECK(text_at(server.execute("select 'mine'", {}, here()), 0, 0) == "mine");
    else CHECK_THROWS_AS(server.execute("select 'mine'", {}, here()), orm::connection_lost);
}

TEST_CASE("row_stream: an error in the middle is thrown where it happens") {
    const test_database database;
    connection server = open(database.url());
    const fixed_statement failing{"select 1 / (500 - i) from generate_series(1, $1::int4) i"};
    row_stream rows(server, server.prepare(failing), text_parameters{"1000"}, here());
    const auto read_all = [&] {
        for (result part; rows.next(part);) continue;
    };
    CHECK_THROWS_WITH(read_all(), contains_text("division by zero"));
    CHECK(server.is_usable());
}

TEST_CASE("row_stream: a stale plan is repaired before the first row") {
    test_database database;
    database.run("create table t (a int); insert into t values (1)");
    connection server = open(database.url());
    const fixed_statement all{"select * from t"};
    server.execute(server.prepare(all), {}, here());
    database.run("alter table t add b int");
    row_stream rows(server, server.prepare(all), {}, here());
    result part;
    REQUIRE(rows.next(part));
    CHECK(part.column_count() == 2);
    CHECK_FALSE(rows.next(part));
}
