// SPDX-License-Identifier: MIT
// Rows of any number in constant memory: read while the server still sends.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

/// The rows of one execution, part by part.
///
///     row_stream rows(server, server.prepare(source), values, context);
///     for (result part; rows.next(part);) ...part.row_count() rows...
///
/// A stream that is not read to its end cancels its statement; the connection survives if the server
/// answers that at once.
///
/// Owns:     the connection's attention: other operations on it are refused as long as it lives.
/// Throws:   as connection::execute(). A deadline in the context counts for the whole stream, the
///           connection's own timeout for every wait.
template <class = void>
class basic_row_stream {
public:
    basic_row_stream(connection& session, prepared_statement& statement, const parameters& values,
                     const execution_context& context)
        : session_(session), context_(context) {
        check_limits(values, statement.text.size());
        session.prepare_now(statement, values, context);
        start(statement, values);
        first_ = take();
        if (exchange::is_success(first_.status())) return;
        const bool may_repeat = session.forget_if_stale(statement, first_);
        finish_failed(may_repeat);
        session.prepare_now(statement, values, context);
        start(statement, values);
        first_ = take();
        if (!exchange::is_success(first_.status())) finish_failed(false);
    }
    basic_row_stream(const basic_row_stream&) = delete;
    basic_row_stream& operator=(const basic_row_stream&) = delete;
    ~basic_row_stream() {
        if (!talk_ || is_at_end_ || (is_in_transaction_ && read_to_end())) return;
        talk_->abandon();
        forget_streaming(talk_->native());
    }

    /// The next rows.
    ///
    /// Gives:    false at the end; then part has no rows but still the columns' types.
    bool next(result& part) {
        if (is_at_end_) return false;
        part = first_ ? orm::detail::replace(first_, result()) : take();
        if (is_row_part(part.status())) return true;
        end(part);
        return false;
    }

private:
    /// In a transaction the rest is read and thrown away: to cancel the statement would end it.
    bool read_to_end() noexcept {
        try {
            for (result part; next(part);) continue;
        } catch (...) {
            // The deadline is over or the connection is gone: what follows finds out.
        }
        return is_at_end_;
    }

    void start(prepared_statement& statement, const parameters& values) {
        constexpr int binary_results = 1;
        const int count = static_cast<int>(values.count);
        talk_.emplace(session_.session_link(), session_.starting_limit(context_), context_.where,
                      statement.text, &values, statement.name);
        session_.note(statement);
        is_in_transaction_ = PQtransactionStatus(talk_->native()) == PQTRANS_INTRANS;
        talk_->require_sent(session_.may_prepare()
                                ? PQsendQueryPrepared(talk_->native(), statement.name, count,
                                                      values.values, values.lengths,
                                                      detail::formats_of(values), binary_results)
                                : PQsendQueryParams(talk_->native(), statement.text.c_str(), count,
                                                    values.types, values.values, values.lengths,
                                                    detail::formats_of(values), binary_results));
        talk_->require_sent(stream_rows(talk_->native()));
    }

    result take() {
        // The clock is asked where it matters: a stream of small rows would ask it for each.
        if (!context_.until.is_set() && PQisBusy(talk_->native()) == 0)
            return result(PQgetResult(talk_->native()));
        set_limit();
        return result(talk_->next());
    }

    void set_limit() {
        const time_limit allowed = session_.limit(context_);
        // Rows that have arrived already would hide that the time is over.
        if (allowed.first_wait_ms == 0) [[unlikely]]
            give_up();
        talk_->set_limit(allowed);
    }

    ORM_COLD [[noreturn]] void give_up() {
        is_at_end_ = true;
        error_details details;
        details.message = "the stream was not read to its end before its deadline";
        details.query = talk_->query();
        details.where = context_.where;
        talk_->abandon();
        forget_streaming(talk_->native());
        throw timeout(std::move(details));
    }

    void end(result& last) {
        is_at_end_ = true;
        result answer = talk_->drain(orm::detail::replace(last, result()), take());
        forget_streaming(talk_->native());
        if (!exchange::is_success(answer.status())) talk_->throw_failure_of(answer);
        last = std::move(answer);
        talk_.reset();
    }

    void finish_failed(bool may_repeat) {
        is_at_end_ = true;
        const result answer = talk_->drain(orm::detail::replace(first_, result()), take());
        forget_streaming(talk_->native());
        if (!may_repeat || session_.status() != transaction_status::idle || !session_.is_usable())
            talk_->throw_failure_of(answer);
        talk_.reset();
        is_at_end_ = false;
    }

    connection& session_;
    execution_context context_;
    std::optional<exchange> talk_;
    result first_;
    bool is_at_end_ = false;
    bool is_in_transaction_ = false;
};

/// A template only so that programs without streams compile none of it.
using row_stream = basic_row_stream<>;

}  // namespace orm::driver::postgres
