// SPDX-License-Identifier: MIT
// LISTEN and NOTIFY.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <orm/driver/postgres/connection.hpp>
#include <orm/sql/quote.hpp>

namespace orm::driver::postgres {

struct notification {
    std::string channel;
    std::string payload;
    int process_id = 0;  ///< of the session that notified
};

namespace detail {

struct free_memory {
    void operator()(void* memory) const { PQfreemem(memory); }
};

}  // namespace detail

/// Throws:   error behind a pooler, where the session that listens is not ours for long.
template <class = void>
void listen(connection& session, std::string_view channel, const execution_context& context) {
    if (!session.may_prepare())
        throw error("LISTEN needs a session of its own; connect directly, not through a pooler",
                    context.where);
    session.execute("listen " + lexical::quoted_identifier(channel), {}, context);
}

template <class = void>
void unlisten(connection& session, std::string_view channel, const execution_context& context) {
    session.execute("unlisten " + lexical::quoted_identifier(channel), {}, context);
}

/// Takes:    payload, up to 8000 bytes; sent when the transaction commits.
template <class = void>
void notify(connection& session, std::string_view channel, std::string_view payload,
            const execution_context& context) {
    const char* const values[] = {channel.data() == nullptr ? "" : channel.data(),
                                  payload.data() == nullptr ? "" : payload.data()};
    const int lengths[] = {checked_length(channel.size()), checked_length(payload.size())};
    constexpr Oid text_oid = 25;
    const Oid types[] = {text_oid, text_oid};
    session.execute("select pg_catalog.pg_notify($1, $2)", {2, types, values, lengths, nullptr},
                    context);
}

/// Waits for something that listen() asked for. Also gives what arrived during other operations.
///
/// Gives:    nothing when until has passed.
/// Throws:   connection_lost.
template <class = void>
std::optional<notification> next_notification(connection& session, deadline until,
                                              source_location where = source_location::current()) {
    link& wire = session.session_link();
    exchange talk(wire, {until}, where, {});  // waiting is no statement: no observer sees it
    talk.set_query("listen");
    for (bool has_read = false;; has_read = true) {
        const std::unique_ptr<PGnotify, detail::free_memory> arrived(PQnotifies(talk.native()));
        // A server that says other things without end is no reason to stay longer.
        const bool is_over =
            !arrived && ((has_read && until.has_passed()) || wire.wait(POLLIN, until) == 0);
        if (arrived || is_over) {
            talk.mark_drained();
            if (is_over) return std::nullopt;
            return notification{arrived->relname, arrived->extra, arrived->be_pid};
        }
        if (PQconsumeInput(talk.native()) == 0) talk.require_sent(0);
    }
}

}  // namespace orm::driver::postgres
