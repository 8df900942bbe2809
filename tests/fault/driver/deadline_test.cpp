// SPDX-License-Identifier: MIT
// C2, C16: every operation ends at its deadline, whatever the other side does.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <orm/driver/postgres/copy.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/stream.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../private_server.hpp"
#include "fault_proxy.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::connection;
using postgres::deadline;

namespace {

postgres::execution_context soon() { return {deadline::in(200ms)}; }

void report_time(const char* what, std::chrono::milliseconds elapsed) {
    report("C2", std::string(what) + ": given up after " + std::to_string(elapsed.count()) +
                     " ms of 200 ms");
}

/// Stops a process and lets it go on at the end of the scope.
class stopped_process {
public:
    explicit stopped_process(int process) : process_(process) {
        was_stopped_ = ::kill(process_, SIGSTOP) == 0;
    }
    ~stopped_process() {
        if (was_stopped_) ::kill(process_, SIGCONT);
    }
    bool was_stopped() const { return was_stopped_; }

private:
    int process_;
    bool was_stopped_ = false;
};

}  // namespace

TEST_CASE("deadline: connect to a server that accepts and says nothing", "[fault][C2]") {
    const test_database database;
    fault_proxy proxy(database.url());
    proxy_fault deaf;
    deaf.is_deaf = true;
    proxy.set(deaf);
    const auto options = postgres::parse_url(proxy.url());
    const auto elapsed = shortest_time(
        [&] { CHECK_THROWS_AS(postgres::connect(options, soon()), orm::connection_lost); }, 300ms);
    CHECK(elapsed >= 200ms);
    CHECK(elapsed < 300ms);
    report_time("connect to a deaf server", elapsed);
}

TEST_CASE("deadline: connect_timeout counts for each address", "[fault][C2]") {
    const test_database database;
    fault_proxy proxy(database.url());
    proxy_fault deaf;
    deaf.is_deaf = true;
    proxy.set(deaf);
    auto options = postgres::parse_url(proxy.url());
    options.connect_timeout = 150ms;
    const auto good = postgres::parse_url(database.url());
    options.endpoints.push_back(good.endpoints.at(0));
    const auto elapsed =
        shortest_time([&] { CHECK(postgres::connect(options, here()).is_usable()); }, 1'000ms);
    CHECK(elapsed < 1s);
}

TEST_CASE("deadline: a stopped backend, in every kind of statement", "[fault][C2]") {
    const test_database database;
    const fixed_statement one{"select 1"};
    std::chrono::milliseconds slowest{0};
    const auto check = [&](auto&& operation) {
        std::chrono::milliseconds quickest{std::chrono::hours(1)};
        for (int run = 0; run < 3 && quickest >= 300ms; ++run) {
            connection server = open(database.url());
            server.execute(server.prepare(one), {}, here());
            server.execute_constant("begin", here());
            const stopped_process stopped(server.backend_process_id());
            if (!stopped.was_stopped()) ORM_SKIP("this user may not stop the server's processes");
            const auto end_it = [&] {
                CHECK_THROWS_AS(operation(server), orm::error);
                server.close();
            };
            quickest = std::min(quickest, shortest_time(end_it, 1h));
        }
        CHECK(quickest < 300ms);
        slowest = std::max(slowest, quickest);
    };
    check([](connection& server) { server.execute("select 1", {}, soon()); });
    check([&](connection& server) { server.execute(server.prepare(one), {}, soon()); });
    check([](connection& server) { server.execute_constant("select 1", soon()); });
    check([](connection& server) {
        postgres::copy_in rows(server, "t", postgres::copy_format::text, soon());
    });
    check([](connection& server) {
        try {
            postgres::commit(server, soon(), "1");
        } catch (const orm::commit_unknown&) {
            throw;
        } catch (...) {
            FAIL("a COMMIT without answer must be commit_unknown");
        }
    });
    report_time("a stopped backend, five kinds of statement and close", slowest);
}

TEST_CASE("deadline: a server that drips", "[fault][C2]") {
    const test_database database;
    fault_proxy proxy(database.url());
    connection warm = open(proxy.url());
    proxy_fault drip;
    drip.to_client.is_split = true;
    drip.to_client.byte_delay_ms = 20;
    proxy.set(drip);
    const auto options = postgres::parse_url(proxy.url());
    const auto elapsed = shortest_time(
        [&] { CHECK_THROWS_AS(postgres::connect(options, soon()), orm::connection_lost); }, 300ms);
    CHECK(elapsed < 300ms);
    report_time("a server that drips", elapsed);
}

TEST_CASE("deadline: a stopped postmaster, for connecting and for cancelling", "[fault][C2]") {
    if (!private_server::is_available()) ORM_SKIP("PostgreSQL's server programs are not installed");
    private_server server;
    const auto options = postgres::parse_url(server.url());
    connection open_before = postgres::connect(options, here());
    const int postmaster = server.postmaster();
    server.freeze(postmaster);
    const auto connecting = shortest_time(
        [&] { CHECK_THROWS_AS(postgres::connect(options, soon()), orm::connection_lost); }, 300ms);
    // The backend still answers, but nobody takes the request to cancel.
    CHECK(open_before.execute("select 1", {}, soon()).row_count() == 1);
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(open_before.execute("select pg_sleep(9)", {}, soon()), orm::timeout);
    open_before.close();
    const auto cancelling = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    server.thaw(postmaster);
    CHECK(connecting < 300ms);
    CHECK(cancelling < 400ms);
    report_time("a stopped postmaster, connecting", connecting);
    report_time("a stopped postmaster, cancelling", cancelling);
}

TEST_CASE("deadline: a port whose queue of connections is full", "[fault][C2]") {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listener, 0) == 0);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    std::vector<int> waiting;
    for (int i = 0; i < 8; ++i) {
        waiting.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        ::connect(waiting.back(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    const auto options = postgres::parse_url(
        "postgresql://u@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/d");
    const auto elapsed = shortest_time(
        [&] { CHECK_THROWS_AS(postgres::connect(options, soon()), orm::connection_lost); }, 300ms);
    CHECK(elapsed >= 200ms);
    CHECK(elapsed < 300ms);
    report_time("a full backlog", elapsed);
    for (const int one : waiting) ::close(one);
    ::close(listener);
}

// libpq frees an answer block by block, and malloc gives the memory back to the kernel in pieces of 128 KiB:
// traced, 85 MB were 5,285 reads and 7,068 calls of brk(), which took as long as the reads. So a long answer is
// not awaited to its end, and freed in the background.
TEST_CASE("deadline: a server that always has more to say", "[fault][C2]") {
    const test_database database;
    const bool is_long = std::getenv("ORM_FAULT_LONG") != nullptr;
    const fixed_statement flood{"select repeat('x', 8000) from generate_series(1, 300000)"};
    std::chrono::milliseconds slowest{0};
    const auto check = [&](auto&& operation) {
        const auto give_up = [&] {
            connection server = open(database.url());
            CHECK_THROWS_AS(operation(server), orm::timeout);
        };
        // The long form has no luck: each of twenty runs must end in time.
        for (int run = 0; run < (is_long ? 20 : 1); ++run) {
            const auto elapsed = shortest_time(give_up, is_long ? 1h : 300ms);
            CHECK(elapsed < 300ms);
            slowest = std::max(slowest, elapsed);
        }
    };
    check([&](connection& server) { server.execute(flood.sql, {}, soon()); });
    check([&](connection& server) { server.execute(server.prepare(flood), {}, soon()); });
    check([&](connection& server) {
        postgres::copy_out rows(server, "(" + flood.sql + ")", postgres::copy_format::text, soon());
        for (orm::byte_view row; rows.next(row);) continue;
    });
    check([&](connection& server) {
        postgres::row_stream rows(server, server.prepare(flood), {}, soon());
        for (postgres::result part; rows.next(part);) continue;
    });
    check([&](connection& server) {
        postgres::pipeline batch(server, soon());
        batch.send(server.prepare(flood), {});
        batch.collect();
    });
    report_time(is_long ? "2.4 GB of rows, five ways to read them, slowest of 20 runs each"
                        : "2.4 GB of rows, five ways to read them",
                slowest);
}

TEST_CASE("deadline: a program that is slower than its server", "[fault][C2]") {
    test_database database;
    database.run(
        "create function talk(i int) returns int language plpgsql as $$ begin raise notice '%', "
        "repeat('x', 1000); return i; end $$");
    // What has come already is always there to be read: the deadline must not wait for a pause.
    auto options = postgres::parse_url(database.url());
    options.on_notice = [](void*, const postgres::notice&) { ::poll(nullptr, 0, 1); };
    const auto listen_slowly = [&] {
        connection server = postgres::connect(options, here());
        CHECK_THROWS_AS(
            server.execute("select talk(i) from generate_series(1, 5000) i", {}, soon()),
            orm::timeout);
    };
    const auto read_slowly = [&] {
        connection server = open(database.url());
        const auto read = [&] {
            postgres::copy_out rows(server,
                                    "(select repeat('x', 1000) from generate_series(1, 5000))",
                                    postgres::copy_format::text, soon());
            for (orm::byte_view row; rows.next(row);) ::poll(nullptr, 0, 1);
        };
        CHECK_THROWS_AS(read(), orm::timeout);
    };
    for (const auto& slow :
         {std::function<void()>(listen_slowly), std::function<void()>(read_slowly)}) {
        // libpq hands out what it holds, 16 KiB and more, before anybody is asked to wait.
        const auto elapsed = shortest_time(slow, 500ms);
        CHECK(elapsed < 500ms);
        report_time("a program slower than its server", elapsed);
    }
}

TEST_CASE("deadline: a transaction given up in a destructor does not wait", "[fault][C2]") {
    test_database database;
    database.run("create table t (a int)");
    const auto give_up = [&] {
        connection server = open(database.url());
        try {
            postgres::transaction work(server, {}, here());
            server.execute("insert into t values (1)", {}, here());
            server.execute("select pg_sleep(60)", {}, soon());
        } catch (const orm::timeout&) {
        }
    };
    CHECK(shortest_time(give_up, 600ms) < 600ms);
    CHECK(database.value("select count(*) from t") == "0");
}

TEST_CASE("signals: EINTR during every wait changes nothing", "[fault][C16]") {
    const test_database database;
    connection server = open(database.url());
    struct sigaction interrupt{};
    struct sigaction before{};
    interrupt.sa_handler = [](int) {};
    ::sigaction(SIGALRM, &interrupt, &before);
    const itimerval often{{0, 500}, {0, 500}};
    const itimerval off{};
    ::setitimer(ITIMER_REAL, &often, nullptr);
    for (int i = 0; i < 10; ++i)
        CHECK(server.execute("select pg_sleep(0.02)", {}, here()).row_count() == 1);
    const auto run_out = [&] {
        connection waiting = open(database.url());
        CHECK_THROWS_AS(waiting.execute("select pg_sleep(60)", {}, soon()), orm::timeout);
    };
    const auto elapsed = shortest_time(run_out, 400ms);
    const connection second = open(database.url());
    CHECK(second.is_usable());
    ::setitimer(ITIMER_REAL, &off, nullptr);
    ::sigaction(SIGALRM, &before, nullptr);
    CHECK(elapsed < 400ms);
}
