// SPDX-License-Identifier: MIT
// `orm-kit studio`: see and edit a database in a browser.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace orm_kit {

struct studio_options {
    std::string url;  ///< empty: from DATABASE_URL
    std::uint16_t port = 4983;
    std::string host = "127.0.0.1";
    std::vector<std::string> allowed_hosts;
    std::string migrations;
    std::string link_file;
    bool write = false;
    bool i_know = false;
};

inline void add_studio_options(CLI::App& studio, studio_options& options) {
    studio.add_option("--port", options.port, "port, 0 for a free one")->capture_default_str();
    studio.add_option("--host", options.host, "address to listen on")->capture_default_str();
    studio.add_option("--allow-host", options.allowed_hosts, "host:port of a tunnel's other end");
    studio.add_option("--migrations", options.migrations, "folder of migrations to show");
    studio.add_option("--link-file", options.link_file, "where to write the link with the token");
    studio.add_flag("--write", options.write, "allow changes");
    studio.add_flag("--i-know", options.i_know, "allow a --host that others can reach");
}

/// Serves until SIGINT or SIGTERM. Gives the exit status.
int run_studio(const studio_options& options);

}  // namespace orm_kit
