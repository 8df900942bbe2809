// SPDX-License-Identifier: MIT
#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;
using postgres::prepared_statement;
using postgres::result;

namespace {

std::string prepared_count(connection& server) {
    return text_at(server.execute("select count(*)::text from pg_prepared_statements", {}, here()),
                   0, 0);
}

connection open_with(const test_database& database, const std::string& query) {
    return open(with_option(database.url(), query));
}

}  // namespace

TEST_CASE("prepared: the first execution prepares and runs, later ones render nothing") {
    ORM_NEEDS_SESSION("prepared statements");
    const test_database database;
    connection server = open(database.url());
    const fixed_statement increment{"select $1::int4 + 1"};
    for (int i = 0; i < 3; ++i) {
        prepared_statement& statement = server.prepare(increment);
        const result rows = server.execute(statement, text_parameters{std::to_string(i)}, here());
        CHECK(int_at(rows, 0, 0) == i + 1);
    }
    CHECK(increment.render_count == 1);
    CHECK(prepared_count(server) == "1");
}

TEST_CASE("prepared: an error of the first use is the statement's own") {
    const test_database database;
    connection server = open(database.url());
    const fixed_statement wrong{"selec 1"};
    const fixed_statement divides{"select 1 / $1::int4"};
    CHECK_THROWS_WITH(server.execute(server.prepare(wrong), {}, here()),
                      contains_text("syntax error") && contains_text("at character 1"));
    CHECK_THROWS_WITH(server.execute(server.prepare(divides), text_parameters{"0"}, here()),
                      contains_text("division by zero"));
    const result rows = server.execute(server.prepare(divides), text_parameters{"1"}, here());
    CHECK(int_at(rows, 0, 0) == 1);
    CHECK(server.is_usable());
}

TEST_CASE("prepared: evicted statements leave the server too") {
    ORM_NEEDS_SESSION("prepared statements");
    const test_database database;
    connection server = open_with(database, "statement_cache_size=2");
    const fixed_statement statements[] = {{"select 1"}, {"select 2"}, {"select 3"}, {"select 4"}};
    for (const fixed_statement& statement : statements)
        server.execute(server.prepare(statement), {}, here());
    CHECK(prepared_count(server) == "2");
    for (const fixed_statement& statement : statements)
        CHECK(server.execute(server.prepare(statement), {}, here()).row_count() == 1);
}

TEST_CASE("prepared: an altered table is planned again outside a transaction") {
    test_database database;
    database.run("create table t (a int); insert into t values (1)");
    connection server = open(database.url());
    const fixed_statement all{"select * from t"};
    prepared_statement& statement = server.prepare(all);
    CHECK(server.execute(statement, {}, here()).column_count() == 1);
    statement.result_types_checked = true;
    database.run("alter table t add b int");
    CHECK(server.execute(statement, {}, here()).column_count() == 2);
    CHECK_FALSE(statement.result_types_checked);
}

TEST_CASE("prepared: an altered table inside a transaction is an error, once") {
    ORM_NEEDS_SESSION("prepared statements");
    test_database database;
    database.run("create table t (a int); insert into t values (1)");
    connection server = open(database.url());
    const fixed_statement all{"select * from t"};
    server.execute(server.prepare(all), {}, here());
    server.execute_constant("begin", here());
    database.run("alter table t add b int");
    CHECK_THROWS_WITH(server.execute(server.prepare(all), {}, here()),
                      contains_text("cached plan must not change result type"));
    server.execute_constant("rollback", here());
    CHECK(server.execute(server.prepare(all), {}, here()).column_count() == 2);
}

TEST_CASE("prepared: statements that the session lost are prepared again") {
    const test_database database;
    connection server = open(database.url());
    const fixed_statement one{"select 1"};
    server.execute(server.prepare(one), {}, here());
    server.execute("deallocate all", {}, here());
    CHECK(server.execute(server.prepare(one), {}, here()).row_count() == 1);
}

TEST_CASE("prepared: prepare=false leaves no named statement and checks types every time") {
    const test_database database;
    connection server = open_with(database, "prepare=false");
    const fixed_statement increment{"select $1::int4 + 1"};
    for (int i = 0; i < 3; ++i) {
        prepared_statement& statement = server.prepare(increment);
        const result rows = server.execute(statement, text_parameters{"1"}, here());
        CHECK(int_at(rows, 0, 0) == 2);
        CHECK_FALSE(statement.result_types_checked);
        statement.result_types_checked = true;
    }
    CHECK(increment.render_count == 1);
    CHECK(prepared_count(server) == "0");
}

TEST_CASE("prepared: a failed transaction keeps the first error and the connection") {
    const test_database database;
    connection server = open_with(database, "statement_cache_size=2");
    const fixed_statement statements[] = {{"select 1"}, {"select 2"}, {"select 3"}};
    for (const fixed_statement& statement : statements)
        server.execute(server.prepare(statement), {}, here());
    server.execute_constant("begin", here());
    CHECK_THROWS(server.execute("select 1/0", {}, here()));
    CHECK_THROWS_WITH(server.execute(server.prepare(statements[0]), {}, here()),
                      contains_text("current transaction is aborted"));
    server.execute_constant("rollback", here());
    CHECK(server.execute(server.prepare(statements[0]), {}, here()).row_count() == 1);
}
