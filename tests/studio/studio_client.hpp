// SPDX-License-Identifier: MIT
// A studio in a thread, and a client that sends whatever bytes a test wants to send.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <orm/studio.hpp>

#include "support/database.hpp"

namespace orm_test {

/// One TCP connection.
class raw_client {
public:
    explicit raw_client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(static_cast<std::uint16_t>(port));
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_connected_ =
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0;
    }
    raw_client(raw_client&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), is_connected_(other.is_connected_) {}
    raw_client& operator=(raw_client&&) = delete;
    ~raw_client() {
        if (socket_ >= 0) ::close(socket_);
    }

    bool is_connected() const { return is_connected_; }

    /// False when the other side has closed.
    bool send(const std::string& bytes) {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const ssize_t step =
                ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (step <= 0) return false;
            sent += static_cast<std::size_t>(step);
        }
        return true;
    }

    /// What comes until the peer closes, or nothing comes for that long.
    std::string receive(std::chrono::milliseconds patience = std::chrono::seconds(2)) {
        std::string all;
        while (true) {
            pollfd waiting{socket_, POLLIN, 0};
            if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return all;
            char piece[65536];
            const ssize_t step = ::recv(socket_, piece, sizeof piece, 0);
            if (step <= 0) return all;
            all.append(piece, static_cast<std::size_t>(step));
            if (is_complete(all)) return all;
        }
    }

    static bool is_complete(const std::string& text) {
        const std::size_t head = text.find("\r\n\r\n");
        const std::size_t field = text.find("Content-Length: ");
        if (head == std::string::npos || field == std::string::npos) return false;
        return text.size() >= head + 4 + std::stoul(text.substr(field + 16));
    }

private:
    int socket_;
    bool is_connected_ = false;
};

/// 0 without an answer.
inline int status_of(const std::string& answer) {
    return answer.rfind("HTTP/1.1 ", 0) == 0 ? std::stoi(answer.substr(9, 3)) : 0;
}

inline std::string body_of(const std::string& answer) {
    const std::size_t head = answer.find("\r\n\r\n");
    return head == std::string::npos ? "" : answer.substr(head + 4);
}

/// A running studio on a fresh database.
class running_studio {
public:
    explicit running_studio(const std::string& url, orm::studio::options options = {})
        : db_(orm::connect(url, {.pool_size = 6})) {
        options.port = 0;
        options.handle_signals = false;
        studio_ = std::make_unique<orm::studio::server>(db_.source(), options);
        thread_ = std::thread([this] { studio_->run(); });
    }
    running_studio(const running_studio&) = delete;
    running_studio& operator=(const running_studio&) = delete;
    ~running_studio() {
        studio_->stop();
        thread_.join();
    }

    int port() const { return studio_->port(); }
    std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
    std::string token() const {
        const std::string link = studio_->link();
        return link.substr(link.find("token=") + 6);
    }

    /// The head of a call as the page makes it.
    std::string head(const std::string& name, std::size_t size,
                     const std::string& more = {}) const {
        return "POST /api/" + name + " HTTP/1.1\r\nHost: " + host() +
               "\r\nOrm-Studio-Token: " + token() +
               "\r\nContent-Type: application/json\r\nOrigin: http://" + host() +
               "\r\nSec-Fetch-Site: same-origin\r\n" + more +
               "Content-Length: " + std::to_string(size) + "\r\n\r\n";
    }

    std::string send(const std::string& bytes,
                     std::chrono::milliseconds patience = std::chrono::seconds(2)) const {
        raw_client client(port());
        client.send(bytes);
        return client.receive(patience);
    }

    std::string call_text(const std::string& name, const nlohmann::json& body) const {
        const std::string text = body.dump();
        return send(head(name, text.size()) + text, std::chrono::seconds(30));
    }

    nlohmann::json call(const std::string& name, const nlohmann::json& body) const {
        return nlohmann::json::parse(body_of(call_text(name, body)));
    }

private:
    orm::database db_;
    std::unique_ptr<orm::studio::server> studio_;
    std::thread thread_;
};

}  // namespace orm_test
