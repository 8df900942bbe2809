// SPDX-License-Identifier: MIT
// A proxy between the driver and the server that cuts, stalls, flips and splits at a chosen byte.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include <orm/driver/postgres/url.hpp>

namespace orm_test {

/// What happens to one direction of a connection. Offsets count bytes from its start.
struct stream_fault {
    static constexpr std::size_t never = static_cast<std::size_t>(-1);

    std::size_t cut_at = never;    ///< both sockets are closed before this byte
    std::size_t stall_at = never;  ///< nothing is passed on from this byte
    std::size_t flip_at = never;   ///< this byte is changed
    unsigned char flip_mask = 0xff;
    bool is_reset = false;  ///< cut with RST instead of FIN
    bool is_split = false;  ///< one byte a write
    int byte_delay_ms = 0;  ///< with is_split
};

struct proxy_fault {
    stream_fault to_client;
    stream_fault to_server;
    bool is_deaf = false;  ///< accepts and never answers
};

/// Faults apply to the connections accepted after set().
class fault_proxy {
public:
    explicit fault_proxy(const std::string& upstream_url)
        : upstream_(orm::driver::postgres::parse_url(upstream_url)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(listener_, 64) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            throw std::runtime_error("the fault proxy cannot listen");
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    fault_proxy(const fault_proxy&) = delete;
    fault_proxy& operator=(const fault_proxy&) = delete;
    ~fault_proxy() {
        is_ending_ = true;
        acceptor_.join();
        for (pump& each : pumps_) each.thread.join();
        ::close(listener_);
    }

    void set(const proxy_fault& fault) {
        const std::lock_guard<std::mutex> held(mutex_);
        fault_ = fault;
    }

    /// The upstream's URL with the proxy's address, without TLS: offsets are those of the protocol.
    std::string url() const {
        return "postgresql://" + upstream_.user + "@127.0.0.1:" + std::to_string(port_) + "/" +
               upstream_.database + "?sslmode=disable";
    }

    /// Bytes of the connection that ended last.
    std::size_t bytes_to_client() const { return bytes_to_client_; }
    std::size_t bytes_to_server() const { return bytes_to_server_; }

    /// Bytes of the connection that passed some last, up to now. Counted before they are passed on: who
    /// has read an answer finds it counted.
    std::size_t passed_to_client() const { return passed_to_client_; }
    std::size_t passed_to_server() const { return passed_to_server_; }

    /// When a connection was cut last.
    std::chrono::steady_clock::time_point last_cut() const {
        return std::chrono::steady_clock::time_point(
            std::chrono::steady_clock::duration(last_cut_));
    }

private:
    /// The thread of one connection. Its end is noted, for a long test has a million of them.
    struct pump {
        std::thread thread;
        std::atomic<bool> has_ended{false};
    };

    static sockaddr_in loopback(int port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        return address;
    }

    int connect_upstream() const {
        const auto& server = upstream_.endpoints.at(0);
        const std::string port = server.port.empty() ? "5432" : server.port;
        if (server.is_unix_socket()) {
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            const std::string path = server.host + "/.s.PGSQL." + port;
            path.copy(address.sun_path, sizeof address.sun_path - 1);
            const int opened = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            return finish_connect(opened, reinterpret_cast<sockaddr*>(&address), sizeof address);
        }
        sockaddr_in address = loopback(std::stoi(port));
        const int opened = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        return finish_connect(opened, reinterpret_cast<sockaddr*>(&address), sizeof address);
    }

    static int finish_connect(int opened, const sockaddr* address, socklen_t size) {
        if (::connect(opened, address, size) == 0) return opened;
        ::close(opened);
        return -1;
    }

    void accept_all() {
        while (!is_ending_) {
            pollfd waiting{listener_, POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0) continue;
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) continue;
            join_ended();
            const std::lock_guard<std::mutex> held(mutex_);
            pump& made = pumps_.emplace_back();
            made.thread = std::thread([this, client, fault = fault_, &made] {
                run(client, fault);
                made.has_ended = true;
            });
        }
    }

    void join_ended() {
        for (auto each = pumps_.begin(); each != pumps_.end();) {
            if (!each->has_ended) {
                ++each;
                continue;
            }
            each->thread.join();
            each = pumps_.erase(each);
        }
    }

    void run(int client, const proxy_fault& fault) {
        const int server = fault.is_deaf ? -1 : connect_upstream();
        const int yes = 1;
        ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        ::setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        std::size_t to_client = 0;
        std::size_t to_server = 0;
        bool is_open = true;
        while (is_open && !is_ending_) {
            pollfd both[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
            if (::poll(both, 2, 20) <= 0) continue;
            if (fault.is_deaf) {
                char nothing[256];
                is_open = ::recv(client, nothing, sizeof nothing, 0) > 0;
                continue;
            }
            // What the client sent before it left still reaches the server, as on a real network.
            if (both[0].revents != 0)
                is_open = pass(client, server, to_server, fault.to_server, client);
            if (is_open && both[1].revents != 0)
                is_open = pass(server, client, to_client, fault.to_client, client);
        }
        bytes_to_client_ = to_client;
        bytes_to_server_ = to_server;
        last_cut_ = std::chrono::steady_clock::now().time_since_epoch().count();
        if (server >= 0) ::close(server);
        ::close(client);
    }

    bool pass(int from, int to, std::size_t& position, const stream_fault& fault, int client) {
        char data[16'384];
        const ssize_t count = ::recv(from, data, sizeof data, 0);
        if (count <= 0) return false;
        auto size = static_cast<std::size_t>(count);
        const std::size_t start = position;
        position += size;
        (from == client ? passed_to_server_ : passed_to_client_) = position;
        if (fault.flip_at >= start && fault.flip_at < position)
            data[fault.flip_at - start] = static_cast<char>(
                static_cast<unsigned char>(data[fault.flip_at - start]) ^ fault.flip_mask);
        const bool is_cut = fault.cut_at < position;
        if (is_cut) size = fault.cut_at > start ? fault.cut_at - start : 0;
        if (fault.stall_at < position) size = fault.stall_at > start ? fault.stall_at - start : 0;
        const bool is_sent = send_all(to, data, size, fault);
        if (is_cut && fault.is_reset) {
            const linger at_once{1, 0};
            ::setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        }
        return is_sent && !is_cut;
    }

    bool send_all(int to, const char* data, std::size_t size, const stream_fault& fault) const {
        while (size > 0 && !is_ending_) {
            const std::size_t piece = fault.is_split ? 1 : size;
            const ssize_t sent = ::send(to, data, piece, MSG_NOSIGNAL);
            if (sent <= 0) return false;
            data += sent;
            size -= static_cast<std::size_t>(sent);
            if (fault.byte_delay_ms > 0) ::poll(nullptr, 0, fault.byte_delay_ms);
        }
        return true;
    }

    orm::driver::postgres::connection_options upstream_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> is_ending_{false};
    std::atomic<std::size_t> passed_to_client_{0};
    std::atomic<std::size_t> passed_to_server_{0};
    std::atomic<std::size_t> bytes_to_client_{0};
    std::atomic<std::size_t> bytes_to_server_{0};
    std::atomic<std::chrono::steady_clock::rep> last_cut_{0};
    std::mutex mutex_;
    proxy_fault fault_;
    std::list<pump> pumps_;  ///< of the acceptor's thread until that has ended
    std::thread acceptor_;
};

}  // namespace orm_test
