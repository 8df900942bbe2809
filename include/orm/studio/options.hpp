// SPDX-License-Identifier: MIT
// What a user can choose about the studio.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <orm/core/error.hpp>

namespace orm::studio {

struct options {
    /// 0 takes a free port.
    std::uint16_t port = 4983;

    /// Only a loopback address, unless `i_know` is set: who reaches the port can try to use it.
    std::string host = "127.0.0.1";
    bool i_know = false;

    /// Further `host:port` that browsers may name, for a tunnel that ends on another port.
    std::vector<std::string> allowed_hosts;

    /// False: nothing can be changed, by whatever statement.
    bool write = false;

    /// The folder of migrations to show; empty: none.
    std::string migrations;

    /// Called once the studio listens. The link holds the token: show it to the user and to nobody else.
    std::function<void(const std::string& link)> on_ready;

    /// Ends on SIGINT and SIGTERM. False where the program has handlers of its own.
    bool handle_signals = true;
};

/// A request that cannot be served, and the HTTP status that says why.
class refusal : public error {
public:
    refusal(int status, std::string message)
        : error(std::move(message), source_location{}), status_(status) {}
    int status() const noexcept { return status_; }

private:
    int status_;
};

}  // namespace orm::studio
