// SPDX-License-Identifier: MIT
// C5: random use of a pool by many threads keeps its books, and the server never sees more sessions than
// the pool may have.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
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
void use(postgres::connection_source& pool, unsigned choice) {
    const auto patience = choice % 11 == 0 ? 200us : 20'000'000us;
    lease server(pool, {deadline::in(patience)});
    switch (choice % 101) {
        case 1: server->execute("select 1/0", {}, here()); break;
        case 2: server->execute_constant("begin", here()); break;
        case 3: server->execute("select pg_sleep(1)", {}, {deadline::in(1ms)}); break;
        case 4: server->close(); break;
        case 5: throw std::runtime_error("of the user");
        case 6: server->execute("select 1", {}, here()); break;
        default: break;
    }
}

/// Samples how many sessions the server has, a hundred times a second.
class session_watch {
public:
    explicit session_watch(const test_database& database)
        : server_(database.url()), thread_([this] { run(); }) {}
    ~session_watch() { stop(); }
    session_watch(const session_watch&) = delete;
    session_watch& operator=(const session_watch&) = delete;

    void stop() {
        is_done_ = true;
        if (thread_.joinable()) thread_.join();
    }
    int most_live() const { return most_live_; }

    /// After stop(): whether no more than so many sessions are left within five seconds.
    bool settles_at(int allowed) {
        for (int i = 0; i < 500; ++i) {
            if (std::stoi(server_.value(sql)) <= allowed) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    int samples() const { return samples_; }

private:
    // Sessions that wait for their client; those that are being ended do not.
    static constexpr const char* sql =
        "select count(*) from pg_stat_activity where application_name = 'orm' and datname = "
        "current_database() and wait_event = 'ClientRead'";

    void run() {
        while (!is_done_) {
            most_live_ = std::max(most_live_, std::stoi(server_.value(sql)));
            ++samples_;
            std::this_thread::sleep_for(10ms);
        }
    }

    plain_connection server_;
    std::atomic<bool> is_done_{false};
    int most_live_ = 0;
    int samples_ = 0;
    std::thread thread_;
};

}  // namespace

TEST_CASE("C5: random use of a pool leaves every permit and never more sessions than allowed",
          "[fault][C5]") {
    const test_database database;
    postgres::pool_options options;
    options.max_size = most;
    const auto source = postgres::make_pool(postgres::parse_url(database.url()), options);
    auto& pool = static_cast<postgres::pool&>(*source);
    std::atomic<std::size_t> most_by_its_books{0};
    std::atomic<int> failures{0};
    session_watch watch(database);
    const auto work = [&](unsigned seed) {
        unsigned state = seed;
        for (int i = 0; i < operations_of_a_thread(); ++i) {
            state = state * 1'664'525U + 1'013'904'223U;
            try {
                use(*source, state >> 8);
            } catch (const std::exception&) {
                ++failures;
            }
            const auto now = pool.stats();
            const std::size_t live = now.in_use + now.idle + now.opening;
            if (live > most_by_its_books) most_by_its_books = live;
        }
    };
    std::vector<std::thread> users;
    for (unsigned i = 1; i <= threads; ++i) users.emplace_back(work, i);
    for (std::thread& one : users) one.join();
    watch.stop();
    // Every permit is there: as many as the pool may have can be borrowed at once.
    {
        std::vector<lease> all;
        for (std::size_t i = 0; i < most; ++i) all.emplace_back(*source, here());
        CHECK(pool.stats().in_use == most);
    }
    const auto stats = pool.stats();
    CHECK(stats.in_use == 0);
    CHECK(stats.opening == 0);
    CHECK(stats.waiting == 0);
    CHECK(most_by_its_books <= most);
    // The server notices late that a client has left, so its own count may be higher for a moment.
    CHECK(watch.settles_at(static_cast<int>(most)));
    CHECK(failures > 0);
    report("C5", std::to_string(threads * operations_of_a_thread()) + " operations, " +
                     std::to_string(failures.load()) + " failed on purpose; at most " +
                     std::to_string(most_by_its_books.load()) + " of " + std::to_string(most) +
                     " connections; the server saw up to " + std::to_string(watch.most_live()) +
                     " sessions in " + std::to_string(watch.samples()) + " samples");
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
