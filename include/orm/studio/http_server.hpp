// SPDX-License-Identifier: MIT
// Listens and waits for everybody in one thread, and lets a few workers answer.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <orm/core/error.hpp>
#include <orm/studio/http_session.hpp>

namespace orm::studio {

/// Where to listen: `127.0.0.1` comes with `::1`.
struct listen_options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    bool handle_signals = false;
    std::size_t workers = 4;
};

/// Thread:   run() in one; stop() from any.
class http_server {
public:
    /// Throws:   error when the port is taken or the address is none of this machine.
    http_server(listen_options wanted, http_service service)
        : wanted_(std::move(wanted)),
          service_(std::move(service)),
          workers_(wanted_.workers),
          signals_(context_) {
        service_.start_work = [this](std::function<void()> work) { start(std::move(work)); };
        listen(net::ip::make_address(wanted_.host), true);
        if (wanted_.host == "127.0.0.1") listen(net::ip::address_v6::loopback(), false);
    }

    std::uint16_t port() const { return wanted_.port; }

    /// For decisions that need the port, before run().
    void set_check(std::function<std::optional<reply>(const request&)> check) {
        service_.check = std::move(check);
    }

    /// Takes:    before_end, called when nothing new is taken any more: stops what the workers wait for.
    void run(const std::function<void()>& before_end) {
        if (wanted_.handle_signals) {
            signals_.add(SIGINT);
            signals_.add(SIGTERM);
            signals_.async_wait([this](const boost::system::error_code& failure, int) {
                if (!failure) context_.stop();
            });
        }
        for (auto& door : doors_) accept(*door);
        context_.run();
        if (before_end) before_end();
        workers_.join();
    }

    void stop() { context_.stop(); }

private:
    using acceptor = net::ip::tcp::acceptor;

    void listen(const net::ip::address& address, bool is_required) {
        boost::system::error_code failure;
        auto door = std::make_unique<acceptor>(context_);
        const net::ip::tcp::endpoint place(address, wanted_.port);
        door->open(place.protocol(), failure);
        if (!failure) door->set_option(net::socket_base::reuse_address(true), failure);
        if (!failure && address.is_v6()) door->set_option(net::ip::v6_only(true), failure);
        if (!failure) door->bind(place, failure);
        if (!failure) door->listen(net::socket_base::max_listen_connections, failure);
        if (failure) {
            // A machine without IPv6 is no reason to stay away.
            if (!is_required) return;
            throw error("studio: cannot listen on " + wanted_.host + " port " +
                        std::to_string(wanted_.port) + ": " + failure.message() +
                        "; choose another with --port, or --port 0 for a free one");
        }
        wanted_.port = door->local_endpoint().port();
        doors_.push_back(std::move(door));
    }

    void accept(acceptor& door) {
        door.async_accept(
            [this, &door](const boost::system::error_code& failure, net::ip::tcp::socket socket) {
                if (failure == net::error::operation_aborted) return;
                if (!failure) std::make_shared<http_session>(std::move(socket), service_)->start();
                if (!failure) return accept(door);
                // Out of descriptors: wait until some idle client has gone.
                auto pause =
                    std::make_shared<net::steady_timer>(context_, std::chrono::milliseconds(50));
                pause->async_wait(
                    [this, &door, pause](const boost::system::error_code&) { accept(door); });
            });
    }

    void start(std::function<void()> work) { net::post(workers_, std::move(work)); }

    listen_options wanted_;
    http_service service_;
    net::io_context context_{1};
    net::thread_pool workers_;
    net::signal_set signals_;
    std::vector<std::unique_ptr<acceptor>> doors_;
};

}  // namespace orm::studio
