// SPDX-License-Identifier: MIT
// Asks the server to stop a statement, without ever blocking the thread that asks.
#pragma once

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <orm/driver/postgres/execution_context.hpp>
#include <orm/driver/postgres/libpq.hpp>

namespace orm::driver::postgres {

/// One request to cancel what a connection is doing.
///
/// PQcancel() connects, sends and waits for the server without a timeout, so it runs in a thread of
/// its own that owns all it touches. The two sides share nothing but a socket pair: whoever leaves
/// first closes its end.
class cancel_request {
public:
    cancel_request() = default;

    /// Starts to cancel the statement of connection. Failure to start counts as "never finished".
    explicit cancel_request(PGconn* connection) {
        int ends[2];
        PGcancel* target = PQgetCancel(connection);
        if (target == nullptr) return;
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            PQfreeCancel(target);
            return;
        }
        report_ = ends[0];
        auto* task = new job{target, ends[1]};
        pthread_t thread;
        if (pthread_create(&thread, nullptr, &run, task) == 0) pthread_detach(thread);
        else run_nothing(task);
    }

    cancel_request(cancel_request&& other) noexcept : report_(other.report_) {
        other.report_ = -1;
    }
    cancel_request& operator=(cancel_request&& other) noexcept {
        const int swapped = report_;
        report_ = other.report_;
        other.report_ = swapped;
        return *this;
    }
    ~cancel_request() {
        if (report_ >= 0) ::close(report_);
    }

    bool was_started() const { return report_ >= 0; }

    /// Waits until the server has taken the request. Only then can it no longer hit a statement that
    /// is sent later.
    ///
    /// Gives:    false when that did not happen before until.
    bool has_finished(deadline until) const {
        if (report_ < 0) return false;
        pollfd waiting{report_, POLLIN, 0};
        if (::poll(&waiting, 1, until.poll_timeout_ms()) <= 0) return false;
        char is_done = 0;
        return ::recv(report_, &is_done, 1, MSG_DONTWAIT) == 1 && is_done == 1;
    }

private:
    struct job {
        PGcancel* target;
        int report;
    };

    static void* run(void* argument) {
        auto* task = static_cast<job*>(argument);
        char reason[256];
        const char is_done = PQcancel(task->target, reason, sizeof reason) != 0 ? 1 : 0;
        // The waiting side may have left: then there is nobody to tell, and no signal to raise.
        static_cast<void>(::send(task->report, &is_done, 1, MSG_NOSIGNAL));
        run_nothing(task);
        return nullptr;
    }

    static void run_nothing(job* task) {
        ::close(task->report);
        PQfreeCancel(task->target);
        delete task;
    }

    int report_ = -1;
};

}  // namespace orm::driver::postgres
