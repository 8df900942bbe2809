// SPDX-License-Identifier: MIT
// A libpq handle with an owner: one process, one operation at a time, every wait with an end.
#pragma once

#include <poll.h>
#include <pthread.h>
#include <unistd.h>
#include <cerrno>
#include <string>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/replace.hpp>
#include <orm/driver/postgres/background_task.hpp>
#include <orm/driver/postgres/errors.hpp>
#include <orm/driver/postgres/execution_context.hpp>
#include <orm/driver/postgres/libpq.hpp>
#include <orm/driver/postgres/notices.hpp>
#include <orm/driver/postgres/observer.hpp>
#include <orm/driver/postgres/redaction.hpp>

namespace orm::driver::postgres {

namespace detail {

/// Counts the fork()s between the first process and this one. A compare with it costs nothing, a
/// getpid() is a system call.
inline unsigned fork_generation = 0;

template <class = void>
void count_forks() {
    static const int registered = pthread_atfork(nullptr, nullptr, [] { ++fork_generation; });
    static_cast<void>(registered);
}

/// Closes and frees without waiting for either. False when there is no thread for it; then nothing happened.
template <class = void>
ORM_COLD bool finish_in_background(PGconn* handle) noexcept {
    PQsetNoticeReceiver(handle, [](void*, const PGresult*) {}, nullptr);
    const signals_blocked quiet;
    pthread_t thread;
    const auto finish = [](void* owned) -> void* {
        PQfinish(static_cast<PGconn*>(owned));
        return nullptr;
    };
    if (pthread_create(&thread, nullptr, finish, handle) != 0) return false;
    pthread_detach(thread);
    return true;
}

}  // namespace detail

template <class = void>
class basic_link;
using link = basic_link<>;

/// Owns:     the PGconn. A link that is broken never talks again; its owner replaces it.
/// Thread:   one at a time; a second operation while one is under way is refused, not queued.
template <class>
class basic_link {
public:
    basic_link() = default;

    /// Takes:    a connected handle; peer, "host:port" for messages.
    basic_link(PGconn* owned, redactor secrets, std::string peer)
        : handle_(owned), secrets_(std::move(secrets)), peer_(std::move(peer)) {
        detail::count_forks();
        generation_ = detail::fork_generation;
        uses_tls_ = PQsslInUse(handle_) != 0;
        PQsetnonblocking(handle_, 1);
    }

    basic_link(link&& other) noexcept { swap(other); }
    link& operator=(link&& other) noexcept {
        swap(other);
        return *this;
    }
    ~basic_link() { close(); }

    /// Ends the session without waiting. In a forked child only the descriptor is closed: the
    /// session belongs to the parent, and libpq's goodbye would end it.
    void close() noexcept {
        // Seen by is_usable() in another thread.
        PGconn* handle = __atomic_exchange_n(&handle_, nullptr, __ATOMIC_ACQ_REL);
        if (handle == nullptr) return;
        if (is_inherited()) ::close(PQsocket(handle));
        else if (!is_heavy_ || !detail::finish_in_background(handle)) PQfinish(handle);
        delete orm::detail::replace(notices_, nullptr);
    }

    /// As close(); where an operation is under way, perhaps in another thread, it only breaks the link.
    void close_if_idle() noexcept {
        mark_broken();
        // Who finds it busy sees that it is broken.
        if (__atomic_exchange_n(&is_busy_, true, __ATOMIC_ACQ_REL)) return;
        close();
        end();
    }

    /// Takes:    function, or nullptr to drop notices.
    void set_notice_handler(notice_function function, void* context) {
        if (notices_ == nullptr) notices_ = new detail::notice_target;
        *notices_ = {function, context};
        PQsetNoticeReceiver(handle_, &detail::receive_notice, notices_);
    }

    /// Begins an operation.
    ///
    /// Throws:   forked_connection, connection_lost, or error when an operation is under way.
    ORM_INLINE void begin(source_location where) {
        if (is_broken() || is_inherited()) refuse(where);
        if (__atomic_exchange_n(&is_busy_, true, __ATOMIC_ACQUIRE)) refuse_while_busy(where);
        // Only now nobody can close it: close_if_idle() of another thread may have come in between.
        if (handle_ == nullptr) [[unlikely]]
            refuse_closed(where);
        // Read by a thread that is refused, while this one runs.
        __atomic_store_n(&busy_file_, where.file_name(), __ATOMIC_RELAXED);
        __atomic_store_n(&busy_line_, static_cast<unsigned>(where.line()), __ATOMIC_RELAXED);
    }

    /// Ends the operation that begin() allowed.
    void end() noexcept { __atomic_store_n(&is_busy_, false, __ATOMIC_RELEASE); }

    void mark_broken() noexcept { __atomic_store_n(&is_broken_, true, __ATOMIC_RELAXED); }

    /// Says that libpq holds many rows that nobody wants: to free them would take longer than a deadline
    /// allows, so that is done in the background.
    void set_heavy() { is_heavy_ = !uses_tls_; }

    /// Says that a pooler hands the session on: a late cancel may then hit a stranger's statement.
    void set_pooled() { is_pooled_ = true; }
    bool is_pooled() const { return is_pooled_; }

    /// Says that the session was opened to write (target_session_attrs): a server that refuses is
    /// the wrong one.
    void set_must_write() { must_write_ = true; }
    bool must_write() const { return must_write_; }

    /// Takes:    an observer that outlives the link, or nullptr.
    void set_observer(query_observer* observer) { observer_ = observer; }
    query_observer* observer() const { return observer_; }

    bool is_usable() const {
        return __atomic_load_n(&handle_, __ATOMIC_RELAXED) != nullptr && !is_broken() &&
               !is_inherited();
    }
    bool is_busy() const { return __atomic_load_n(&is_busy_, __ATOMIC_ACQUIRE); }
    bool is_inherited() const { return generation_ != detail::fork_generation; }

    PGconn* native() const { return handle_; }
    bool uses_tls() const { return uses_tls_; }
    const redactor& secrets() const { return secrets_; }
    const std::string& peer() const { return peer_; }

    failure_site site(std::string_view query, source_location where) const {
        return {secrets_, peer_, query, where};
    }

    /// Waits for the socket. Gives: poll's events, 0 when until has passed.
    short wait(short events, deadline until) const {
        while (true) {
            const short ready = wait_once(events, until.poll_timeout_ms());
            if (ready != 0 || until.has_passed()) return ready;
        }
    }

    /// As wait(); may give 0 early, when a signal came.
    short wait_once(short events, int timeout_ms) const {
        pollfd waiting{PQsocket(handle_), events, 0};
        // libpq has given a dead connection's socket up; poll() would sleep on a negative one.
        if (waiting.fd < 0) [[unlikely]]
            return POLLERR;
        const int ready = ::poll(&waiting, 1, timeout_ms);
        if (ready > 0) [[likely]]
            return waiting.revents;
        return ready < 0 && errno != EINTR ? POLLERR : 0;
    }

    void swap(link& other) noexcept {
        orm::detail::swap_values(handle_, other.handle_);
        orm::detail::swap_values(generation_, other.generation_);
        orm::detail::swap_values(is_broken_, other.is_broken_);
        orm::detail::swap_values(is_busy_, other.is_busy_);
        orm::detail::swap_values(uses_tls_, other.uses_tls_);
        orm::detail::swap_values(is_heavy_, other.is_heavy_);
        orm::detail::swap_values(is_pooled_, other.is_pooled_);
        orm::detail::swap_values(must_write_, other.must_write_);
        orm::detail::swap_values(notices_, other.notices_);
        orm::detail::swap_values(observer_, other.observer_);
        orm::detail::swap_values(busy_file_, other.busy_file_);
        orm::detail::swap_values(busy_line_, other.busy_line_);
        orm::detail::swap_values(secrets_, other.secrets_);
        orm::detail::swap_values(peer_, other.peer_);
    }

private:
    bool is_broken() const { return __atomic_load_n(&is_broken_, __ATOMIC_RELAXED); }

    ORM_COLD [[noreturn]] void refuse(source_location where) const {
        if (is_inherited())
            throw forked_connection(
                "this connection belongs to the process that opened it; open a new one after fork()",
                where);
        throw connection_lost("the connection" + (peer_.empty() ? "" : " to " + peer_) +
                                  " is closed: an earlier operation lost it or did not finish",
                              where);
    }

    ORM_COLD [[noreturn]] void refuse_closed(source_location where) {
        end();
        refuse(where);
    }

    ORM_COLD [[noreturn]] void refuse_while_busy(source_location where) const {
        if (is_broken()) refuse(where);
        throw error("the connection is busy with the operation that started at " +
                        std::string(__atomic_load_n(&busy_file_, __ATOMIC_RELAXED)) + ":" +
                        std::to_string(__atomic_load_n(&busy_line_, __ATOMIC_RELAXED)) +
                        "; finish it, or use another connection in another thread",
                    where);
    }

    PGconn* handle_ = nullptr;
    detail::notice_target* notices_ = nullptr;
    query_observer* observer_ = nullptr;
    unsigned generation_ = 0;
    bool is_broken_ = false;
    bool is_busy_ = false;
    bool uses_tls_ = false;
    bool is_heavy_ = false;
    bool is_pooled_ = false;
    bool must_write_ = false;
    const char* busy_file_ = "";
    unsigned busy_line_ = 0;
    redactor secrets_;
    std::string peer_;
};

}  // namespace orm::driver::postgres
