// SPDX-License-Identifier: MIT
// Brings a session back to its beginning, and finds out whether its server is still there.
#pragma once

#include <orm/core/error.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

/// Sends DISCARD ALL and does not wait. finish_reset() reads the answer before the next use.
///
/// Gives:    false when that is not possible; then the session is to be closed.
template <class = void>
bool start_reset(connection& session) noexcept {
    PGconn* const handle = session.session_link().native();
    if (!session.is_usable() || session.is_busy()) return false;
    if (PQsendQuery(handle, "discard all") == 0 || PQflush(handle) < 0) return false;
    session.forget_statements();
    session.set_session_changed(false);
    return true;
}

/// Throws:   timeout, connection_lost, error; in each case the session is to be closed.
template <class = void>
void finish_reset(connection& session, const execution_context& context) {
    exchange talk(session.session_link(), session.limit(context), context.where, "discard all");
    talk.remaining_result();
}

/// Looks whether the server has closed an idle session. No round trip.
///
/// Gives:    false when it has; also when it sends without end.
template <class = void>
bool is_alive(connection& session) noexcept {
    link& wire = session.session_link();
    if (!wire.is_usable()) return false;
    // The server's last words come before the end of the stream: read until there is nothing.
    for (int reads = 0; reads < 4; ++reads) {
        if (wire.wait_once(POLLIN, 0) == 0) return true;
        if (PQconsumeInput(wire.native()) == 0) return false;
    }
    return false;
}

}  // namespace orm::driver::postgres
