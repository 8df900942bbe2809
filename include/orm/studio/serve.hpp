// SPDX-License-Identifier: MIT
// serve(): the studio on a database, until it is told to end.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/resource.h>

#include <orm/session/connect.hpp>
#include <orm/studio/api.hpp>
#include <orm/studio/gate.hpp>
#include <orm/studio/http_server.hpp>
#include <orm/studio/options.hpp>

namespace orm::studio {

namespace detail {

inline void require_loopback(const options& wanted) {
    const std::string& host = wanted.host;
    if (host == "127.0.0.1" || host == "::1" || wanted.i_know) return;
    throw error(
        "studio: " + host +
            " is not a loopback address, so others on the network could reach your database; "
            "use an SSH tunnel, or repeat with --i-know",
        source_location{});
}

/// Idle clients hold descriptors; the usual limit of 1024 is soon reached.
inline void allow_descriptors() {
    constexpr rlim_t wanted = 8192;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    setrlimit(RLIMIT_NOFILE, &limit);
}

inline std::vector<std::string> hosts_of(const options& wanted, std::uint16_t port) {
    std::vector<std::string> hosts = gate::loopback_hosts(port);
    hosts.insert(hosts.end(), wanted.allowed_hosts.begin(), wanted.allowed_hosts.end());
    if (wanted.host != "127.0.0.1" && wanted.host != "::1" &&
        wanted.host.find(':') == std::string::npos)
        hosts.push_back(wanted.host + ":" + std::to_string(port));
    return hosts;
}

}  // namespace detail

/// A studio that has been started; run() serves it.
///
///     orm::studio::server studio(db.source(), {.port = 0});
///     studio.run();
///
/// Owns:     the port. The source outlives it.
/// Thread:   run() in one; stop() and link() from any.
class server {
public:
    /// Throws:   error when the port is taken, the host is no loopback, or the database is not there.
    server(driver::postgres::connection_source& source, const options& wanted)
        : api_(source, wanted.write, wanted.migrations),
          token_(new_token()),
          http_({checked(wanted).host, wanted.port, wanted.handle_signals},
                {{}, [this](const request& asked) { return api_.answer(asked); }, {}}),
          gate_(detail::hosts_of(wanted, http_.port()), token_) {
        detail::allow_descriptors();
        http_.set_check([this](const request& asked) { return gate_.refuse(asked); });
        const std::string host =
            wanted.host.find(':') == std::string::npos ? wanted.host : "[" + wanted.host + "]";
        place_ = "http://" + host + ":" + std::to_string(http_.port()) + "/";
    }

    std::uint16_t port() const { return http_.port(); }

    /// With the token behind `#`, which browsers send to nobody. Show it to the user alone.
    std::string link() const { return place_ + "#token=" + std::string(token_.expose()); }

    void run() {
        http_.run([this] { api_.cancel_all(); });
    }
    void stop() { http_.stop(); }

private:
    static const options& checked(const options& wanted) {
        detail::require_loopback(wanted);
        return wanted;
    }

    api api_;
    secret_string token_;
    http_server http_;
    gate gate_;
    std::string place_;
};

/// Serves the studio until SIGINT or SIGTERM.
///
///     orm::studio::serve(db, {.write = true, .on_ready = [](const std::string& link) { ... }});
///
/// Throws:   error, as server.
inline void serve(const database& db, const options& wanted = {}) {
    server studio(db.source(), wanted);
    if (wanted.on_ready) wanted.on_ready(studio.link());
    studio.run();
}

/// The same on a pool of its own.
inline void serve(std::string_view url, const options& wanted = {}) {
    const database db = connect(url, {.pool_size = 6});
    serve(db, wanted);
}

}  // namespace orm::studio
