// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/copy.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using orm::byte_view;
using postgres::connection;
using postgres::copy_format;
using postgres::copy_in;
using postgres::copy_out;

namespace {

void append_row(copy_in& rows, int number, std::string_view text) {
    char bytes[4];
    orm::store_big_endian(bytes, std::int32_t{number});
    rows.begin_row(2);
    rows.append_field({bytes, sizeof bytes});
    if (text.data() == nullptr) rows.append_null();
    else rows.append_field({text.data(), text.size()});
}

}  // namespace

TEST_CASE("copy_in: binary rows arrive byte for byte") {
    test_database database;
    database.run("create table t (a int, b text)");
    connection server = open(database.url());
    copy_in rows(server, "t", copy_format::binary, here());
    append_row(rows, 1, "tab\tnewline\n\\N\\.");
    append_row(rows, 2, {});
    append_row(rows, 3, "");
    CHECK(rows.finish() == 3);
    CHECK(database.value("select b from t where a = 1") == "tab\tnewline\n\\N\\.");
    CHECK(database.value("select count(*) from t where b is null") == "1");
    CHECK(database.value("select count(*) from t where b = ''") == "1");
}

TEST_CASE("copy_in: more than fits in any buffer") {
    test_database database;
    database.run("create table t (a int, b text)");
    connection server = open(database.url());
    copy_in rows(server, "t", copy_format::binary, here());
    const std::string text(1'000, 'x');
    for (int i = 0; i < 20'000; ++i) append_row(rows, i, text);
    CHECK(rows.finish() == 20'000);
    CHECK(database.value("select sum(length(b)) from t") == "20000000");
}

TEST_CASE("copy_in: a refused row undoes all and leaves the connection usable") {
    test_database database;
    database.run("create table t (a int unique, b text)");
    connection server = open(database.url());
    {
        copy_in rows(server, "t", copy_format::binary, here());
        append_row(rows, 1, "x");
        append_row(rows, 1, "y");
        CHECK_THROWS_AS(rows.finish(), orm::unique_violation);
    }
    CHECK(database.value("select count(*) from t") == "0");
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
}

TEST_CASE("copy_in: without finish() nothing is copied") {
    test_database database;
    database.run("create table t (a int, b text)");
    connection server = open(database.url());
    {
        copy_in rows(server, "t", copy_format::binary, here());
        append_row(rows, 1, "x");
    }
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
    CHECK(database.value("select count(*) from t") == "0");
}

TEST_CASE("copy_in: a table that is not there is an ordinary error") {
    const test_database database;
    connection server = open(database.url());
    CHECK_THROWS_WITH(copy_in(server, "nowhere", copy_format::binary, here()),
                      contains_text("nowhere") && contains_text("42P01"));
    CHECK(server.is_usable());
}

TEST_CASE("copy_out: gives lines and counts them") {
    const test_database database;
    connection server = open(database.url());
    copy_out rows(server, "(select i, 'a,b' from generate_series(1, 3) i)", copy_format::csv,
                  here());
    std::string all;
    for (byte_view line; rows.next(line);) all += line.text();
    CHECK(all == "i,?column?\n1,\"a,b\"\n2,\"a,b\"\n3,\"a,b\"\n");
    CHECK(rows.row_count() == 3);
}

TEST_CASE("copy_out: one that is left early disturbs nobody") {
    const test_database database;
    connection server = open(database.url());
    {
        copy_out rows(server, "(select generate_series(1, 10000000))", copy_format::text, here());
        byte_view line;
        REQUIRE(rows.next(line));
        CHECK(line.text() == "1\n");
    }
    if (server.is_usable())
        CHECK(text_at(server.execute("select 'mine'", {}, here()), 0, 0) == "mine");
    else CHECK_THROWS_AS(server.execute("select 'mine'", {}, here()), orm::connection_lost);
}
