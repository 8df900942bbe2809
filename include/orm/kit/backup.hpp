// SPDX-License-Identifier: MIT
// Backups with pg_dump, which gets the password through its environment and never on its command line.
#pragma once

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <orm/kit/context.hpp>
#include <orm/kit/migration_names.hpp>

namespace orm::kit {

namespace detail {

/// What libpq's programs read instead of a URL. The password is the only secret among them.
inline std::vector<std::string> libpq_variables(const driver::postgres::connection_options& of) {
    std::vector<std::string> variables;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) variables.push_back(std::string(name) + "=" + value);
    };
    if (!of.endpoints.empty()) {
        add("PGHOST", of.endpoints.front().host);
        add("PGPORT", of.endpoints.front().port);
    }
    add("PGUSER", of.user);
    add("PGDATABASE", of.database);
    add("PGPASSWORD", std::string(of.password.expose()));
    for (const auto& given : of.keywords) {
        if (given.keyword == "sslmode") add("PGSSLMODE", given.value);
        if (given.keyword == "sslrootcert") add("PGSSLROOTCERT", given.value);
    }
    return variables;
}

/// Runs a program of the PATH and waits for it.
///
/// Takes:    variables, `NAME=value`, which come before those of this process.
/// Throws:   error when it cannot be started or ends with another status than 0.
inline void run_program(const std::vector<std::string>& command,
                        std::vector<std::string> variables) {
    std::vector<char*> arguments;
    for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    std::vector<char*> environment;
    for (std::string& each : variables) environment.push_back(each.data());
    for (char** each = ::environ; *each != nullptr; ++each) {
        const std::string_view variable(*each);
        bool is_replaced = false;
        for (const std::string& own : variables)
            is_replaced = is_replaced ||
                          variable.substr(0, own.find('=') + 1) == own.substr(0, own.find('=') + 1);
        if (!is_replaced) environment.push_back(*each);
    }
    environment.push_back(nullptr);
    pid_t child = 0;
    const int started = ::posix_spawnp(&child, arguments.front(), nullptr, nullptr,
                                       arguments.data(), environment.data());
    if (started != 0)
        fail(command.front() + " cannot be started: " + std::strerror(started),
             "install PostgreSQL's client programs (postgresql-client)");
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail(command.front() + " failed; see above");
}

}  // namespace detail

/// A dump of the whole database in pg_dump's custom format, for pg_restore.
///
/// Takes:    folder, which is made if it is not there.
/// Gives:    the file's path.
inline std::string make_backup(const context& run, const std::string& folder) {
    const driver::postgres::connection_options database = run.database();
    make_folders(folder);
    const std::string name =
        database.database.empty() ? "database" : detail::slug_of(database.database);
    const std::string path = joined(folder, name + "-" + time_stamp(now_ms()) + ".dump");
    run.terminal().say("backup: " + path);
    detail::run_program({"pg_dump", "--format=custom", "--file=" + path},
                        detail::libpq_variables(database));
    return path;
}

}  // namespace orm::kit
