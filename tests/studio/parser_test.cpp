// SPDX-License-Identifier: MIT
// What is no request, too much of one, or too slow does no harm to anybody else.
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include "studio/studio_client.hpp"
#include "support/catch.hpp"

namespace {

using orm_test::body_of;
using orm_test::raw_client;
using orm_test::running_studio;
using orm_test::status_of;
using orm_test::test_database;
using clock = std::chrono::steady_clock;

/// With a sanitizer a program is several times slower and larger: bounds of time and memory say nothing there.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

long resident_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6));
    return 0;
}

double milliseconds_since(clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(clock::now() - begin).count();
}

}  // namespace

TEST_CASE("studio: malformed requests are 400, large ones 413") {
    const test_database database;
    const running_studio studio(database.url());
    const std::string host = "Host: " + studio.host() + "\r\n";
    const auto status = [&](const std::string& bytes) { return status_of(studio.send(bytes)); };
    using namespace std::string_literals;
    const std::vector<std::string> malformed = {
        "GET / HTTP/1.1\n" + host + "\n",
        "GET / HTTP/1.1\r\nHost: " + studio.host() + "\nX: y\r\n\r\n",
        "GET /\0 HTTP/1.1\r\n"s + host + "\r\n",
        "GET / HTTP/1.1\r\n" + host + "X: a\0b\r\n\r\n"s,
        "GET / HTTP/9.9\r\n" + host + "\r\n",
        "GET  / HTTP/1.1\r\n" + host + "\r\n",
        "GET /..%2fetc HTTP/1.1\r\n" + host + "\r\n",
        "GET /../etc/passwd HTTP/1.1\r\n" + host + "\r\n",
        "GET /%zz HTTP/1.1\r\n" + host + "\r\n",
        "GET /a?b HTTP/1.1\r\n" + host + "\r\n",
        "GET * HTTP/1.1\r\n" + host + "\r\n",
        "GET / HTTP/1.1\r\n" + host + "Bad Name: x\r\n\r\n",
        "GET / HTTP/1.1\r\n" + host + ": x\r\n\r\n",
        "POST /api/sql HTTP/1.1\r\n" + host +
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /api/sql HTTP/1.1\r\n" + host +
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST /api/sql HTTP/1.1\r\n" + host +
            "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /api/sql HTTP/1.1\r\n" + host + "Content-Length: -5\r\n\r\n",
        "POST /api/sql HTTP/1.1\r\n" + host + "Content-Length: 5x\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s};
    for (const std::string& bytes : malformed) {
        INFO(bytes.substr(0, 120));
        CHECK(status(bytes) == 400);
    }
    CHECK(status("GET / HTTP/1.1\r\n" + host + "X: " + std::string(17'000, 'x') + "\r\n\r\n") ==
          413);
    CHECK(status("GET /" + std::string(17'000, 'x') + " HTTP/1.1\r\n" + host + "\r\n") == 413);
    CHECK(status(studio.head("sql", 8 * 1024 * 1024 + 1)) == 413);
    const std::string large(9 * 1024 * 1024, ' ');
    CHECK(status(studio.head("sql", large.size()) + large) == 413);
    CHECK(status(studio.head("hello", 2) + "[]") == 400);
    CHECK(status(studio.head("hello", 1) + "{") == 400);
}

TEST_CASE("studio: requests in one flush are answered in order") {
    const test_database database;
    const running_studio studio(database.url());
    raw_client client(studio.port());
    client.send(studio.head("hello", 2) + "{}" + studio.head("nothing", 2) + "{}" +
                "GET /icon.svg HTTP/1.1\r\nHost: " + studio.host() +
                "\r\nConnection: close\r\n\r\n");
    std::string all;
    for (int i = 0; i < 6; ++i) all += client.receive(std::chrono::milliseconds(300));
    const std::size_t first = all.find("HTTP/1.1 200");
    const std::size_t second = all.find("HTTP/1.1 404");
    const std::size_t third = all.find("<svg");
    CHECK(first == 0);
    CHECK(first < second);
    CHECK(second < third);
    CHECK(third != std::string::npos);
}

TEST_CASE("studio: a request that drips is ended after ten seconds") {
    const test_database database;
    const running_studio studio(database.url());
    raw_client head(studio.port());
    raw_client body(studio.port());
    head.send("GET / HTTP/1.1\r\nHost: ");
    body.send(studio.head("hello", 100));
    const auto begin = clock::now();
    for (int i = 0; i < 22; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        if (!head.send("x") || !body.send(" ")) break;
    }
    CHECK(status_of(head.receive()) == 408);
    CHECK(status_of(body.receive()) == 408);
    CHECK(milliseconds_since(begin) < 14'000);
}

TEST_CASE("studio: a thousand idle clients keep nobody waiting, in 64 MiB") {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
    setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < 2200) ORM_SKIP("this needs 2200 file descriptors");
    const test_database database;
    const running_studio studio(database.url());
    std::vector<raw_client> idle;
    for (int i = 0; i < 1000; ++i) {
        idle.emplace_back(studio.port());
        REQUIRE(idle.back().is_connected());
        if (i % 2 == 0) idle.back().send("POST /api/hello HTTP/1.1\r\nHost: ");
    }
    for (int i = 0; i < 5; ++i) {
        const auto begin = clock::now();
        CHECK(status_of(studio.send(studio.head("hello", 2) + "{}")) == 200);
        CHECK(milliseconds_since(begin) < (is_sanitized ? 2'000 : 100));
    }
    if (!is_sanitized) CHECK(resident_kilobytes() < 64 * 1024);
}
