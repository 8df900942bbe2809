// SPDX-License-Identifier: MIT
// Runs a call that can block for ever (a name lookup, a cancel) where it blocks nobody.
#pragma once

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <cstddef>
#include <string>

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/execution_context.hpp>

namespace orm::driver::postgres {

/// Threads started in its scope get no signals: the application's handlers run in its own threads.
class signals_blocked {
public:
    signals_blocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    signals_blocked(const signals_blocked&) = delete;
    signals_blocked& operator=(const signals_blocked&) = delete;
    ~signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

/// One call in a thread of its own that reports text.
///
/// The thread owns all it touches; the two sides share nothing but a socket pair, and whoever leaves
/// first closes its end. So nobody ever waits for a thread that is stuck in the resolver.
class background_task {
public:
    /// The call: takes its argument over, gives the report. Must not throw.
    using function = std::string (*)(void* argument) noexcept;

    background_task() = default;

    /// Takes:    argument, freed by work, or by discard when no thread could be started.
    template <class = void>
    background_task(function work, void (*discard)(void*), void* argument) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            discard(argument);
            return;
        }
        report_ = ends[0];
        auto* const job = new task{work, argument, ends[1]};
        const signals_blocked quiet;
        pthread_t thread;
        if (pthread_create(&thread, nullptr, &run, job) == 0) {
            pthread_detach(thread);
            return;
        }
        discard(argument);
        ::close(job->report);
        delete job;
    }

    background_task(background_task&& other) noexcept
        : report_(orm::detail::replace(other.report_, -1)) {}
    background_task& operator=(background_task&& other) noexcept {
        orm::detail::swap_values(report_, other.report_);
        return *this;
    }
    ~background_task() {
        if (report_ >= 0) ::close(report_);
    }

    /// False when there were no descriptors for it.
    bool has_begun() const { return report_ >= 0; }

    /// Appends the whole report. False when it was not complete before until; may be called again.
    template <class = void>
    bool wait(deadline until, std::string& report) const {
        if (report_ < 0) return false;
        while (true) {
            pollfd waiting{report_, POLLIN, 0};
            const int ready = ::poll(&waiting, 1, until.poll_timeout_ms());
            if (ready < 0 && errno == EINTR) continue;
            if (ready <= 0) return false;
            char buffer[512];
            const ssize_t count = ::recv(report_, buffer, sizeof buffer, MSG_DONTWAIT);
            if (count == 0) return true;
            if (count > 0) {
                report.append(buffer, static_cast<std::size_t>(count));
                if (report.back() != end_mark) continue;
                report.pop_back();
                return true;
            }
            if (errno != EINTR && errno != EAGAIN) return false;
        }
    }

private:
    // The stream's own end would come late: a child that was forked meanwhile holds the descriptor too.
    static constexpr char end_mark = '\0';

    struct task {
        function work;
        void* argument;
        int report;
    };

    template <class = void>
    static void* run(void* argument) {
        auto* const job = static_cast<task*>(argument);
        const std::string report = job->work(job->argument);
        // The waiting side may have left: then there is nobody to tell, and no signal to raise.
        static_cast<void>(::send(job->report, report.data(), report.size(), MSG_NOSIGNAL));
        static_cast<void>(::send(job->report, &end_mark, 1, MSG_NOSIGNAL));
        ::close(job->report);
        delete job;
        return nullptr;
    }

    int report_ = -1;
};

}  // namespace orm::driver::postgres
