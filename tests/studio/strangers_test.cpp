// SPDX-License-Identifier: MIT
// Who is not the page gets nothing: hosts, origins, tokens, methods, headers, listening addresses.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "studio/studio_client.hpp"
#include "support/catch.hpp"

namespace {

using orm_test::body_of;
using orm_test::running_studio;
using orm_test::status_of;
using orm_test::test_database;

/// A database in which a call that gets through leaves a mark.
struct marked_database {
    test_database server;

    marked_database() { server.run("create table marks (id int primary key)"); }
    std::string marks() { return server.value("select count(*) from marks"); }
};

orm::studio::options writing() {
    orm::studio::options options;
    options.write = true;
    return options;
}

const std::string insert_call =
    R"({"sql":"insert into marks select coalesce(max(id), 0) + 1 from marks"})";

std::string request(const std::string& line, const std::string& headers, const std::string& body) {
    return line + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

std::vector<std::string> foreign_hosts(const std::string& port) {
    std::vector<std::string> hosts;
    for (const char* name : {"evil.com",
                             "127.0.0.1.evil.com",
                             "localhost.evil.com",
                             "0.0.0.0",
                             "127.1",
                             "127.0.1",
                             "127.0.0.2",
                             "2130706433",
                             "0x7f000001",
                             "017700000001",
                             "127.0.0.1.",
                             "localhost.",
                             "LOCALHOST",
                             "localhost.localdomain",
                             "[::ffff:127.0.0.1]",
                             "[::]",
                             "[::1%lo]",
                             "[0:0:0:0:0:0:0:1]",
                             "::1",
                             "user@127.0.0.1",
                             "user:pass@localhost",
                             "127.0.0.1@evil.com",
                             "evil.com#127.0.0.1",
                             "127.0.0.1,evil.com",
                             "localhost\tevil.com",
                             "xn--localhost",
                             "",
                             "127.0.0.1:80",
                             "http://127.0.0.1",
                             "127.0.0.1/"})
        hosts.push_back(std::string(name) + ":" + port);
    for (const char* whole :
         {"127.0.0.1", "localhost", "[::1]", "127.0.0.1:1", "localhost:80", "localhost:"})
        hosts.emplace_back(whole);
    hosts.push_back("localhost:0" + port);
    return hosts;
}

}  // namespace

TEST_CASE("studio: listens on loopback addresses only") {
    const test_database database;
    const running_studio studio(database.url());
    std::ostringstream wanted;
    wanted << std::hex << std::uppercase << studio.port();
    std::string digits = wanted.str();
    digits.insert(0, 4 - digits.size(), '0');
    int found = 0;
    for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        std::ifstream file(table);
        for (std::string line; std::getline(file, line);) {
            std::istringstream fields(line);
            std::string number;
            std::string local;
            std::string remote;
            std::string state;
            fields >> number >> local >> remote >> state;
            if (state != "0A" || local.substr(local.find(':') + 1) != digits) continue;
            const std::string address = local.substr(0, local.find(':'));
            CHECK((address == "0100007F" || address == "00000000000000000000000001000000"));
            ++found;
        }
    }
    CHECK(found >= 1);
}

TEST_CASE("studio: another address than loopback must be asked for twice") {
    const test_database database;
    orm::studio::options options;
    options.host = "0.0.0.0";
    options.port = 0;
    const orm::database db = orm::connect(database.url());
    CHECK_THROWS_WITH(orm::studio::server(db.source(), options),
                      Catch::Matchers::Contains("--i-know"));
    options.i_know = true;
    CHECK_NOTHROW(orm::studio::server(db.source(), options));
}

TEST_CASE("studio: more than thirty forms of Host are refused before anything is done") {
    marked_database marked;
    const running_studio studio(marked.server.url(), writing());
    const auto call_with = [&](const std::string& hosts, const std::string& target) {
        return studio.send(request("POST " + target + " HTTP/1.1",
                                   hosts + "Orm-Studio-Token: " + studio.token() +
                                       "\r\nContent-Type: application/json\r\n",
                                   insert_call));
    };
    const std::string own = "Host: " + studio.host() + "\r\n";
    std::size_t refused = 0;
    const auto hosts = foreign_hosts(std::to_string(studio.port()));
    for (const std::string& host : hosts) {
        INFO(host);
        const int status = status_of(call_with("Host: " + host + "\r\n", "/api/sql"));
        // A header that is no header at all is refused by the parser.
        CHECK((status == 403 || status == 400));
        refused += status == 403 ? 1U : 0U;
        CHECK(status_of(studio.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")) != 200);
    }
    CHECK(refused >= 30);
    CHECK(status_of(call_with("", "/api/sql")) == 403);
    CHECK(status_of(call_with(own + own, "/api/sql")) == 403);
    CHECK(status_of(call_with(own + "Host: evil.com\r\n", "/api/sql")) == 403);
    CHECK(status_of(call_with("Host: evil.com\r\n", "http://" + studio.host() + "/api/sql")) ==
          403);
    CHECK(status_of(call_with(own, "http://evil.com/api/sql")) == 400);
    CHECK(marked.marks() == "0");
    CHECK(status_of(call_with(own, "/api/sql")) == 200);
    CHECK(marked.marks() == "1");
}

TEST_CASE("studio: a call without the exact token is 401") {
    marked_database marked;
    const running_studio studio(marked.server.url(), writing());
    const std::string token = studio.token();
    REQUIRE(token.size() == 64);
    std::string upper = token;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    std::string flipped = token;
    flipped[63] = flipped[63] == '0' ? '1' : '0';
    const std::string head = "Host: " + studio.host() + "\r\nContent-Type: application/json\r\n";
    const std::vector<std::string> wrong = {
        "",
        "Orm-Studio-Token: \r\n",
        "Orm-Studio-Token: " + token.substr(0, 63) + "\r\n",
        "Orm-Studio-Token: " + token + "0\r\n",
        "Orm-Studio-Token: " + flipped + "\r\n",
        "Orm-Studio-Token: " + (upper == token ? flipped : upper) + "\r\n",
        "Orm-Studio-Token: " + flipped + "\r\nOrm-Studio-Token: " + token + "\r\n",
        "Cookie: token=" + token + "\r\n",
        "Authorization: Bearer " + token + "\r\n",
        "Referer: http://" + studio.host() + "/#token=" + token + "\r\n"};
    for (const std::string& header : wrong) {
        INFO(header);
        CHECK(status_of(studio.send(
                  request("POST /api/sql HTTP/1.1", head + header, insert_call))) == 401);
    }
    CHECK(status_of(studio.send(
              request("POST /api/sql?token=" + token + " HTTP/1.1", head, insert_call))) == 400);
    CHECK(marked.marks() == "0");
}

TEST_CASE("studio: forty requests of other sites have no effect") {
    marked_database marked;
    const running_studio studio(marked.server.url(), writing());
    const std::string own = "http://" + studio.host();
    const std::string base =
        "Host: " + studio.host() + "\r\nOrm-Studio-Token: " + studio.token() + "\r\n";
    const std::string json_type = "Content-Type: application/json\r\n";
    int sent = 0;
    const auto refused = [&](const std::string& line, const std::string& headers) {
        const std::string answer = studio.send(request(line, base + headers, insert_call));
        const int status = status_of(answer);
        INFO(line << " " << headers << " → " << status);
        CHECK((status == 403 || status == 405 || status == 415 || status == 400));
        CHECK(answer.find("Access-Control-") == std::string::npos);
        ++sent;
    };
    const std::string post = "POST /api/sql HTTP/1.1";
    for (const std::string& origin :
         {std::string("http://evil.com"), std::string("https://evil.com"), std::string("null"),
          std::string(""), std::string("file://"), "https" + own.substr(4), own + ".evil.com",
          own + "/", std::string("http://localhost"), std::string("http://127.0.0.1:1"),
          std::string("http://localhost:3000"), std::string("chrome-extension://abc"), own + " ",
          std::string("http://user@" + studio.host())}) {
        if (origin.back() == ' ') continue;
        refused(post, json_type + "Origin: " + origin + "\r\n");
    }
    refused(post, json_type + "Origin: " + own + "\r\nOrigin: http://evil.com\r\n");
    for (const char* site :
         {"cross-site", "same-site", "Cross-Site", "unknown", "none, cross-site"})
        refused(post, json_type + "Sec-Fetch-Site: " + site + "\r\n");
    for (const char* type :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
          "text/plain;application/json", "application/jsonp", "text/json",
          "application/json, text/plain", "application/csp-report", "application/xml",
          "application/octet-stream"})
        refused(post, std::string("Content-Type: ") + type + "\r\n");
    refused(post, "");
    for (const char* method :
         {"GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO"})
        refused(std::string(method) + " /api/sql HTTP/1.1", json_type);
    refused("OPTIONS /api/sql HTTP/1.1",
            "Origin: http://evil.com\r\nAccess-Control-Request-Method: POST\r\n"
            "Access-Control-Request-Private-Network: true\r\n");
    refused(post, json_type + "Upgrade: websocket\r\nConnection: Upgrade\r\n");
    refused("POST / HTTP/1.1", json_type);
    CHECK(sent >= 40);
    CHECK(marked.marks() == "0");
}

TEST_CASE("studio: every reply carries the safety headers, errors too") {
    const test_database database;
    const running_studio studio(database.url());
    const std::vector<std::string> requests = {
        "GET / HTTP/1.1\r\nHost: " + studio.host() + "\r\n\r\n",
        "GET /app.js HTTP/1.1\r\nHost: " + studio.host() + "\r\n\r\n",
        "GET /nothing HTTP/1.1\r\nHost: " + studio.host() + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.com\r\n\r\n",
        "GET /%2e HTTP/1.1\r\nHost: " + studio.host() + "\r\n\r\n",
        "nonsense\r\n\r\n",
        studio.head("hello", 2) + "{}",
        studio.head("nothing", 2) + "{}",
        studio.head("sql", 12) + R"({"sql":"x "})",
        "GET / HTTP/1.1\r\nHost: " + studio.host() + "\r\nX: " + std::string(20000, 'x') +
            "\r\n\r\n"};
    for (const std::string& bytes : requests) {
        const std::string answer = studio.send(bytes);
        INFO(bytes.substr(0, 60) << " → " << answer.substr(0, 40));
        REQUIRE(status_of(answer) != 0);
        for (const char* header :
             {"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
              "connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
              "form-action 'none'\r\n",
              "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
              "Cross-Origin-Opener-Policy: same-origin\r\n",
              "Cross-Origin-Resource-Policy: same-origin\r\n", "Cache-Control: no-store\r\n"})
            CHECK(answer.find(header) != std::string::npos);
        CHECK(answer.find("Access-Control") == std::string::npos);
        CHECK(answer.find("unsafe") == std::string::npos);
        CHECK(answer.find(studio.token()) == std::string::npos);
    }
}

TEST_CASE("studio: no file of the page writes HTML or runs text") {
    for (const orm::studio::asset& file : orm::studio::assets) {
        INFO(file.path);
        for (const char* word : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                                 "eval(", "new Function", "srcdoc", "javascript:", "DOMParser",
                                 "createContextualFragment", "https://"})
            CHECK(file.content.find(word) == std::string_view::npos);
    }
}
