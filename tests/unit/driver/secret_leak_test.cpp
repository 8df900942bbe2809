// SPDX-License-Identifier: MIT
// H5: 28 URLs x {as written, unknown host, refused login, refused connection}: no secret in any message.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>

#include "fake_server.hpp"
#include "support/catch.hpp"

namespace postgres = orm::driver::postgres;

namespace {

// @HOST@ is replaced; every piece of the secret that is longer than two characters holds "zq".
constexpr const char* urls[] = {
    "postgresql://u:zqSEzq@CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq/CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq?CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq#CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq%CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq:CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq[CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq]CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq&CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq=CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq+CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq,CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq;CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq$CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq!CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq%40CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq%2FCRzqET@@HOST@/db",
    "postgresql://u:zqSEzq%20CRzqET@@HOST@/db",
    "postgresql://u:zqSEzq%25CRzqET@@HOST@/db?application_name=x",
    "\"postgresql://u:zqSECRET@@HOST@/db\"",
    " postgresql://u:zqSECRET@@HOST@/db",
    "mysql://u:zqSECRET@@HOST@/db",
    "postgresql://@HOST@/db?user=u&password=zqSEzq%40CRzqET",
    "postgresql://@HOST@/db?user=u&password=zqSECRET&sslpassword=zqOTHER",
    "postgresql://u:zqSECRET@@HOST@/db?sslmod=x",
    "host=@HOST@ user=u password=zqSEzq CRzqET",
    "host=@HOST@ user=u password='zqSEzq CRzqET'"};

std::string with_host(std::string url, const std::string& host, const std::string& port) {
    const std::string mark = "@HOST@";
    const bool is_settings = url.substr(0, 5) == "host=";
    const std::string place = is_settings ? host + " port=" + port : host + ":" + port;
    return url.replace(url.find(mark), mark.size(), place);
}

/// What a program would log; empty when there was no error.
std::string message_of(const std::string& url) {
    try {
        auto options = postgres::parse_url(url);
        options.connect_timeout = std::chrono::milliseconds(2'000);
        options.keywords.push_back({"sslmode", "disable"});
        postgres::connect(options, {});
    } catch (const orm::error& failure) {
        return std::string(failure.what()) + failure.message() + failure.detail() + failure.hint() +
               failure.query();
    }
    return {};
}

}  // namespace

TEST_CASE("secrets: 112 failures, and no message shows a piece of the password", "[H5]") {
    const orm_test::indiscreet_server server;
    const std::string port = std::to_string(server.port());
    int checks = 0;
    for (const std::string url : urls) {
        const std::vector<std::string> variants = {
            with_host(url, "127.0.0.1", "not-a-port"), with_host(url, "no-such-host.invalid", "1"),
            with_host(url, "127.0.0.1", port), with_host(url, "127.0.0.1", "1")};
        for (const std::string& variant : variants) {
            const std::string message = message_of(variant);
            CAPTURE(variant, message);
            REQUIRE_FALSE(message.empty());
            CHECK(message.find("zq") == std::string::npos);
            ++checks;
        }
    }
    CHECK(checks == 112);
    std::printf("redaction (H5): %d checks\n", checks);
    CHECK(server.refusals() >= 10);
}

TEST_CASE("secrets: a refused login has its SQLSTATE and is not retried elsewhere") {
    const orm_test::indiscreet_server server;
    const std::string host = "127.0.0.1:" + std::to_string(server.port());
    auto options = postgres::parse_url("postgresql://u:hunter2@" + host + "," + host + "/db");
    try {
        postgres::connect(options, {});
        FAIL("the fake server let us in");
    } catch (const orm::error& refused) {
        CHECK(refused.sqlstate() == "28P01");
        CHECK_THAT(refused.what(), orm_test::contains_text("your password *** is wrong") &&
                                       orm_test::contains_text("postgresql://u:***@"));
    }
    CHECK(server.refusals() == 1);
}

TEST_CASE("connect: every address that was tried is named") {
    const auto options = postgres::parse_url("postgresql://127.0.0.1:1,127.0.0.1:2/db");
    CHECK_THROWS_AS(postgres::connect(options, {}), orm::connection_lost);
    CHECK_THROWS_WITH(postgres::connect(options, {}),
                      orm_test::contains_text("127.0.0.1:1: ") &&
                          orm_test::contains_text("127.0.0.1:2: ") &&
                          orm_test::contains_text("is the server running") &&
                          !orm_test::contains_text("Is the server running"));
}
