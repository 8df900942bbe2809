// SPDX-License-Identifier: MIT
// A pgbouncer in transaction mode in front of the tests' cluster.
#pragma once

#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>

namespace orm_test {

inline std::string find_pgbouncer() {
    for (const char* path :
         {"/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"})
        if (std::filesystem::exists(path)) return path;
    return {};
}

/// A pgbouncer in front of the cluster, as long as the object lives.
class running_pgbouncer {
public:
    running_pgbouncer(const std::string& program, const std::string& upstream_url) {
        const auto upstream = orm::driver::postgres::parse_url(upstream_url);
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
                using namespace orm::driver::postgres;
                const deadline soon = deadline::in(std::chrono::seconds(5));
                connect(parse_url(url(database)), soon).execute("select 1", {}, soon);
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

}  // namespace orm_test
