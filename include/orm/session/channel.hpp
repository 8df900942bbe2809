// SPDX-License-Identifier: MIT
// Typed channels: notify() sends, a listener waits.
#pragma once

#include <charconv>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <orm/driver/postgres/notifications.hpp>
#include <orm/session/database.hpp>

namespace orm {

/// How a payload travels as text. Specialise it for your own types: encode() gives at most 7999 bytes
/// without NUL, decode() throws invalid_value for what it cannot read.
template <class Payload>
struct payload_codec;

template <>
struct payload_codec<std::string> {
    static std::string encode(std::string_view payload) { return std::string(payload); }
    static std::string decode(std::string_view text) { return std::string(text); }
};

template <std::integral Number>
struct payload_codec<Number> {
    static std::string encode(Number payload) { return std::to_string(payload); }
    static Number decode(std::string_view text) {
        Number number{};
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size())
            throw invalid_value("a notification's payload is not a number of its channel's type");
        return number;
    }
};

/// A channel and the type of what is sent on it.
///
///     inline constexpr orm::channel<std::int64_t> new_orders("new_orders");
template <class Payload>
class channel {
public:
    /// Takes:    name, checked when it is compiled.
    consteval explicit channel(identifier name) : name_(name) {}

    constexpr const char* name() const { return name_.c_str(); }

private:
    identifier name_;
};

/// Sends a payload to whoever listens. In a transaction it is sent at the commit.
///
///     orm::notify(db, new_orders, order.id);
///
/// Takes:    where, a database or a transaction.
/// Source:   PostgreSQL manual, NOTIFY.
template <class Words, class Payload>
void notify(const Words& on, const channel<Payload>& to,
            const std::type_identity_t<Payload>& payload,
            source_location where = source_location::current()) {
    const session from = on.current_session();
    const driver::postgres::execution_context context = from.context(where);
    const driver::postgres::lease lent(*from.source, context);
    driver::postgres::notify(*lent, to.name(), payload_codec<Payload>::encode(payload), context);
}

/// What arrived on a channel.
template <class Payload>
struct notice_of {
    Payload payload;
    int process_id;  ///< of the session that notified
};

/// Waits for what is sent on a channel.
///
///     orm::listener orders(db, new_orders);
///     while (is_running)
///         if (auto order = orders.next(1s)) handle(order->payload);
///
/// Owns:     a connection of the pool, as long as it lives.
/// Throws:   connection_lost when the session ends; the next call of next() then listens again on a new
///           one. What was sent in between is lost, so look for work in the tables after it.
template <class Payload>
class listener {
public:
    listener(database on, const channel<Payload>& from,
             source_location where = source_location::current())
        : database_(std::move(on)), channel_(from) {
        listen(where);
    }

    /// Gives:    nothing when nothing came in time.
    std::optional<notice_of<Payload>> next(std::chrono::nanoseconds timeout,
                                           source_location where = source_location::current()) {
        using driver::postgres::deadline;
        if (!lease_) listen(where);
        try {
            std::optional<driver::postgres::notification> told =
                driver::postgres::next_notification(*lease_, deadline::in(timeout), where);
            if (!told) return std::nullopt;
            return notice_of<Payload>{payload_codec<Payload>::decode(told->payload),
                                      told->process_id};
        } catch (const connection_lost&) {
            lease_ = driver::postgres::lease();
            throw;
        }
    }

private:
    void listen(source_location where) {
        const driver::postgres::execution_context context =
            database_.current_session().context(where);
        driver::postgres::lease lent(database_.source(), context);
        driver::postgres::listen(*lent, channel_.name(), context);
        lease_ = std::move(lent);
    }

    database database_;
    channel<Payload> channel_;
    driver::postgres::lease lease_;
};

}  // namespace orm
