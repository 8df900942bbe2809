// SPDX-License-Identifier: MIT
#include <chrono>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::connection;
using postgres::connection_options;
using postgres::deadline;
using postgres::endpoint;

namespace {

const endpoint nobody{"127.0.0.1", "1", {}};

connection_options options_of(const test_database& database) {
    return postgres::parse_url(database.url());
}

std::string setting(connection& server, const std::string& name) {
    return text_at(server.execute("select current_setting($1)", text_parameters{name}, here()), 0,
                   0);
}

void set_keyword(connection_options& options, const char* keyword, const char* value) {
    options.keywords.push_back({keyword, value});
}

}  // namespace

TEST_CASE("connect: goes on to the next host when one does not answer") {
    const test_database database;
    auto options = options_of(database);
    options.endpoints.insert(options.endpoints.begin(), 2, nobody);
    connection server = postgres::connect(options, here());
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
}

TEST_CASE("connect: an unknown database is final, with its SQLSTATE and a hint") {
    ORM_NEEDS_SESSION("the server's own refusal of a login");
    const test_database database;
    auto options = options_of(database);
    options.endpoints.insert(options.endpoints.end(), nobody);
    options.database = "no_such_database";
    try {
        postgres::connect(options, here());
        FAIL("the database should not exist");
    } catch (const orm::error& refused) {
        CHECK(refused.sqlstate() == "3D000");
        CHECK_THAT(refused.what(),
                   contains_text("cannot connect to postgresql://") && contains_text("createdb"));
        CHECK(dynamic_cast<const orm::connection_lost*>(&refused) == nullptr);
    }
}

TEST_CASE("connect: an unknown host is named") {
    auto options = postgres::parse_url("postgresql://no-such-host.invalid/db");
    CHECK_THROWS_WITH(postgres::connect(options, here()),
                      contains_text("could not find the address of no-such-host.invalid"));
}

TEST_CASE("connect: names are looked up, in the wanted family only") {
    const test_database database;
    auto options = options_of(database);
    if (options.endpoints.at(0).host != "127.0.0.1") ORM_SKIP("the cluster is not on 127.0.0.1");
    options.endpoints[0].host = "localhost";
    options.addresses = postgres::address_family::ipv4;
    connection server = postgres::connect(options, here());
    CHECK(server.peer() == "localhost:" + options.endpoints[0].port);
    CHECK(text_at(server.execute("select host(inet_server_addr())", {}, here()), 0, 0) ==
          "127.0.0.1");
}

TEST_CASE("connect: settings of the URL reach the session") {
    ORM_NEEDS_SESSION("settings of the session");
    const test_database database;
    auto options = options_of(database);
    set_keyword(options, "application_name", "shop");
    set_keyword(options, "options", "-csearch_path=pg_catalog -cTimeZone=Asia/Kolkata");
    connection server = postgres::connect(options, here());
    CHECK(setting(server, "application_name") == "shop");
    CHECK(setting(server, "search_path") == "pg_catalog");
    CHECK(setting(server, "TimeZone") == "Asia/Kolkata");
}

TEST_CASE("connect: text is UTF-8 and the application has a name, whatever the server prefers") {
    test_database database;
    database.run("alter database " + database.name() + " set client_encoding = 'LATIN1'");
    connection server = open(database.url());
    CHECK(setting(server, "client_encoding") == "UTF8");
    CHECK(setting(server, "application_name") == "orm");
}

TEST_CASE("connect: target_session_attrs chooses among several hosts") {
    const test_database database;
    auto options = options_of(database);
    options.endpoints.insert(options.endpoints.begin(), nobody);
    set_keyword(options, "target_session_attrs", "read-write");
    CHECK(postgres::connect(options, here()).is_usable());
    options.keywords.back().value = "prefer-standby";
    CHECK(postgres::connect(options, here()).is_usable());
    options.keywords.back().value = "standby";
    CHECK_THROWS_WITH(postgres::connect(options, here()),
                      contains_text("server is not in hot standby mode"));
}

TEST_CASE("connect: a server elsewhere must offer TLS unless the URL says otherwise") {
    auto options = postgres::parse_url("postgresql://192.0.2.1/db");
    const auto keywords = postgres::detail::keywords_for(options, options.endpoints[0]);
    CHECK(keywords.value_of("sslmode") == "require");
    options = postgres::parse_url("postgresql://192.0.2.1/db?sslmode=disable");
    CHECK(postgres::detail::keywords_for(options, options.endpoints[0]).value_of("sslmode") ==
          "disable");
    options = postgres::parse_url("postgresql://127.0.0.1/db");
    CHECK(
        postgres::detail::keywords_for(options, options.endpoints[0]).value_of("sslmode").empty());
}

TEST_CASE("connect: a deadline that has passed is an error at once") {
    const test_database database;
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(postgres::connect(options_of(database), {deadline::in(0ms)}),
                    orm::connection_lost);
    CHECK(std::chrono::steady_clock::now() - start < 100ms);
}

TEST_CASE("connect: a closed connection says so") {
    const test_database database;
    connection server = open(database.url());
    server.close();
    CHECK_FALSE(server.is_usable());
    CHECK_THROWS_WITH(server.execute("select 1", {}, here()), contains_text("is closed"));
    connection never_opened;
    CHECK_THROWS_AS(never_opened.execute("select 1", {}, here()), orm::connection_lost);
}
