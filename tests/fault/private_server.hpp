// SPDX-License-Identifier: MIT
// A PostgreSQL server of a test's own, to be stopped, killed, promoted; and the table of figures.
#pragma once

#include <signal.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>

namespace orm_test {

/// One line of the table that `scripts/test fault` prints.
inline void report(const std::string& id, const std::string& figures) {
    std::printf("FAULT | %-4s | %s\n", id.c_str(), figures.c_str());
    std::fflush(stdout);
}

/// Owns:     a cluster in a folder of its own; stopped and deleted at the end.
class private_server {
public:
    /// Takes:    primary, of which this one becomes a streaming replica; nullptr for a new cluster.
    explicit private_server(const private_server* primary = nullptr) {
        char name[] = "/tmp/orm-fault.XXXXXX";
        folder_ = ::mkdtemp(name);
        if (::geteuid() == 0) run("chown postgres " + folder_, false);
        if (primary == nullptr) initialise();
        else copy(*primary);
        start();
    }
    private_server(const private_server&) = delete;
    private_server& operator=(const private_server&) = delete;
    ~private_server() {
        run(control("stop -m immediate"));
        std::filesystem::remove_all(folder_);
    }

    /// False where PostgreSQL's server programs are not installed.
    static bool is_available() { return !binaries().empty(); }

    void start() {
        for (int tries = 0; tries < 20; ++tries) {
            if (port_ == 0 || tries > 3)
                port_ = 15'000 + (::getpid() * 7 + ++count() * 131) % 15'000;
            if (run(control("start -w -t 20 -l " + folder_ + "/log -o '-p " +
                            std::to_string(port_) + "'")) &&
                answers())
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        throw std::runtime_error("a private PostgreSQL did not start; see " + folder_ + "/log");
    }
    void restart(const std::string& mode) {
        run(control("stop -m " + mode));
        start();
    }
    /// As a crash of the machine, without the machine.
    void kill_and_start() {
        const int process = postmaster();
        kill_process(process);
        for (int i = 0; i < 500 && ::kill(process, 0) == 0; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        // Its children notice and end; until then the data folder is taken, and start() tries again.
        start();
    }
    void stop() { run(control("stop -m immediate")); }
    void promote() { run(control("promote -w")); }
    void kill_process(int process) { run("kill -9 " + std::to_string(process)); }
    int postmaster() const {
        int process = 0;
        std::ifstream(data() + "/postmaster.pid") >> process;
        return process;
    }
    void thaw(int process) { run("kill -CONT " + std::to_string(process)); }
    void freeze(int process) { run("kill -STOP " + std::to_string(process)); }

    std::string endpoint() const { return "127.0.0.1:" + std::to_string(port_); }
    std::string url() const { return "postgresql://postgres@" + endpoint() + "/postgres"; }

    /// One value, on a connection of its own.
    std::string value(const std::string& sql) const {
        using namespace orm::driver::postgres;
        connection server = connect(parse_url(url()), deadline::in(std::chrono::seconds(10)));
        const result rows =
            server.execute(sql, {}, deadline::in(std::chrono::seconds(10)), value_format::text);
        return rows.row_count() == 0 ? "" : std::string(rows.bytes(0, 0).text());
    }

private:
    /// After a kill, pg_ctl may take the dead server's file for the new one's.
    bool answers() const try { return value("select 1") == "1"; } catch (const orm::error&) {
        return false;
    }

    static int& count() {
        static int made = 0;
        return made;
    }

    static std::string binaries() {
        if (const char* given = std::getenv("ORM_POSTGRES_BIN")) return given;
        std::string best;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", none))
            if (std::filesystem::exists(entry.path() / "bin" / "initdb"))
                best = std::max(best, (entry.path() / "bin").string());
        return best;
    }

    std::string data() const { return folder_ + "/data"; }
    std::string control(const std::string& command) const {
        return binaries() + "/pg_ctl -s -D " + data() + " " + command;
    }

    /// As the server's user: PostgreSQL refuses to run as root.
    static bool run(const std::string& command, bool as_server_user = true) {
        const std::string quoted = "sh -c \"" + command + "\" >/dev/null 2>&1 </dev/null";
        const bool is_root = ::geteuid() == 0 && as_server_user;
        return std::system((is_root ? "setpriv --reuid=postgres --regid=postgres --clear-groups "
                                      "env HOME=/ " +
                                          quoted
                                    : quoted)
                               .c_str()) == 0;
    }

    void initialise() {
        run(binaries() + "/initdb -D " + data() + " -U postgres --auth=trust -E UTF8 --no-sync");
        add_setting("listen_addresses = '127.0.0.1'");
        add_setting("unix_socket_directories = '" + folder_ + "'");
        add_setting("fsync = off");
        add_setting("wal_retrieve_retry_interval = '200ms'");
    }

    void copy(const private_server& primary) {
        run(binaries() + "/pg_basebackup -D " + data() + " -R -X stream -c fast -U postgres -h " +
            "127.0.0.1 -p " + std::to_string(primary.port_));
        add_setting("unix_socket_directories = '" + folder_ + "'");
        run("chmod 700 " + data());
    }

    void add_setting(const std::string& line) const {
        std::ofstream(data() + "/postgresql.conf", std::ios::app) << line << "\n";
    }

    std::string folder_;
    int port_ = 0;
};

}  // namespace orm_test
