// SPDX-License-Identifier: MIT
// A server that asks for the password and refuses it, repeating it in its message.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>

#include <orm/core/bytes.hpp>

namespace orm_test {

class indiscreet_server {
public:
    indiscreet_server() {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(listener_, 16) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            throw std::runtime_error("the fake server cannot listen");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    indiscreet_server(const indiscreet_server&) = delete;
    indiscreet_server& operator=(const indiscreet_server&) = delete;
    ~indiscreet_server() {
        is_ending_ = true;
        thread_.join();
        ::close(listener_);
    }

    int port() const { return port_; }
    int refusals() const { return refusals_; }

private:
    void serve() {
        while (!is_ending_) {
            pollfd waiting{listener_, POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0) continue;
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) continue;
            answer(client);
            ::close(client);
        }
    }

    void answer(int client) {
        std::string startup = read_message(client, false);
        if (startup.size() == 4) {  // SSLRequest
            ::send(client, "N", 1, MSG_NOSIGNAL);
            startup = read_message(client, false);
        }
        const char ask_for_password[] = {'R', 0, 0, 0, 8, 0, 0, 0, 3};
        ::send(client, ask_for_password, sizeof ask_for_password, MSG_NOSIGNAL);
        std::string password = read_message(client, true);
        if (!password.empty()) password.pop_back();
        const std::string fields = std::string("SFATAL\0VFATAL\0C28P01\0M", 22) + "your password " +
                                   password + " is wrong" + std::string("\0\0", 2);
        char head[5] = {'E', 0, 0, 0, 0};
        orm::store_big_endian(head + 1, static_cast<std::int32_t>(fields.size() + 4));
        const std::string message = std::string(head, sizeof head) + fields;
        ++refusals_;
        ::send(client, message.data(), message.size(), MSG_NOSIGNAL);
    }

    static std::string read_message(int client, bool has_type) {
        char head[5] = {};
        const std::size_t head_size = has_type ? 5 : 4;
        if (::recv(client, head, head_size, MSG_WAITALL) != static_cast<ssize_t>(head_size))
            return {};
        const auto size = orm::load_big_endian<std::uint32_t>(head + head_size - 4) - 4;
        std::string body(size, '\0');
        ::recv(client, body.data(), size, MSG_WAITALL);
        return body;
    }

    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> is_ending_{false};
    std::atomic<int> refusals_{0};
    std::thread thread_;
};

}  // namespace orm_test
