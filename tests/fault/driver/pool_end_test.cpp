// SPDX-License-Identifier: MIT
// C8, C9: the end of a pool, in the middle of its use, and its remains in a forked child.
#include <sys/wait.h>
#include <unistd.h>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <orm/driver/postgres/pool.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../private_server.hpp"
#include "fault_proxy.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::deadline;
using postgres::lease;
using clock_type = std::chrono::steady_clock;

namespace {

postgres::pool_options sized(std::size_t max) {
    postgres::pool_options options;
    options.max_size = max;
    return options;
}

postgres::pool& pool_of(const postgres::source_handle& source) {
    return static_cast<postgres::pool&>(*source);
}

std::chrono::milliseconds since(clock_type::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock_type::now() - start);
}

}  // namespace

TEST_CASE("C8: close() while eight threads borrow: nobody is lent anything afterwards",
          "[fault][C8]") {
    const test_database database;
    std::chrono::milliseconds slowest{0};
    int lent_after_close = 0;
    for (int round = 0; round < 60; ++round) {
        const auto source = postgres::make_pool(postgres::parse_url(database.url()), sized(2));
        std::atomic<bool> is_closed{false};
        std::atomic<int> after{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                try {
                    while (true) {
                        const bool was_closed = is_closed;
                        const lease server(*source, here());
                        if (was_closed) ++after;
                        server->execute("select 1", {}, here());
                        // Lost in the pool's hands: its place goes to whoever waits.
                        if (round % 2 == 0) server->close();
                    }
                } catch (const orm::error& refused) {
                    if (std::string(refused.what()).find("the pool is closed") == std::string::npos)
                        ++after;
                }
            });
        std::this_thread::sleep_for(std::chrono::milliseconds(round % 10));
        const auto start = clock_type::now();
        CHECK(pool_of(source).close(deadline::in(5s)));
        slowest = std::max(slowest, since(start));
        is_closed = true;
        for (std::thread& one : threads) one.join();
        lent_after_close += after;
        CHECK(pool_of(source).stats().in_use == 0);
    }
    CHECK(lent_after_close == 0);
    CHECK(slowest < 1s);
    report("C8", "60 pools closed under 8 threads in at most " + std::to_string(slowest.count()) +
                     " ms, " + std::to_string(lent_after_close) + " lent afterwards");
}

TEST_CASE("C8: who waits when the pool is closed is told so, and opens nothing", "[fault][C8]") {
    test_database database;
    int opened = 0;
    for (int round = 0; round < 100; ++round) {
        const auto source = postgres::make_pool(postgres::parse_url(database.url()), sized(1));
        std::vector<std::thread> waiters;
        std::atomic<int> told{0};
        {
            lease server(*source, here());
            for (int i = 0; i < 3; ++i)
                waiters.emplace_back([&] {
                    try {
                        const lease mine(*source, here());
                    } catch (const orm::error&) {
                        ++told;
                    }
                });
            while (pool_of(source).stats().waiting != 3) std::this_thread::yield();
            pool_of(source).close(deadline::in(0ms));
        }
        for (std::thread& one : waiters) one.join();
        CHECK(told == 3);
        opened += static_cast<int>(pool_of(source).stats().opened) - 1;
    }
    CHECK(opened == 0);
}

TEST_CASE("C8: a pool that is opening to a deaf server ends at once", "[fault][C8]") {
    const test_database database;
    fault_proxy proxy(database.url());
    proxy_fault deaf;
    deaf.is_deaf = true;
    proxy.set(deaf);
    auto options = sized(2);
    options.min_size = 1;
    const auto elapsed = shortest_time(
        [&] {
            auto source = postgres::make_pool(postgres::parse_url(proxy.url()), options);
            while (pool_of(source).stats().opening == 0) std::this_thread::yield();
            std::this_thread::sleep_for(20ms);
            source = postgres::source_handle();
        },
        300ms);
    CHECK(elapsed < 500ms);
    report("C8",
           "a pool that opens to a deaf server ends in " + std::to_string(elapsed.count()) + " ms");
}

TEST_CASE("C9: a child gives back what it inherited while the parent's threads use the pool",
          "[fault][C9]") {
    const test_database database;
    const auto source = postgres::make_pool(postgres::parse_url(database.url()), sized(2));
    lease kept(*source, here());
    std::atomic<bool> is_done{false};
    std::vector<std::thread> busy;
    // They hold the pool's lock for a good part of the time.
    for (int i = 0; i < 2; ++i)
        busy.emplace_back([&] {
            while (!is_done) {
                for (int n = 0; n < 100; ++n) pool_of(source).stats();
                const lease mine(*source, here());
            }
        });
    int right = 0;
    for (int round = 0; round < 100; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::alarm(5);  // ends a child that waits for a lock that nobody holds
            kept = lease();
            int refused = 0;
            try {
                source->acquire(here());
            } catch (const orm::forked_connection&) {
                ++refused;
            }
            try {
                pool_of(source).stats();
            } catch (const orm::forked_connection&) {
                ++refused;
            }
            ::_exit(refused == 2 && pool_of(source).close(deadline::in(1s)) ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        right += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : 0;
    }
    is_done = true;
    for (std::thread& one : busy) one.join();
    CHECK(text_at(kept->execute("select 'alive'", {}, here()), 0, 0) == "alive");
    CHECK(right == 100);
    report("C9", std::to_string(right) + " of 100 children let go of what they inherited");
}

TEST_CASE("C9: popen() and a daemon in the middle of the pool's use disturb nothing",
          "[fault][C9]") {
    const test_database database;
    const auto source = postgres::make_pool(postgres::parse_url(database.url()), sized(2));
    const lease server(*source, here());
    std::FILE* const pipe = ::popen("ls -l /proc/self/fd", "r");
    std::string seen;
    char line[512];
    while (std::fgets(line, sizeof line, pipe) != nullptr) seen += line;
    ::pclose(pipe);
    CHECK(seen.find("socket:") == std::string::npos);
    const pid_t child = ::fork();
    if (child == 0) {
        // The parent of a daemon ends with exit(), its destructors and all.
        if (::fork() != 0) ::_exit(0);
        ::setsid();
        const auto own = postgres::make_pool(postgres::parse_url(database.url()), sized(1));
        const lease fresh(*own, here());
        ::_exit(fresh->execute("create table daemon (a int)", {}, here()).row_count() == 0 ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    bool has_worked = false;
    for (int i = 0; i < 200 && !has_worked; ++i) {
        has_worked = text_at(server->execute("select to_regclass('daemon')::text", {}, here()), 0,
                             0) == "daemon";
        std::this_thread::sleep_for(10ms);
    }
    CHECK(has_worked);
}

TEST_CASE("C9: a child that lives on does not keep a background task's end from being seen",
          "[fault][C9]") {
    static std::atomic<bool> has_started{false};
    has_started = false;
    const postgres::background_task task(
        [](void*) noexcept -> std::string {
            has_started = true;
            std::this_thread::sleep_for(100ms);
            return "done";
        },
        [](void*) {}, nullptr);
    while (!has_started) std::this_thread::yield();
    const pid_t child = ::fork();
    if (child == 0) {
        ::poll(nullptr, 0, 5'000);
        ::_exit(0);
    }
    const auto start = clock_type::now();
    std::string told;
    CHECK(task.wait(deadline::in(3s), told));
    CHECK(told == "done");
    CHECK(since(start) < 2s);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}
