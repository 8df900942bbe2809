// SPDX-License-Identifier: MIT
// The helper that every integration test stands on.
#include "support/database.hpp"

#include <string>

#include "support/catch.hpp"

using orm_test::with_database;

TEST_CASE("test_database: each is new, empty and gone afterwards") {
    std::string name;
    {
        orm_test::test_database first;
        orm_test::test_database second;
        name = first.name();
        CHECK(first.value("select current_database()") == name);
        CHECK(second.name() != name);
        CHECK(first.run("select from pg_tables where schemaname = 'public'").empty());
    }
    orm_test::plain_connection cluster(orm_test::cluster_url());
    CHECK(cluster.value("select count(*) from pg_database where datname = '" + name + "'") == "0");
}

TEST_CASE("test_database: rows come as text, errors as exceptions") {
    orm_test::test_database database;
    CHECK(database.run("select 1, null") == orm_test::text_rows{{"1", "NULL"}});
    CHECK_THROWS_WITH(database.run("selec"), orm_test::contains_text("syntax error"));
}

TEST_CASE("with_database: only the name of the database changes") {
    CHECK(with_database("postgresql://a@h:1/old?x=/y", "new") == "postgresql://a@h:1/new?x=/y");
    CHECK(with_database("postgresql://a@h:1?x=/y", "new") == "postgresql://a@h:1/new?x=/y");
    CHECK(with_database("postgresql://a@h:1", "new") == "postgresql://a@h:1/new");
}
