// SPDX-License-Identifier: MIT
// C5: random use of a pool by many threads keeps its books, and the server never sees more sessions than
// the pool may have.
#include <netinet/in.h>
#include <sys/socket.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <orm/driver/postgres/pool.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::deadline;
using postgres::lease;

namespace {

constexpr std::size_t most = 4;
constexpr int threads = 8;

/// Long form: ORM_FAULT_LONG=1, a million operations.
int operations_of_a_thread() { return std::getenv("ORM_FAULT_LONG") == nullptr ? 2'500 : 125'000; }

/// One operation: most only borrow and give back, some leave the session in a state that must not be lent.
///
/// Takes:    with_cancels, whether some run into their deadline: the request to cancel is a connection too.
void use(postgres::connection_source& pool, unsigned choice, bool with_cancels) {
    const auto patience = choice % 11 == 0 ? 200us : 20'000'000us;
    lease server(pool, {deadline::in(patience)});
    switch (choice % 101) {
        case 1: server->execute("select 1/0", {}, here()); break;
        case 2: server->execute_constant("begin", here()); break;
        case 3:
            if (with_cancels) server->execute("select pg_sleep(1)", {}, {deadline::in(1ms)});
            break;
        case 4: server->close(); break;
        case 5: throw std::runtime_error("of the user");
        case 6: server->execute("select 1", {}, here()); break;
        default: break;
    }
}

/// The local ports of this process's open TCP connections to a server.
std::set<int> open_ports(int server_port) {
    std::set<int> ports;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        const int descriptor = std::stoi(entry.path().filename().string());
        sockaddr_in peer{};
        sockaddr_in own{};
        socklen_t size = sizeof peer;
        if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0 ||
            peer.sin_family != AF_INET || ntohs(peer.sin_port) != server_port)
            continue;
        size = sizeof own;
        if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&own), &size) == 0)
            ports.insert(ntohs(own.sin_port));
    }
    return ports;
}

/// Looks a hundred times a second at how many connections the pool has open, and how many sessions the
/// server lists for it. The server ends a session some time after its client has closed the connection, so
/// a session counts as live when its client's end is open before and after the server was asked.
class session_watch {
public:
    explicit session_watch(const test_database& database)
        : server_port_(std::stoi(postgres::parse_url(database.direct_url()).endpoints.at(0).port)),
          server_(database.url()),
          others_(open_ports(server_port_)),
          thread_([this] { run(); }) {}
    ~session_watch() { stop(); }
    session_watch(const session_watch&) = delete;
    session_watch& operator=(const session_watch&) = delete;

    void stop() {
        is_done_ = true;
        if (thread_.joinable()) thread_.join();
    }
    std::size_t most_open() const { return most_open_; }  ///< by the kernel's word
    std::size_t most_live() const { return most_live_; }  ///< by the server's, with an open client
    std::size_t most_listed() const {
        return most_listed_;
    }  ///< by the server's, those that end too
    int samples() const { return samples_; }

    /// After stop(): whether no more than so many sessions are listed within five seconds.
    bool settles_at(std::size_t allowed) {
        for (int i = 0; i < 500; ++i) {
            if (server_.run(sql).size() <= allowed) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

private:
    static constexpr const char* sql =
        "select client_port from pg_stat_activity where application_name = 'orm' and datname = "
        "current_database()";

    void run() {
        while (!is_done_) {
            const std::set<int> before = open_ports(server_port_);
            const text_rows listed = server_.run(sql);
            std::set<int> open;
            for (const int port : open_ports(server_port_))
                if (before.count(port) != 0 && others_.count(port) == 0) open.insert(port);
            std::size_t live = 0;
            for (const auto& row : listed) live += open.count(std::stoi(row.at(0)));
            most_open_ = std::max(most_open_, open.size());
            most_live_ = std::max(most_live_, live);
            most_listed_ = std::max(most_listed_, listed.size());
            ++samples_;
            std::this_thread::sleep_for(10ms);
        }
    }

    int server_port_;
    plain_connection server_;
    std::set<int> others_;
    std::atomic<bool> is_done_{false};
    std::size_t most_open_ = 0;
    std::size_t most_live_ = 0;
    std::size_t most_listed_ = 0;
    int samples_ = 0;
    std::thread thread_;
};

/// Eight threads that use a pool at random.
struct random_use {
    std::atomic<std::size_t> most_by_its_books{0};
    std::atomic<int> failures{0};

    void run(const postgres::source_handle& source, bool with_cancels) {
        std::vector<std::thread> users;
        for (unsigned seed = 1; seed <= threads; ++seed)
            users.emplace_back([&, seed] { use_often(*source, seed, with_cancels); });
        for (std::thread& one : users) one.join();
    }

private:
    void use_often(postgres::connection_source& source, unsigned state, bool with_cancels) {
        for (int i = 0; i < operations_of_a_thread(); ++i) {
            state = state * 1'664'525U + 1'013'904'223U;
            try {
                use(source, state >> 8, with_cancels);
            } catch (const std::exception&) {
                ++failures;
            }
            const auto now = source.stats();
            const std::size_t live = now.in_use + now.idle + now.opening;
            if (live > most_by_its_books) most_by_its_books = live;
        }
    }
};

/// Every permit is there: as many as the pool may have can be borrowed at once, and all come back.
void check_permits(postgres::connection_source& source) {
    {
        std::vector<lease> all;
        for (std::size_t i = 0; i < most; ++i) all.emplace_back(source, here());
        CHECK(source.stats().in_use == most);
    }
    const auto stats = source.stats();
    CHECK(stats.in_use == 0);
    CHECK(stats.opening == 0);
    CHECK(stats.waiting == 0);
}

}  // namespace

TEST_CASE("C5: random use of a pool leaves every permit and never more sessions than allowed",
          "[fault][C5]") {
    const bool with_cancels = GENERATE(true, false);
    const test_database database;
    postgres::pool_options options;
    options.max_size = most;
    session_watch watch(database);
    const auto source = postgres::make_pool(postgres::parse_url(database.url()), options);
    random_use used;
    used.run(source, with_cancels);
    watch.stop();
    check_permits(*source);
    CHECK(used.most_by_its_books <= most);
    CHECK(watch.samples() > 50);
    CHECK(watch.most_live() <= most);
    CHECK((watch.most_open() <= most || with_cancels));
    CHECK(watch.most_open() > 1);  // else it looked at the wrong ones
    CHECK(watch.settles_at(most));
    CHECK(used.failures > 0);
    report("C5", std::to_string(threads * operations_of_a_thread()) + " operations, " +
                     std::to_string(used.failures.load()) + " failed on purpose; at most " +
                     std::to_string(used.most_by_its_books.load()) + " of " + std::to_string(most) +
                     " connections by its books, " + std::to_string(watch.most_open()) +
                     " by the kernel's" + (with_cancels ? " with cancels" : "") + ", " +
                     std::to_string(watch.most_live()) + " live sessions by the server's in " +
                     std::to_string(watch.samples()) + " samples; it listed up to " +
                     std::to_string(watch.most_listed()) + ", with those whose client had left");
}

TEST_CASE("C5: giving back a connection whose server is gone does not wait", "[fault][C5]") {
    test_database database;
    const auto source = postgres::make_pool(postgres::parse_url(database.url()), {});
    auto longest = 0us;
    for (int i = 0; i < 20; ++i) {
        lease server(*source, here());
        server->execute_constant("begin", here());
        database.run("select pg_terminate_backend(" + std::to_string(server->backend_process_id()) +
                     ", 5000)");
        const auto begin = std::chrono::steady_clock::now();
        server = lease();
        longest = std::max(longest, std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::steady_clock::now() - begin));
    }
    report("C5", "20 dead connections given back in at most " + std::to_string(longest.count()) +
                     " us each");
    CHECK(longest < 50ms);  // 1 ms on a machine with nothing else to do
}
