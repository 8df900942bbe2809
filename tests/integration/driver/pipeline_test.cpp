// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/pipeline.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;
using postgres::pipeline;
using postgres::result;

namespace {

const fixed_statement increment{"select $1::int4 + 1"};
const fixed_statement reciprocal{"select 10 / $1::int4"};
const fixed_statement insert{"insert into t values ($1::int4)"};

}  // namespace

TEST_CASE("pipeline: answers come in the order of the statements") {
    const test_database database;
    connection server = open(database.url());
    for (int round = 0; round < 2; ++round) {
        pipeline batch(server, here());
        for (int i = 0; i < 100; ++i)
            batch.send(server.prepare(i % 2 == 0 ? increment : reciprocal),
                       text_parameters{std::to_string(i + 1)});
        for (int i = 0; i < 100; ++i)
            REQUIRE(int_at(batch.collect(), 0, 0) == (i % 2 == 0 ? i + 2 : 10 / (i + 1)));
        CHECK_THROWS_WITH(batch.collect(), contains_text("more often than send()"));
    }
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
}

TEST_CASE("pipeline: a failure undoes its group and names its own statement") {
    test_database database;
    database.run("create table t (a int)");
    connection server = open(database.url());
    {
        pipeline batch(server, here());
        batch.send(server.prepare(insert), text_parameters{"1"});
        batch.send(server.prepare(reciprocal), text_parameters{"0"});
        batch.send(server.prepare(increment), text_parameters{"1"});
        batch.sync();
        batch.send(server.prepare(insert), text_parameters{"2"});
        CHECK(batch.collect().affected_rows() == 1);
        try {
            batch.collect();
            FAIL("division by zero passed");
        } catch (const orm::error& failure) {
            CHECK(failure.sqlstate() == "22012");
            CHECK(failure.query() == reciprocal.sql);
        }
        CHECK_THROWS_WITH(batch.collect(), contains_text("earlier statement of the batch failed"));
        CHECK(batch.collect().affected_rows() == 1);
    }
    CHECK(database.value("select string_agg(a::text, ',') from t") == "2");
    // `increment` was never prepared on the server: the cache must know.
    CHECK(int_at(server.execute(server.prepare(increment), text_parameters{"1"}, here()), 0, 0) ==
          2);
}

TEST_CASE("pipeline: uncollected answers reach nobody else") {
    const test_database database;
    connection server = open(database.url());
    {
        pipeline batch(server, here());
        for (int i = 0; i < 10; ++i) batch.send(server.prepare(increment), text_parameters{"1"});
        batch.collect();
    }
    CHECK(text_at(server.execute("select 'mine'", {}, here()), 0, 0) == "mine");
}

TEST_CASE("pipeline: a transaction can travel in one") {
    test_database database;
    database.run("create table t (a int)");
    connection server = open(database.url());
    pipeline batch(server, here());
    batch.send("begin isolation level serializable");
    batch.send(server.prepare(insert), text_parameters{"1"});
    batch.send("commit");
    batch.collect();
    CHECK(batch.collect().affected_rows() == 1);
    CHECK(batch.collect().command_tag() == "COMMIT");
    CHECK(database.value("select count(*) from t") == "1");
}

TEST_CASE("pipeline: large values in both directions do not dead-lock") {
    const test_database database;
    connection server = open(database.url());
    const fixed_statement echo{"select $1::text"};
    const std::string large(4'000'000, 'x');
    pipeline batch(server, here());
    for (int i = 0; i < 8; ++i) batch.send(server.prepare(echo), text_parameters{large});
    for (int i = 0; i < 8; ++i) REQUIRE(batch.collect().bytes(0, 0).size == large.size());
}

TEST_CASE("pipeline: a lost connection ends it") {
    ORM_NEEDS_SESSION("the process that serves the session");
    test_database database;
    connection server = open(database.url());
    const fixed_statement slow{"select pg_sleep($1::float8)"};
    database.run("select 1");
    pipeline batch(server, here());
    batch.send(server.prepare(slow), text_parameters{"0"});
    batch.collect();
    database.run("select pg_terminate_backend(" + std::to_string(server.backend_process_id()) +
                 ")");
    batch.send(server.prepare(slow), text_parameters{"5"});
    CHECK_THROWS_AS(batch.collect(), orm::connection_lost);
    CHECK_FALSE(server.is_usable());
}
