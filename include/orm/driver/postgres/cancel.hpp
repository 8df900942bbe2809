// SPDX-License-Identifier: MIT
// Asks the server to stop a statement, without ever blocking the thread that asks.
#pragma once

#include <string>

#include <orm/driver/postgres/background_task.hpp>
#include <orm/driver/postgres/execution_context.hpp>
#include <orm/driver/postgres/libpq.hpp>

namespace orm::driver::postgres {

/// One request to cancel what a connection is doing. PQcancel() connects, sends and waits for the
/// server without a timeout, so it runs in the background.
class cancel_request {
public:
    cancel_request() = default;

    /// Starts to cancel the statement of connection. Failure to start counts as "never finished".
    template <class = void>
    explicit cancel_request(PGconn* connection) {
        PGcancel* const target = PQgetCancel(connection);
        if (target != nullptr) task_ = background_task(&run, &discard, target);
    }

    /// Waits until the server has taken the request. Only then can it no longer hit a statement that
    /// is sent later.
    ///
    /// Gives:    false when that did not happen before until.
    template <class = void>
    bool has_finished(deadline until) const {
        std::string report;
        return task_.wait(until, report) && report == "done";
    }

private:
    template <class = void>
    static std::string run(void* target) noexcept {
        char reason[256];
        const int is_done = PQcancel(static_cast<PGcancel*>(target), reason, sizeof reason);
        discard(target);
        return is_done != 0 ? "done" : "failed";
    }

    static void discard(void* target) { PQfreeCancel(static_cast<PGcancel*>(target)); }

    background_task task_;
};

}  // namespace orm::driver::postgres
