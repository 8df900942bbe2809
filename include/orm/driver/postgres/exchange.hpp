// SPDX-License-Identifier: MIT
// One question to the server and its whole answer, or a connection that is never used again.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/replace.hpp>
#include <orm/driver/postgres/cancel.hpp>
#include <orm/driver/postgres/errors.hpp>
#include <orm/driver/postgres/execution_context.hpp>
#include <orm/driver/postgres/link.hpp>
#include <orm/driver/postgres/observer.hpp>
#include <orm/driver/postgres/result.hpp>

namespace orm::driver::postgres {

/// A deadline, and its distance where that is known without asking the clock again.
struct time_limit {
    static constexpr int ask_the_clock = -2;

    deadline until;
    int first_wait_ms = ask_the_clock;
};

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_too_late(source_location where) {
    throw timeout("the deadline had passed before the statement was sent; it did not run", where);
}

}  // namespace detail

template <class = void>
class basic_exchange;
using exchange = basic_exchange<>;

/// Holds a link from the first byte sent to the last byte read.
///
/// An exchange that ends before its answer was drained breaks the link: the next statement could
/// otherwise read the rows of this one. When the deadline passes, the server is asked to cancel and
/// has `cancel_grace` to answer; then the link is given up without waiting. When libpq holds much of a
/// long answer by then, the link is given up at once, for to free that takes its time too.
///
/// Owns:     nothing; link and query outlive it.
template <class>
class basic_exchange {
public:
    /// Together with scheduling this stays under 100 ms after the deadline.
    static constexpr std::chrono::milliseconds cancel_grace{75};

    /// After so many reads, mostly of 16 KiB, without a part of the answer for the caller, libpq holds so
    /// much that to free it takes longer than the grace.
    static constexpr unsigned many_reads = 1024;

    /// Takes:    values and statement_name for the observer; an empty query is not observed.
    /// Throws:   forked_connection, connection_lost, error (busy).
    ORM_INLINE basic_exchange(link& owner, time_limit limit, source_location where,
                              std::string_view query, const parameters* values = nullptr,
                              const char* statement_name = "")
        : link_(owner),
          until_(limit.until),
          first_wait_ms_(limit.first_wait_ms),
          where_(where),
          query_(query) {
        link_.begin(where);
        if (link_.observer() != nullptr) [[unlikely]]
            observe(values, statement_name);
    }
    basic_exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;
    ~basic_exchange() { finish(); }

    /// Lets go of the link before the end of the scope.
    void finish() noexcept {
        if (!is_holding_) return;
        is_holding_ = false;
        if (!is_drained_) link_.mark_broken();
        link_.end();
        if (watched_ != nullptr) [[unlikely]]
            detail::observation::end(orm::detail::replace(watched_, nullptr));
    }

    PGconn* native() const { return link_.native(); }

    /// Takes:    what a PQsend function returned.
    /// Throws:   connection_lost or error when libpq did not take the message.
    void require_sent(int sent) {
        if (sent == 0) [[unlikely]]
            throw_not_sent();
    }

    /// The next part of the answer; nullptr at its end. Waits at most until the deadline.
    ///
    /// Throws:   timeout.
    PGresult* next() {
        while (PQisBusy(native()) != 0)
            if (!wait_for_input()) break;
        unread_ = 0;
        return PQgetResult(native());
    }

    /// As next(), right after sending, when nothing can have arrived yet. Anywhere else it would wait
    /// for bytes that were read already.
    PGresult* first_answer() {
        if (!wait_for_input()) return PQgetResult(native());
        return next();
    }

    /// The answer of one statement, drained to its end.
    ///
    /// Throws:   what the server's error means; timeout; connection_lost.
    result single_result() { return single_result(first_answer()); }

    /// As single_result(), where part of the answer may have been read already.
    result remaining_result() { return single_result(next()); }

    result single_result(PGresult* begun) {
        result first(begun);
        PGresult* more = next();
        if (more == nullptr && is_success(first.status())) [[likely]] {
            mark_drained();
            note_rows(first);
            return first;
        }
        return settle(std::move(first), result(more));
    }

    /// The whole answer without a verdict: its first failure or, without one, its first part.
    ORM_COLD result drain(result first, result more) {
        bool is_lost = ends_connection(first.native());
        while (more) {
            is_lost = is_lost || ends_connection(more.native());
            if (is_success(first.status()) && !is_success(more.status()))
                orm::detail::swap_values(first, more);
            if (!can_continue_after(first.status()) || !can_continue_after(more.status())) {
                is_lost = true;
                break;
            }
            more = result(next());
        }
        if (is_lost || PQstatus(native()) == CONNECTION_BAD) link_.mark_broken();
        mark_drained();
        note_rows(first);
        return first;
    }

    /// Sends what libpq still holds, so that its buffer does not grow with what is written.
    void flush() {
        while (PQflush(native()) == 1)
            if (!wait_for_input()) break;
    }

    /// Ends an answer whose rest nobody wants: cancels, and reads on for the time of the grace.
    ORM_COLD void abandon() noexcept {
        try {
            expire();
            for (result part(next()); part; part = result(next())) {
                if (part.status() == PGRES_COPY_OUT || part.status() == PGRES_COPY_BOTH)
                    skip_copy();
                if (ends_connection(part.native())) link_.mark_broken();
            }
            mark_drained();
        } catch (...) {
            link_.mark_broken();
        }
    }

    /// Names the statement that a failure is about, where an exchange holds several.
    void set_query(std::string_view query) { query_ = query; }

    /// Takes:    text to put before messages of failures; it outlives the exchange.
    void set_label(const std::string& label) { label_ = &label; }

    std::string_view query() const { return query_; }

    /// For answers that are read in steps: the limit of the next one.
    void set_limit(time_limit limit) {
        if (was_cancelled_) return;
        until_ = limit.until;
        first_wait_ms_ = limit.first_wait_ms;
    }

    /// Reads copy data. Gives: its size, -1 at the end, -2 on failure.
    int next_copy_data(char*& data) {
        while (true) {
            const int size = PQgetCopyData(native(), &data, 1);
            if (size != 0) {
                unread_ = 0;
                return size;
            }
            if (wait_for_input()) continue;
            const int last_size = PQgetCopyData(native(), &data, 1);
            return last_size == 0 ? -2 : last_size;
        }
    }

    /// Called when nothing of this exchange is left on the wire.
    void mark_drained() {
        is_drained_ = true;
        if (was_cancelled_) [[unlikely]]
            settle_cancellation();
    }

    /// Tells the observer how many rows the answer has.
    ORM_INLINE void note_rows(const result& answer) {
        if (watched_ != nullptr) [[unlikely]]
            watched_->set_rows(answer.affected_rows());
    }

    /// Tells the observer of a failure that the caller never sees.
    ORM_COLD void note_failure(const result& answer) {
        if (watched_ != nullptr) watched_->fail(detail::details_of(answer.native(), site()));
    }

    ORM_COLD [[noreturn]] void throw_failure_of(const result& answer) const {
        error_details details = detail::details_of(answer.native(), site());
        if (!can_continue_after(answer.status()))
            details.message = "COPY TO STDOUT needs the copy functions, not execute()";
        const bool was_stopped = was_cancelled_ && details.sqlstate == "57014";
        if (was_stopped) {
            details.message = "the statement did not finish before its deadline and was cancelled";
            details.hint = "with_timeout() and .statement_timeout of connect() set the deadline";
        }
        if (label_ != nullptr) details.message = *label_ + ": " + details.message;
        note_failure(details);
        // The link may be given up for the cancel's sake; what the caller learns is the deadline.
        if (ends_connection(answer.native()) || (!link_.is_usable() && !was_stopped))
            throw_connection_lost(std::move(details), link_.peer());
        // A primary that became a standby: the pool is to look for the new one.
        if (details.sqlstate == "25006" && link_.must_write()) link_.mark_broken();
        throw_for_sqlstate(std::move(details));
    }

    static bool is_success(ExecStatusType status) {
        return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK ||
               status == PGRES_EMPTY_QUERY || status == PGRES_PIPELINE_SYNC || is_row_part(status);
    }

    /// Waits until the server can be read from or written to. False: read what libpq has.
    bool wait_for_input() {
        const short events = PQflush(native()) == 1 ? POLLIN | POLLOUT : POLLIN;
        const short ready = wait(events);
        if (ready == 0) [[unlikely]]
            return expire();
        if ((ready & ~POLLOUT) == 0) return true;
        ++unread_;
        if (PQconsumeInput(native()) == 0) return false;
        // A TLS record can be larger than libpq's free buffer; its rest is in no socket's buffer, so
        // poll() would not see it.
        if (link_.uses_tls() && PQisBusy(native()) != 0) return PQconsumeInput(native()) != 0;
        return true;
    }

    failure_site site() const { return link_.site(query_, where_); }
    link& owner() const { return link_; }
    deadline until() const { return until_; }
    source_location where() const { return where_; }

    /// The deadline has passed: ask the server to stop, or give up when that was asked already. Of a long
    /// answer the rest is not waited for: libpq would throw the rows away here.
    ORM_COLD bool expire() {
        if (was_cancelled_) throw_timeout();
        was_cancelled_ = true;
        cancellation_ = cancel_request(native());
        if (unread_ >= many_reads) {
            link_.set_heavy();
            throw_timeout();
        }
        until_ = deadline::in(cancel_grace);
        return true;
    }

private:
    ORM_COLD void observe(const parameters* values, const char* statement_name) {
        if (query_.empty()) return;
        query_event event;
        event.sql = query_;
        event.statement_name = statement_name;
        event.connection_id = PQbackendPID(native());
        event.where = where_;
        event.values = values;
        watched_ = detail::observation::begin(*link_.observer(), event);
    }

    void note_failure(const error_details& details) const {
        if (watched_ != nullptr) watched_->fail(details);
    }

    short wait(short events) {
        if (first_wait_ms_ == time_limit::ask_the_clock || first_wait_ms_ == 0) {
            first_wait_ms_ = time_limit::ask_the_clock;
            // Asked here too, for poll() has no pause to tell where data never stop coming.
            return until_.has_passed() ? short{0} : link_.wait(events, until_);
        }
        const short ready = link_.wait_once(events, first_wait_ms_);
        first_wait_ms_ = time_limit::ask_the_clock;
        return ready != 0 ? ready : link_.wait(events, until_);
    }

    ORM_COLD result settle(result first, result more) {
        if (first.status() == PGRES_COPY_IN) {
            refuse_copy_in();
            first = result(next());
            more = result(next());
        }
        result answer = drain(std::move(first), std::move(more));
        if (is_success(answer.status()) && link_.is_usable()) return answer;
        throw_failure_of(answer);
    }

    // COPY in the hands of execute(): ended here, because the protocol waits for data for ever.
    ORM_COLD void refuse_copy_in() {
        PQputCopyEnd(native(), "COPY FROM STDIN needs the copy functions, not execute()");
    }

    void skip_copy() {
        char* data = nullptr;
        while (next_copy_data(data) > 0) PQfreemem(data);
    }

    static bool can_continue_after(ExecStatusType status) {
        return status != PGRES_COPY_OUT && status != PGRES_COPY_BOTH;
    }

    // A cancel that may still arrive would hit the next statement.
    ORM_COLD void settle_cancellation() {
        if (link_.is_pooled() || !cancellation_.has_finished(until_)) link_.mark_broken();
    }

    ORM_COLD [[noreturn]] void throw_timeout() {
        error_details details;
        details.message =
            (unread_ >= many_reads ? "the rest of a long answer did not come from "
                                   : "no answer from ") +
            link_.peer() +
            " before the deadline; the connection is closed, and the statement may or "
            "may not have run";
        details.query = query_;
        details.where = where_;
        note_failure(details);
        throw timeout(std::move(details));
    }

    ORM_COLD [[noreturn]] void throw_not_sent() {
        error_details details;
        details.message = link_.secrets().clean(detail::as_one_line(PQerrorMessage(native())));
        details.query = query_;
        details.where = where_;
        note_failure(details);
        if (PQstatus(native()) == CONNECTION_BAD)
            throw_connection_lost(std::move(details), link_.peer());
        throw error(std::move(details));
    }

    link& link_;
    deadline until_;
    int first_wait_ms_;
    source_location where_;
    std::string_view query_;
    const std::string* label_ = nullptr;
    bool is_holding_ = true;
    bool is_drained_ = false;
    bool was_cancelled_ = false;
    unsigned unread_ = 0;
    detail::observation* watched_ = nullptr;
    cancel_request cancellation_;
};

}  // namespace orm::driver::postgres
