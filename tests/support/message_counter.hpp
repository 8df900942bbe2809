// SPDX-License-Identifier: MIT
// A proxy that writes down every simple query ('Q') that a client sends.
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
#include <string_view>
#include <thread>
#include <vector>

namespace orm_test {

/// Cuts what a client sends, without TLS, into messages of PostgreSQL's protocol.
class message_scan {
public:
    void read(std::string_view bytes) {
        buffer_ += bytes;
        while (take_one()) {
        }
    }
    const std::vector<std::string>& simple_queries() const { return simple_queries_; }
    std::size_t message_count() const { return message_count_; }

private:
    bool take_one() {
        const std::size_t head = is_started_ ? 1 : 0;
        if (buffer_.size() < head + 4) return false;
        std::uint32_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size = size << 8U | static_cast<unsigned char>(buffer_[head + i]);
        if (buffer_.size() < head + size) return false;
        ++message_count_;
        if (is_started_ && buffer_[0] == 'Q')
            simple_queries_.push_back(buffer_.substr(5, size - 5));
        is_started_ = true;
        buffer_.erase(0, head + size);
        return true;
    }

    std::string buffer_;
    bool is_started_ = false;
    std::size_t message_count_ = 0;
    std::vector<std::string> simple_queries_;
};

/// Passes one connection on to 127.0.0.1:port.
class message_counter {
public:
    explicit message_counter(int server_port) : server_port_(server_port) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(listener_, 1) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            throw std::runtime_error("the message counter cannot listen");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { pass_on(); });
    }
    message_counter(const message_counter&) = delete;
    message_counter& operator=(const message_counter&) = delete;
    ~message_counter() { finish(); }

    int port() const { return port_; }

    /// Waits until the client has gone. Call it after the client's last handle is closed.
    const message_scan& finish() {
        if (thread_.joinable()) {
            ::shutdown(listener_, SHUT_RDWR);
            thread_.join();
            ::close(listener_);
        }
        return scan_;
    }

private:
    static sockaddr_in loopback(int port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    static bool send_all(int to, const char* bytes, std::size_t size) {
        while (size != 0) {
            const ssize_t sent = ::send(to, bytes, size, MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes += sent;
            size -= static_cast<std::size_t>(sent);
        }
        return true;
    }

    bool pump(int from, int to, bool is_client) {
        char bytes[65536];
        const ssize_t size = ::recv(from, bytes, sizeof bytes, 0);
        if (size <= 0) return false;
        const auto count = static_cast<std::size_t>(size);
        if (is_client) scan_.read({bytes, count});
        return send_all(to, bytes, count);
    }

    void pass_on() {
        const int client = ::accept(listener_, nullptr, nullptr);
        if (client < 0) return;
        const int server = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in address = loopback(server_port_);
        if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
            pollfd ends[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
            bool is_open = true;
            while (is_open && ::poll(ends, 2, -1) > 0) {
                if (ends[0].revents != 0) is_open = pump(client, server, true);
                if (is_open && ends[1].revents != 0) is_open = pump(server, client, false);
            }
        }
        ::close(client);
        ::close(server);
    }

    int server_port_;
    int listener_ = -1;
    int port_ = 0;
    message_scan scan_;
    std::thread thread_;
};

}  // namespace orm_test
