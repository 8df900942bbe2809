// SPDX-License-Identifier: MIT
// One client's connection: strict about what it reads, impatient, and never in another's way.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <orm/studio/http_message.hpp>

namespace orm::studio {

namespace net = boost::asio;

/// Larger requests are refused before they are read.
inline constexpr std::uint32_t max_head_bytes = 16 * 1024;
inline constexpr std::uint64_t max_body_bytes = 8 * 1024 * 1024;

/// For a whole request, however slowly it drips; also how long an idle connection is kept.
inline constexpr std::chrono::seconds request_timeout{10};

/// What a session asks of the studio.
struct http_service {
    /// Judges a head before its body is read. In the listening thread: must not wait.
    std::function<std::optional<reply>(const request&)> check;
    /// Answers. In a worker, which may wait for the database.
    std::function<reply(const request&)> answer;
    std::function<void(std::function<void()>)> start_work;
};

/// Owns:     its socket, and itself until the last handler has run.
class http_session : public std::enable_shared_from_this<http_session> {
public:
    http_session(net::ip::tcp::socket socket, http_service& service)
        : socket_(std::move(socket)), timer_(socket_.get_executor()), service_(service) {
        boost::system::error_code ignored;
        socket_.set_option(net::ip::tcp::no_delay(true), ignored);
    }

    void start() { read_head(); }

private:
    using failure_code = boost::system::error_code;
    using body = boost::beast::http::string_body;

    void read_head() {
        parser_.emplace();
        parser_->header_limit(max_head_bytes);
        parser_->body_limit(max_body_bytes);
        give_time(request_timeout);
        boost::beast::http::async_read_header(
            socket_, buffer_, *parser_,
            [self = shared_from_this()](failure_code failure, std::size_t) {
                self->on_head(failure);
            });
    }

    void on_head(failure_code failure) {
        if (failure) return refuse_unread(failure);
        request_ = {};
        const auto& head = parser_->get();
        request_.method = std::string(head.method_string());
        request_.target = std::string(head.target());
        for (const auto& field : head) {
            std::string name(field.name_string());
            for (char& c : name)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
            request_.headers.emplace_back(std::move(name), std::string(field.value()));
        }
        keep_alive_ = head.keep_alive();
        if (auto refused = service_.check(request_)) {
            keep_alive_ = keep_alive_ && parser_->is_done();
            return send(std::move(*refused));
        }
        boost::beast::http::async_read(
            socket_, buffer_, *parser_,
            [self = shared_from_this()](failure_code failed, std::size_t) {
                self->on_body(failed);
            });
    }

    void on_body(failure_code failure) {
        if (failure) return refuse_unread(failure);
        timer_.cancel();
        request_.body = std::move(parser_->get().body());
        service_.start_work([self = shared_from_this()] {
            reply made = self->service_.answer(self->request_);
            net::post(self->socket_.get_executor(), [self, answer = std::move(made)]() mutable {
                self->send(std::move(answer));
            });
        });
    }

    /// A request that could not be read to its end.
    void refuse_unread(failure_code failure) {
        namespace http = boost::beast::http;
        keep_alive_ = false;
        if (failure == net::error::operation_aborted && has_expired_ && parser_->got_some())
            return send(plain_refusal(408, "the request took too long"));
        if (failure == http::error::body_limit || failure == http::error::header_limit ||
            failure == http::error::buffer_overflow)
            return send(plain_refusal(413, "the request is too large"));
        const bool is_malformed =
            failure.category() == http::make_error_code(http::error::bad_value).category() &&
            failure != http::error::end_of_stream && failure != http::error::partial_message;
        if (is_malformed)
            return send(plain_refusal(400, "this is not HTTP as the studio knows it"));
        close();
    }

    void send(reply answer) {
        namespace http = boost::beast::http;
        auto message =
            std::make_shared<http::response<body>>(static_cast<http::status>(answer.status), 11);
        for (const auto& header : safety_headers) message->set(header.first, header.second);
        message->set(http::field::content_type, answer.type);
        message->keep_alive(keep_alive_);
        message->body() = std::move(answer.body);
        message->prepare_payload();
        give_time(request_timeout);
        http::async_write(socket_, *message,
                          [self = shared_from_this(), message](failure_code failure, std::size_t) {
                              self->on_sent(failure);
                          });
    }

    void on_sent(failure_code failure) {
        request_ = {};
        if (failure) return close();
        if (keep_alive_) return read_head();
        // Closing with unread bytes would take the reply away from the client: read a little on.
        failure_code ignored;
        socket_.shutdown(net::ip::tcp::socket::shutdown_send, ignored);
        give_time(std::chrono::seconds(1));
        skip_rest();
    }

    void skip_rest() {
        buffer_.clear();
        constexpr std::size_t step = 4096;
        socket_.async_read_some(buffer_.prepare(step),
                                [self = shared_from_this()](failure_code failure, std::size_t) {
                                    if (failure) self->close();
                                    else self->skip_rest();
                                });
    }

    void give_time(std::chrono::steady_clock::duration duration) {
        has_expired_ = false;
        timer_.expires_after(duration);
        timer_.async_wait([self = weak_from_this()](failure_code failure) {
            const auto session = self.lock();
            if (failure || !session || session->timer_.expiry() > std::chrono::steady_clock::now())
                return;
            session->has_expired_ = true;
            failure_code ignored;
            session->socket_.cancel(ignored);
        });
    }

    void close() {
        timer_.cancel();
        failure_code ignored;
        socket_.close(ignored);
    }

    net::ip::tcp::socket socket_;
    net::steady_timer timer_;
    http_service& service_;
    boost::beast::flat_buffer buffer_{64 * 1024};
    std::optional<boost::beast::http::request_parser<body>> parser_;
    request request_;
    bool keep_alive_ = false;
    bool has_expired_ = false;
};

}  // namespace orm::studio
