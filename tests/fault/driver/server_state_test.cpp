// SPDX-License-Identifier: MIT
// C3, C4, C6, C7, C11, D6: sessions that end at the worst moment, and pools that live through it.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <orm/driver/postgres/copy.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/pool.hpp>
#include <orm/driver/postgres/stream.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../memory_use.hpp"
#include "../private_server.hpp"
#include "fault_proxy.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::connection;
using postgres::deadline;
using postgres::lease;

namespace {

const fixed_statement one{"select 1"};

/// Long form: ORM_FAULT_LONG=1.
int rounds(int short_form, int long_form) {
    return std::getenv("ORM_FAULT_LONG") == nullptr ? short_form : long_form;
}

void kill_backend(test_database& database, const connection& server) {
    const std::string process = std::to_string(server.backend_process_id());
    database.run("select pg_terminate_backend(" + process + ", 5000)");
}

std::ptrdiff_t open_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
}

postgres::pool_options sized(std::size_t max) {
    postgres::pool_options options;
    options.max_size = max;
    return options;
}

/// One connection in a pool, lost in a given state; the next user must get another one.
struct losing_fixture {
    losing_fixture() { database.run("create table t (a int)"); }

    template <class Operation>
    void lose(const char* state, Operation&& operation) {
        CAPTURE(state);
        try {
            const lease server(*pool, here());
            operation(*server);
            FAIL("the operation outlived its server");
        } catch (const orm::connection_lost&) {
        } catch (const orm::commit_unknown&) {
        }
        const lease next(*pool, here());
        CHECK(text_at(next->execute("select 'next'", {}, here()), 0, 0) == "next");
    }

    test_database database;
    postgres::source_handle pool =
        postgres::make_pool(postgres::parse_url(database.url()), sized(1));
};

}  // namespace

TEST_CASE("terminated: between and in statements the session is lost, the pool goes on",
          "[fault][C3]") {
    losing_fixture fixture;
    fixture.lose("idle", [&](connection& server) {
        kill_backend(fixture.database, server);
        server.execute("select 1", {}, here());
    });
    fixture.lose("idle, prepared", [&](connection& server) {
        server.execute(server.prepare(one), {}, here());
        kill_backend(fixture.database, server);
        server.execute(server.prepare(one), {}, here());
    });
    fixture.lose("in a statement", [&](connection& server) {
        server.execute("select pg_terminate_backend(pg_backend_pid())", {}, here());
    });
    fixture.lose("in a transaction", [&](connection& server) {
        postgres::transaction work(server, {}, here());
        server.execute("insert into t values (1)", {}, here());
        kill_backend(fixture.database, server);
        work.commit(here());
    });
    CHECK(fixture.database.value("select count(*) from t") == "0");
}

TEST_CASE("terminated: in COPY, pipelines and streams too", "[fault][C3]") {
    losing_fixture fixture;
    fixture.lose("in COPY", [&](connection& server) {
        postgres::copy_in rows(server, "t", postgres::copy_format::text, here());
        rows.append_raw({"1\n", 2});
        kill_backend(fixture.database, server);
        rows.finish();
    });
    fixture.lose("between the parts of a pipeline", [&](connection& server) {
        postgres::pipeline batch(server, here());
        batch.send(server.prepare(one), {});
        batch.collect();
        kill_backend(fixture.database, server);
        batch.send(server.prepare(one), {});
        batch.collect();
    });
    fixture.lose("in a stream", [&](connection& server) {
        const fixed_statement many{"select repeat('x', 1000) from generate_series(1, 100000)"};
        postgres::row_stream rows(server, server.prepare(many), {}, here());
        postgres::result part;
        rows.next(part);
        kill_backend(fixture.database, server);
        while (rows.next(part)) continue;
    });
    CHECK(fixture.database.value("select count(*) from t") == "0");
}

namespace {

/// Ends all sessions of the tests again and again: as a private server that restarts every two seconds, or in
/// the short form session by session.
class disturber {
public:
    explicit disturber(private_server* server, const std::string& url)
        : server_(server), thread_([this, url] { run(url); }) {}
    disturber(const disturber&) = delete;
    disturber& operator=(const disturber&) = delete;
    ~disturber() { stop(); }
    void stop() {
        is_done_ = true;
        if (thread_.joinable()) thread_.join();
    }
    int count() const { return count_; }

private:
    void run(const std::string& url) {
        const auto pause = server_ == nullptr ? 100ms : 2'000ms;
        while (!is_done_) {
            const auto next = std::chrono::steady_clock::now() + pause;
            while (!is_done_ && std::chrono::steady_clock::now() < next)
                std::this_thread::sleep_for(10ms);
            if (server_ != nullptr) server_->restart(++count_ % 2 == 0 ? "fast" : "immediate");
            else if (++count_ != 0)
                plain_connection(url).run(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = "
                    "'orm' and datname = current_database()");
        }
    }

    private_server* server_;
    std::atomic<bool> is_done_{false};
    int count_ = 0;
    std::thread thread_;
};

const fixed_statement echo{"select $1::text"};
const fixed_statement slow_echo{"select $1::text from pg_sleep(0.005)"};

/// One query with a token of its own. Gives: whether the answer was its token.
bool is_own_answer(postgres::connection_source& pool, const std::string& token, int i) {
    const lease server(pool, here());
    const auto limit = i % 7 == 0 ? 4ms : 10'000ms;
    const auto rows = server->execute(server->prepare(i % 7 == 0 ? slow_echo : echo),
                                      text_parameters{token}, {deadline::in(limit)});
    const bool is_own = text_at(rows, 0, 0) == token;
    if (i % 23 == 11)  // given up between sending and receiving
        postgres::row_stream(*server, server->prepare(echo), text_parameters{"left"}, here());
    return is_own;
}

}  // namespace

TEST_CASE("cross-talk: nobody ever reads another one's answer", "[fault][C4]") {
    const bool is_long = rounds(0, 1) == 1 && private_server::is_available();
    test_database database;
    std::optional<private_server> own;
    if (is_long) own.emplace();
    fault_proxy proxy(is_long ? own->url() : database.url());
    const auto pool = postgres::make_pool(postgres::parse_url(proxy.url()), sized(4));
    std::atomic<int> mismatches{0};
    std::atomic<int> answers{0};
    std::atomic<int> failures{0};
    const int wanted = rounds(12'000, 1'000'000);
    const auto work = [&](unsigned seed) {
        for (int i = 0; answers < wanted; ++i) try {
                const std::string token = std::to_string(seed) + "-" + std::to_string(i);
                if (!is_own_answer(*pool, token, i)) ++mismatches;
                ++answers;
            } catch (const orm::error&) {
                ++failures;
            }
    };
    int disturbances = 0;
    {
        disturber often(is_long ? &*own : nullptr, database.url());
        std::vector<std::thread> threads;
        for (unsigned i = 1; i <= 8; ++i) threads.emplace_back(work, i);
        for (std::thread& thread : threads) thread.join();
        often.stop();
        disturbances = often.count();
    }
    CHECK(mismatches == 0);
    CHECK(disturbances > 0);
    report("C4", std::to_string(answers.load()) + " answers to 8 threads on 4 connections, " +
                     std::to_string(failures.load()) + " failures, " +
                     std::to_string(disturbances) +
                     (is_long ? " restarts, " : " times all ended, ") +
                     std::to_string(mismatches.load()) + " answers of somebody else");
    CHECK(static_cast<postgres::pool&>(*pool).stats().in_use == 0);
}

namespace {

using clock_type = std::chrono::steady_clock;
using milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::size_t crowd = 64;
constexpr std::size_t few = 4;
constexpr auto crowd_patience = 300ms;

/// What became of one of many threads that all want a connection for 100 ms.
struct one_of_crowd {
    int process = 0;  ///< of the session that it got, 0 for none
    milliseconds asked{};
    milliseconds served{};
    milliseconds told{};
    std::string message;
};

std::vector<one_of_crowd> let_in(postgres::connection_source& pool) {
    std::vector<one_of_crowd> all(crowd);
    const auto start = clock_type::now();
    const auto work = [&](one_of_crowd& mine) {
        mine.asked = clock_type::now() - start;
        try {
            const lease server(pool, postgres::execution_context(orm::source_location::current()));
            mine.served = clock_type::now() - start;
            mine.process = server->backend_process_id();
            server->execute("select pg_sleep(0.1)", {}, here());
        } catch (const orm::pool_exhausted& refused) {
            mine.told = clock_type::now() - start;
            mine.message = refused.what();
        }
    };
    std::vector<std::thread> threads;
    for (auto& mine : all) threads.emplace_back(work, std::ref(mine));
    for (std::thread& thread : threads) thread.join();
    return all;
}

/// How many can have been served at least: every connection goes from one to the next without a pause, and
/// the slowest change that was seen tells how slow this machine is today.
std::size_t least_served(const std::vector<one_of_crowd>& all) {
    std::map<int, std::vector<milliseconds>> by_session;
    for (const auto& mine : all)
        if (mine.process != 0) by_session[mine.process].push_back(mine.served);
    milliseconds slowest_start{};
    milliseconds slowest_turn{100};
    for (auto& [process, times] : by_session) {
        std::sort(times.begin(), times.end());
        slowest_start = std::max(slowest_start, times.front());
        for (std::size_t i = 1; i < times.size(); ++i)
            slowest_turn = std::max(slowest_turn, times[i] - times[i - 1]);
    }
    const double turns = (milliseconds(crowd_patience) - slowest_start) / slowest_turn;
    return few * (1 + static_cast<std::size_t>(std::max(0.0, turns - 0.2)));
}

/// As many as four connections can serve from the first question to the last deadline.
std::size_t most_served(const std::vector<one_of_crowd>& all) {
    milliseconds last{};
    for (const auto& mine : all) last = std::max(last, mine.asked + milliseconds(crowd_patience));
    return few * (1 + static_cast<std::size_t>(last / milliseconds(100)));
}

}  // namespace

TEST_CASE("exhaustion: 64 threads on 4 connections, each in its turn or told why at its deadline",
          "[fault][C6]") {
    const test_database database;
    auto options = sized(few);
    options.acquire_timeout = crowd_patience;
    std::size_t served = 0;
    std::size_t late = crowd;
    // A busy machine wakes some threads late now and then, a wrong deadline does so in every run.
    for (int run = 0; run < 5 && late != 0; ++run) {
        const auto pool = postgres::make_pool(postgres::parse_url(database.url()), options);
        const std::vector<one_of_crowd> all = let_in(*pool);
        served = 0;
        late = 0;
        for (const auto& mine : all) {
            if (mine.process != 0) {
                ++served;
                continue;
            }
            const milliseconds waited = mine.told - mine.asked;
            CHECK(waited >= crowd_patience);
            late += waited > crowd_patience + 50ms ? 1U : 0U;
            CHECK_THAT(mine.message, contains_text("in use 4, idle 0, opening 0, waiting") &&
                                         contains_text("max 4") &&
                                         contains_text("server_state_test.cpp:"));
        }
        CHECK(served >= least_served(all));
        CHECK(served <= most_served(all));
        CHECK(pool->stats().timed_out == crowd - served);
    }
    report("C6", "64 threads on 4 connections: " + std::to_string(served) + " served, " +
                     std::to_string(crowd - served) + " told why, " + std::to_string(late) +
                     " later than 50 ms after the deadline");
    CHECK(late == 0);
}

namespace {

/// How often the longest wait is the median one, of 64 threads that share 4 connections for a while.
double unfairness(postgres::connection_source& pool) {
    std::vector<std::vector<double>> waits(64);
    std::atomic<int> ready{0};
    const auto work = [&](std::vector<double>& mine) {
        ++ready;
        while (ready != 64) std::this_thread::sleep_for(1ms);
        for (int i = 0; i < 30; ++i) {
            const auto start = std::chrono::steady_clock::now();
            const lease server(pool, here());
            mine.push_back(
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
            std::this_thread::sleep_for(1ms);  // as a statement: the processor is free meanwhile
        }
    };
    std::vector<std::thread> threads;
    for (auto& mine : waits) threads.emplace_back(work, std::ref(mine));
    for (std::thread& thread : threads) thread.join();
    std::vector<double> all;
    // At the start not all are there yet, at the end some have gone: then the queue is short.
    for (const auto& mine : waits) all.insert(all.end(), mine.begin() + 5, mine.end() - 5);
    std::sort(all.begin(), all.end());
    return all.back() / all[all.size() / 2];
}

}  // namespace

TEST_CASE("exhaustion: the longest wait is at most three times the median one", "[fault][C6]") {
    const test_database database;
    const auto pool = postgres::make_pool(postgres::parse_url(database.url()), sized(4));
    double best = unfairness(*pool);
    // A busy machine delays single threads, a pool that lets some overtake does so in every run.
    for (int run = 1; run < 5 && best > 3; ++run) best = std::min(best, unfairness(*pool));
    CHECK(best <= 3);
    char shown[16];
    std::snprintf(shown, sizeof shown, "%.2f", best);
    report("C6",
           std::string("64 threads in turn: the longest wait ") + shown + " times the median");
}

TEST_CASE("aborted begins leave no session idle in a transaction", "[fault][D6]") {
    test_database database;
    fault_proxy proxy(database.url());
    const auto pool = postgres::make_pool(postgres::parse_url(proxy.url()), sized(2));
    for (int i = 0; i < rounds(200, 10'000); ++i) try {
            const lease server(*pool, here());
            const auto limit = std::chrono::microseconds(i % 40 * 10);
            const postgres::transaction work(*server, {}, here());
            server->execute(server->prepare(one), {}, {deadline::in(limit)});
        } catch (const orm::error&) {
        }
    for (int i = 0; i < 100; ++i) {
        if (database.value("select count(*) from pg_stat_activity where datname = "
                           "current_database() and state like 'idle in transaction%'") == "0")
            break;
        std::this_thread::sleep_for(20ms);
    }
    CHECK(database.value("select count(*) from pg_stat_activity where datname = "
                         "current_database() and state like 'idle in transaction%'") == "0");
    report("D6", std::to_string(rounds(200, 10'000)) +
                     " begins given up, 0 sessions left in a transaction");
}

TEST_CASE("descriptors: none is left after connects, losses and cancels", "[fault][C11]") {
    const test_database database;
    {
        const connection warm_up = open(database.url());
    }
    const std::ptrdiff_t before = open_descriptors();
    for (int i = 0; i < rounds(100, 100'000); ++i) {
        connection server = open(database.url());
        if (i % 10 == 0)
            CHECK_THROWS_AS(server.execute("select pg_sleep(9)", {}, {deadline::in(3ms)}),
                            orm::timeout);
        if (i % 10 == 1)
            CHECK_THROWS_AS(
                server.execute("select pg_terminate_backend(pg_backend_pid())", {}, here()),
                orm::connection_lost);
    }
    // The threads of cancels may still be at it.
    for (int i = 0; i < 100 && open_descriptors() != before; ++i) std::this_thread::sleep_for(20ms);
    CHECK(open_descriptors() == before);
    report("C11", "0 descriptors left after " + std::to_string(rounds(100, 100'000)) + " connects");
}

TEST_CASE("memory: queries leave nothing behind", "[fault][C11]") {
    const test_database database;
    const auto pool = postgres::make_pool(postgres::parse_url(database.url()), sized(2));
    const auto run = [&](int count) {
        for (int i = 0; i < count; ++i) {
            const lease server(*pool, here());
            const auto rows =
                server->execute(server->prepare(echo), text_parameters{std::to_string(i)}, here());
            if (rows.row_count() != 1) FAIL("no row");
            if (i % 100 == 0)
                CHECK_THROWS_AS(server->execute("select 1/0", {}, here()), orm::error);
        }
    };
    run(5'000);
    const int count = rounds(20'000, 1'000'000);
    const std::ptrdiff_t before = memory_use();
    run(count);
    const std::ptrdiff_t drift = memory_use() - before;
    CHECK(drift < 1'048'576);
    report("C11", std::to_string(drift / 1'024) + " KiB more memory after " +
                      std::to_string(count) + " queries");
}

TEST_CASE("limits: a server without room says so and a later try succeeds", "[fault][C13]") {
    test_database database;
    const std::string role = "orm_limited_" + database.name();
    database.run("create role " + role + " login connection limit 1");
    auto options = postgres::parse_url(database.url());
    options.user = role;
    {
        const connection first = postgres::connect(options, here());
        try {
            postgres::connect(options, here());
            FAIL("the limit did not hold");
        } catch (const orm::connection_lost& refused) {
            CHECK(refused.sqlstate() == "53300");
            CHECK_THAT(refused.hint(), contains_text("lower pool_size"));
        }
    }
    bool is_served = false;
    for (int i = 0; i < 100 && !is_served; ++i) try {
            is_served = postgres::connect(options, here()).is_usable();
        } catch (const orm::connection_lost&) {
            std::this_thread::sleep_for(20ms);
        }
    CHECK(is_served);
    database.run("drop role " + role);
}
