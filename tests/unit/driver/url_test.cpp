// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/url.hpp>

#include <chrono>
#include <string>

#include "support/catch.hpp"

using orm::driver::postgres::connection_options;
using orm::driver::postgres::parse_url;
using orm_test::contains_text;

TEST_CASE("parse_url: takes every part of a complete URL") {
    const connection_options options =
        parse_url("postgresql://ann:s%40cret@db.example:5433/shop?sslmode=verify-full");
    REQUIRE(options.endpoints.size() == 1);
    CHECK(options.endpoints[0].host == "db.example");
    CHECK(options.endpoints[0].port == "5433");
    CHECK(options.user == "ann");
    CHECK(options.password.expose() == "s@cret");
    CHECK(options.database == "shop");
    REQUIRE(options.keywords.size() == 1);
    CHECK(options.keywords[0].keyword == "sslmode");
    CHECK(options.keywords[0].value == "verify-full");
}

TEST_CASE("parse_url: leaves out what the URL leaves out") {
    CHECK(parse_url("postgres://").endpoints.empty());
    CHECK(parse_url("postgresql:///shop").database == "shop");
    CHECK(parse_url("postgresql://h").database.empty());
    CHECK(parse_url("postgresql://ann@h").password.empty());
    CHECK(parse_url("postgresql://ann@h").user == "ann");
}

TEST_CASE("parse_url: takes several hosts, each with its port") {
    const auto options = parse_url("postgresql://a:1,[::1]:2,c/db");
    REQUIRE(options.endpoints.size() == 3);
    CHECK(options.endpoints[0].host == "a");
    CHECK(options.endpoints[0].port == "1");
    CHECK(options.endpoints[1].host == "::1");
    CHECK(options.endpoints[1].port == "2");
    CHECK(options.endpoints[2].host == "c");
    CHECK(options.endpoints[2].port.empty());
}

TEST_CASE("parse_url: finds unix sockets in both spellings") {
    CHECK(parse_url("postgresql://%2Frun%2Fpg:5433/db").endpoints.at(0).host == "/run/pg");
    const auto options = parse_url("postgresql:///db?host=/run/pg&port=5433");
    REQUIRE(options.endpoints.size() == 1);
    CHECK(options.endpoints[0].is_unix_socket());
    CHECK(options.endpoints[0].port == "5433");
}

TEST_CASE("parse_url: host, hostaddr and port may be lists") {
    const auto options = parse_url("postgresql:///db?host=a,b&hostaddr=10.0.0.1,10.0.0.2&port=7");
    REQUIRE(options.endpoints.size() == 2);
    CHECK(options.endpoints[1].host == "b");
    CHECK(options.endpoints[1].address == "10.0.0.2");
    CHECK(options.endpoints[1].port == "7");
}

TEST_CASE("parse_url: reads our own parameters") {
    using namespace std::chrono_literals;
    const auto options = parse_url(
        "postgresql://h/db?pool_size=4&statement_timeout=500ms&connect_timeout=3&prepare=false"
        "&statement_cache_size=17&address_family=ipv4");
    CHECK(options.pool_size == 4);
    CHECK(options.statement_timeout == 500ms);
    CHECK(options.connect_timeout == 3s);
    CHECK_FALSE(options.prepare);
    CHECK(options.statement_cache_size == 17);
    CHECK(options.addresses == orm::driver::postgres::address_family::ipv4);
    CHECK(options.keywords.empty());
}

TEST_CASE("parse_url: pgbouncer=true turns named statements off") {
    CHECK_FALSE(parse_url("postgresql://h/db?pgbouncer=true").prepare);
    CHECK(parse_url("postgresql://h/db?pgbouncer=false").prepare);
}

TEST_CASE("parse_url: reads libpq's key=value form with its quoting") {
    const auto options =
        parse_url(R"(host=/run/pg port=5433 user='a b' password='it\'s \\ here' dbname = shop)");
    CHECK(options.endpoints.at(0).host == "/run/pg");
    CHECK(options.user == "a b");
    CHECK(options.password.expose() == R"(it's \ here)");
    CHECK(options.database == "shop");
}

TEST_CASE("parse_url: settings may stand on several lines, as libpq reads them") {
    const auto options = parse_url("host=/run/postgresql\n\tuser = ann\r\ndbname=shop");
    REQUIRE(options.endpoints.size() == 1);
    CHECK(options.endpoints[0].host == "/run/postgresql");
    CHECK(options.user == "ann");
    CHECK(options.database == "shop");
}

TEST_CASE("describe: shows everything but secrets") {
    CHECK(parse_url("postgresql://ann:s%40cret@[::1]:5433,b/shop?sslmode=require").describe() ==
          "postgresql://ann:***@[::1]:5433,b/shop?sslmode=require");
    CHECK(parse_url("postgresql:///x?sslpassword=secret&password=other").describe() ==
          "postgresql://:***@/x");
}

namespace {

struct bad_url {
    const char* url;
    const char* message;
};

// The canary: no message may show three consecutive characters of it.
constexpr std::string_view canary = "SECRETCANARY";

}  // namespace

TEST_CASE("parse_url: every bad form is answered with its cause and repair") {
    const auto [url, message] = GENERATE(
        bad_url{"", "it is empty"}, bad_url{" postgresql://h", "starts with white space"},
        bad_url{"postgresql://h\n", "ends with white space"},
        bad_url{"\"postgresql://h\"", "starts with a quote character; remove the quotes"},
        bad_url{"'postgresql://h'", "starts with a quote character"},
        bad_url{"${DATABASE_URL}", "variable that was not expanded"},
        bad_url{"postgresql://${USER}@h", "variable that was not expanded"},
        bad_url{"$DATABASE_URL", "variable that was not expanded"},
        bad_url{"mysql://h/db", "scheme 'mysql' is not PostgreSQL"},
        bad_url{"jdbc:postgresql://h/db", "scheme 'jdbc:postgresql' is not PostgreSQL"},
        bad_url{"postgresql+asyncpg://h/db", "scheme 'postgresql+asyncpg' is not PostgreSQL"},
        bad_url{"postgresql:/h/db", "after 'postgresql' must follow '://'"},
        bad_url{"localhost", "does not start with postgresql://"},
        bad_url{"postgresql://u:SE@CRETCANARY@h/db", "'@' found twice before the host"},
        bad_url{"postgresql://u:SE/CRETCANARY@h/db", "'@' found after a '/' or '?'"},
        bad_url{"postgresql://u:SE?CRETCANARY@h/db", "'@' found after a '/' or '?'"},
        bad_url{"postgresql://u:SE#CRETCANARY@h/db", "'#' must be encoded"},
        bad_url{"postgresql://u:SE CRETCANARY@h/db", "white space or a control character"},
        bad_url{"postgresql://u:SE%CRETCANARY@h/db", "not followed by two hexadecimal digits"},
        bad_url{"postgresql://u:SECRETCANARY%00@h/db", "%00 is not allowed"},
        bad_url{"postgresql://u:[SECRETCANARY]@h/db", "square brackets before the host"},
        bad_url{"postgresql://u:SECRETCANARY@[::1/db", "'[' without ']'"},
        bad_url{"postgresql://u:SECRETCANARY@[::1]x/db", "after the ']'"},
        bad_url{"postgresql://u:SECRETCANARY", "the port after the host is not a number"},
        bad_url{"postgresql://h:99999/db", "not between 1 and 65535"},
        bad_url{"postgresql://h:0/db", "not between 1 and 65535"},
        bad_url{"postgresql://h:54x2/db", "the port after the host is not a number"},
        bad_url{"postgresql://::1/db", "an IPv6 address needs brackets"},
        bad_url{"postgresql://h/db/x", "more than one '/'"},
        bad_url{"postgresql://h/db?sslmod=require",
                "unknown parameter 'sslmod' (did you mean 'sslmode'?)"},
        bad_url{"postgresql://h/db?schema=public",
                "unknown parameter 'schema': write options=-csearch_path%3Dname"},
        bad_url{"postgresql://h/db?connection_limit=5", "write pool_size instead"},
        bad_url{"postgresql://h/db?zzzzzzzz=5", "accepted are: address_family, application_name"},
        bad_url{"postgresql://h/db?sslmode", "has no '='"},
        bad_url{"postgresql://h/db?pool_size=0", "'pool_size' needs a number from 1"},
        bad_url{"postgresql://h/db?pgbouncer=perhaps", "'pgbouncer' needs true or false"},
        bad_url{"postgresql://h/db?statement_timeout=5x", "a duration such as 500ms"},
        bad_url{"postgresql://h/db?client_encoding=LATIN1", "needs UTF8"},
        bad_url{"postgresql://a,b/db?port=1,2,3", "2 hosts, but 3 ports"},
        bad_url{"host=h password=SECRET CANARY", "has no '='; quote values"},
        bad_url{"host=h password='SECRETCANARY", "does not end"});
    CAPTURE(url);
    CHECK_THROWS_AS(parse_url(url), orm::invalid_url);
    CHECK_THROWS_WITH(parse_url(url), contains_text(message));
}

TEST_CASE("parse_url: no message shows three characters of the password") {
    const std::string url =
        GENERATE("SECRETCANARY://u@h", "postgresql://u:SE@CRETCANARY@h",
                 "postgresql://u:SE/CRETCANARY@h", "postgresql://u:SE?CRETCANARY@h",
                 "postgresql://u:SE?CRETCANARY=1@h", "postgresql://u:SE#CRETCANARY@h",
                 "postgresql://u:SE%CRETCANARY@h", "postgresql://u:SECRET CANARY@h",
                 "postgresql://u:SECRET[CANARY@h", "postgresql://u:SECRET]CANARY@h",
                 "postgresql://u:SECRETCANARY", "postgresql://u:SECRETCANARY@[h",
                 "postgresql://u:SECRETCANARY@h:port", "postgresql://u:SECRET:CANARY@h:port",
                 "postgresql://u:SECRETCANARY@h/db?bad=1", "postgresql://u:SECRETCANARY@h/a/b",
                 "\"postgresql://u:SECRETCANARY@h\"", " postgresql://u:SECRETCANARY@h",
                 "postgresql://u:SECRETCANARY@h\n", "postgresql+asyncpg://u:SECRETCANARY@h",
                 "mysql://u:SECRETCANARY@h", "user=u password=SECRET CANARY host=h",
                 "user=u password='SECRETCANARY", "password=SECRETCANARY unknown_thing=1",
                 "postgresql://u:SECRET,CANARY@h:x", "postgresql://h?password=SECRETCANARY&bad",
                 "postgresql://h?password=SECRETCANARY%G&x=1", "postgresql://u:SECRET\"CANARY@h");
    CAPTURE(url);
    try {
        parse_url(url);
        FAIL("the URL was accepted");
    } catch (const orm::invalid_url& refused) {
        const std::string message = refused.what();
        for (std::size_t at = 0; at + 3 <= canary.size(); ++at)
            CHECK(message.find(canary.substr(at, 3)) == std::string::npos);
    }
}
