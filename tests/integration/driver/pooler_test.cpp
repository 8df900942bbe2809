// SPDX-License-Identifier: MIT
// C14: through pgbouncer in transaction mode, with two server sessions for many clients.
#include <sys/wait.h>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <orm/driver/postgres/notifications.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/pool.hpp>
#include <orm/driver/postgres/pooler.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;

namespace {

std::string find_pgbouncer() {
    for (const char* path :
         {"/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"})
        if (std::filesystem::exists(path)) return path;
    return {};
}

/// A pgbouncer in front of the cluster, as long as the object lives.
class running_pgbouncer {
public:
    running_pgbouncer(const std::string& program, const std::string& upstream_url) {
        const auto upstream = postgres::parse_url(upstream_url);
        const auto& server = upstream.endpoints.at(0);
        user_ = upstream.user;
        directory_ =
            std::filesystem::temp_directory_path() / ("orm_pgbouncer_" + std::to_string(getpid()));
        std::filesystem::create_directories(directory_);
        const auto config = directory_ / "pgbouncer.ini";
        std::ofstream(config) << "[databases]\n* = host=" << server.host << " port=" << server.port
                              << " user=" << upstream.user
                              << "\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " << port()
                              << "\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\n"
                                 "default_pool_size = 2\nmax_client_conn = 100\nlogfile =\n";
        std::filesystem::permissions(directory_, std::filesystem::perms::all);
        process_ = ::fork();
        if (process_ == 0) {
            std::freopen("/dev/null", "w", stderr);
            std::freopen("/dev/null", "w", stdout);
            // It refuses to run as root.
            if (::getuid() == 0)
                ::execl(program.c_str(), "pgbouncer", "-q", "-u", "nobody", config.c_str(),
                        nullptr);
            else ::execl(program.c_str(), "pgbouncer", "-q", config.c_str(), nullptr);
            ::_exit(127);
        }
    }
    running_pgbouncer(const running_pgbouncer&) = delete;
    running_pgbouncer& operator=(const running_pgbouncer&) = delete;
    ~running_pgbouncer() {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
        std::filesystem::remove_all(directory_);
    }

    std::string url(const std::string& database) const {
        return "postgresql://" + user_ + "@127.0.0.1:" + std::to_string(port()) + "/" + database +
               "?pgbouncer=true";
    }

    bool waits_for(const std::string& database) const {
        for (int i = 0; i < 100; ++i) try {
                open(url(database)).execute("select 1", {}, here());
                return true;
            } catch (const orm::error&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
        return false;
    }

private:
    static int port() { return 20'000 + getpid() % 20'000; }

    std::string user_;
    std::filesystem::path directory_;
    pid_t process_ = -1;
};

const fixed_statement increment{"select $1::int4 + 1"};

/// A database behind a pgbouncer of its own.
struct pooled_database {
    test_database database;
    running_pgbouncer pooler{find_pgbouncer(), cluster_url()};

    pooled_database() { REQUIRE(pooler.waits_for(database.name())); }
    std::string url() const { return pooler.url(database.name()); }
};

}  // namespace

TEST_CASE("pgbouncer: it is detected, and work on the session is refused") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    const pooled_database pooled;
    connection first = open(pooled.url());
    CHECK(is_behind_pooler(first, here()));
    CHECK_THROWS_WITH(listen(first, "x", here()), contains_text("not through a pooler"));
}

TEST_CASE("pgbouncer: 16 clients over 2 sessions each get their own answers") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    pooled_database pooled;
    std::vector<std::thread> threads;
    std::atomic<int> mismatches{0};
    for (int client = 0; client < 16; ++client)
        threads.emplace_back([&, client] {
            connection server = open(pooled.url());
            const fixed_statement own{"select $1::int4 + " + std::to_string(client)};
            for (int i = 0; i < 50; ++i)
                if (int_at(server.execute(server.prepare(own), text_parameters{"1"}, here()), 0,
                           0) != client + 1)
                    ++mismatches;
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(mismatches == 0);
}

TEST_CASE("pgbouncer: a transaction stays on one session") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    pooled_database pooled;
    pooled.database.run("create table t (a int)");
    connection server = open(pooled.url());
    connection other = open(pooled.url());
    postgres::transaction work(server, {}, here());
    server.execute("insert into t values (1)", {}, here());
    other.execute("select 1", {}, here());
    CHECK(text_at(server.execute("select count(*)::text from t", {}, here()), 0, 0) == "1");
    work.commit(here(), true);
    CHECK(pooled.database.value("select count(*) from t") == "1");
}

TEST_CASE("pgbouncer: pipelines and our own pool work in front of it") {
    if (find_pgbouncer().empty()) ORM_SKIP("pgbouncer is not installed");
    const pooled_database pooled;
    const auto pool = postgres::make_pool(postgres::parse_url(pooled.url()), {});
    for (int round = 0; round < 3; ++round) {
        const postgres::lease server(*pool, here());
        postgres::pipeline batch(*server, here());
        for (int i = 0; i < 20; ++i)
            batch.send(server->prepare(increment), text_parameters{std::to_string(i)});
        for (int i = 0; i < 20; ++i) CHECK(int_at(batch.collect(), 0, 0) == i + 1);
    }
}
