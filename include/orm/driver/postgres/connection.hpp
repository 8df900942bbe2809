// SPDX-License-Identifier: MIT
// A session with a PostgreSQL server that runs statements, one at a time, each until a deadline.
#pragma once

#include <pthread.h>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/driver/postgres/constant_sql.hpp>
#include <orm/driver/postgres/exchange.hpp>
#include <orm/driver/postgres/execution_context.hpp>
#include <orm/driver/postgres/link.hpp>
#include <orm/driver/postgres/parameters.hpp>
#include <orm/driver/postgres/result.hpp>
#include <orm/driver/postgres/statement_cache.hpp>

namespace orm::driver::postgres {

class connection_source;

/// The server's view of the session, read after every answer.
enum class transaction_status { idle, active, in_transaction, in_failed_transaction, unknown };

/// How a connection behaves; taken from connection_options.
struct connection_settings {
    std::chrono::nanoseconds statement_timeout{};  ///< 0: no limit
    bool prepare = true;
    std::size_t statement_cache_size = 256;
};

/// Made by connect().
///
///     connection server = connect(parse_url("postgresql://..."), context);
///     result rows = server.execute("select $1::int4 + 1", values, context);
///
/// Throws:   every operation: connection_lost, timeout, forked_connection, error (the server's, or
///           "busy" when another operation is under way).
/// Owns:     the session. Move-only. References to prepared statements move with it.
/// Thread:   one at a time; a statement that starts while another runs throws.
class connection {
public:
    connection() = default;
    template <class = void>
    connection(link&& established, const connection_settings& settings)
        : link_(std::move(established)),
          settings_(settings),
          statement_timeout_ms_(timeout_ms(settings.statement_timeout)),
          statements_(settings.statement_cache_size) {
        if (!settings.prepare) link_.set_pooled();
    }

    /// Runs one statement that is not prepared: parsed and planned each time.
    ///
    /// Takes:    sql with $1, $2, ...; values, all binary if not said otherwise.
    /// Wire:     extended protocol in one flush; results as asked, binary if not.
    template <class = void>
    result execute(std::string_view sql, const parameters& values, const execution_context& context,
                   value_format results = value_format::binary);

    /// The same for a text that ends with a zero, and is not copied here: it may have many megabytes.
    template <class = void>
    result execute_in_place(const char* sql, const parameters& values,
                            const execution_context& context, value_format results);

    /// Finds a statement, or renders its text. Talks to nobody: the server prepares it together with
    /// the first execution.
    template <class = void>
    ORM_INLINE prepared_statement& prepare(const statement_source& source) {
        prepared_statement* known = statements_.find(source);
        return known != nullptr ? *known : statements_.add(source);
    }

    /// Runs a statement of prepare(). The first time, preparing and running take one round trip.
    ///
    /// A statement whose plan the server refuses (its tables were altered, or it is unknown to the
    /// session) is prepared again and repeated once, if that happened outside a transaction.
    template <class = void>
    ORM_INLINE result execute(prepared_statement& statement, const parameters& values,
                              const execution_context& context) {
        check_limits(values);
        if (!statement.is_on_server || waiting_begin_ != nullptr) [[unlikely]]
            return execute_first(statement, values, context);
        exchange talk(link_, starting_limit(context), context.where, statement.text, &values,
                      statement.name);
        session_changed_ |= statement.changes_session;
        talk.require_sent(PQsendQueryPrepared(
            talk.native(), statement.name, static_cast<int>(values.count), values.values,
            values.lengths, detail::formats_of(values), binary_results));
        result first(talk.first_answer());
        PGresult* more = talk.next();
        if (more == nullptr && exchange::is_success(first.status())) [[likely]] {
            talk.mark_drained();
            talk.note_rows(first);
            return first;
        }
        result answer = talk.drain(std::move(first), result(more));
        return recover(talk, statement, std::move(answer), values, context);
    }

    /// Runs a statement without parameters that is known at compile time. Simple protocol.
    template <class = void>
    result execute_constant(constant_sql sql, const execution_context& context) {
        exchange talk(link_, starting_limit(context), context.where, sql.text());
        talk.require_sent(PQsendQuery(talk.native(), sql.text()));
        return talk.single_result();
    }

    template <class = void>
    transaction_status status() const {
        switch (PQtransactionStatus(link_.native())) {
            case PQTRANS_IDLE: return transaction_status::idle;
            case PQTRANS_ACTIVE: return transaction_status::active;
            case PQTRANS_INTRANS: return transaction_status::in_transaction;
            case PQTRANS_INERROR: return transaction_status::in_failed_transaction;
            default: return transaction_status::unknown;
        }
    }

    /// False when an operation lost the session; nothing brings it back.
    bool is_usable() const { return link_.is_usable(); }

    /// True when an operation has begun and not ended.
    bool is_busy() const { return link_.is_busy(); }

    /// Ends the session without waiting for the server. While an operation is under way, the session only
    /// becomes unusable, and ends with the connection.
    template <class = void>
    void close() noexcept {
        link_.close_if_idle();
    }

    /// Forgets all prepared statements, after their tables were altered or the session was reset.
    template <class = void>
    void forget_statements() {
        statements_.forget_server_side();
    }

    /// True when a statement may have left something in the session: a setting, LISTEN, a lock.
    bool session_changed() const { return session_changed_; }
    void set_session_changed(bool changed) { session_changed_ = changed; }

    /// 150020 for 15.20.
    int server_version() const { return PQserverVersion(link_.native()); }

    /// What the server reported last for a setting such as "TimeZone"; empty when it reports none.
    template <class = void>
    std::string_view parameter_status(const char* name) const {
        const char* value = PQparameterStatus(link_.native(), name);
        return value == nullptr ? std::string_view() : std::string_view(value);
    }

    /// The process that serves the session; behind a pooler, the pooler's own number.
    int backend_process_id() const { return PQbackendPID(link_.native()); }

    /// "host:port" of the server that answered.
    const std::string& peer() const { return link_.peer(); }

    /// False behind a pooler in transaction mode.
    bool may_prepare() const { return settings_.prepare; }

    /// The deadline of an operation: its own, or the connection's timeout from now.
    template <class = void>
    ORM_INLINE time_limit limit(const execution_context& context) const {
        if (context.until.is_set()) return {context.until, context.until.poll_timeout_ms()};
        if (statement_timeout_ms_ < 0) return {deadline::never(), -1};
        return {deadline::in_about(settings_.statement_timeout), statement_timeout_ms_};
    }

    /// As limit(), for an operation that begins: after its deadline nothing is sent any more.
    ///
    /// Throws:   timeout.
    template <class = void>
    ORM_INLINE time_limit starting_limit(const execution_context& context) {
        if (waiting_begin_ != nullptr) [[unlikely]]
            begin_now(context);
        const time_limit allowed = limit(context);
        if (allowed.first_wait_ms == 0) [[unlikely]]
            detail::throw_too_late(context.where);
        return allowed;
    }

    /// Begins a transaction together with the next statement, in one round trip: BEGIN alone has nothing
    /// to tell. A transaction without statements is never begun.
    void begin_later(constant_sql begin) { waiting_begin_ = begin.text(); }
    bool is_begin_waiting() const { return waiting_begin_ != nullptr; }
    void forget_begin() { waiting_begin_ = nullptr; }

    /// The source that lent the connection, where several serve one handle.
    void set_home(connection_source* home) { home_ = home; }
    connection_source* home() const { return home_; }

    /// Keeps other threads out until unclaim(), from finding a statement to reading its rows; the same
    /// thread may claim again. For connections that several threads could reach: a transaction's.
    ///
    /// Throws:   error when another thread has it.
    template <class = void>
    void claim(source_location where) {
        const pthread_t me = pthread_self();
        pthread_t nobody{};
        if (!__atomic_compare_exchange_n(&user_, &nobody, me, false, __ATOMIC_ACQUIRE,
                                         __ATOMIC_RELAXED) &&
            nobody != me)
            throw error("another thread is using this transaction; use it in one thread at a time",
                        where);
        ++claims_;
    }
    void unclaim() noexcept {
        if (--claims_ == 0) __atomic_store_n(&user_, pthread_t{}, __ATOMIC_RELEASE);
    }

    /// A type without a fixed OID, as the layer above found it in this database.
    struct known_type {
        std::string_view name;
        Oid oid;
    };
    std::vector<known_type>& known_types() { return known_types_; }

    // The rest is for the other headers of this folder.

    /// Prepares on the server, if that is still to be done and allowed. One round trip.
    template <class = void>
    void prepare_now(prepared_statement&, const parameters&, const execution_context&);

    /// Remembers what a statement does to the session.
    template <class = void>
    void note(prepared_statement& statement) {
        session_changed_ = session_changed_ || statement.changes_session;
        if (!settings_.prepare) statement.result_types_checked = false;
    }

    /// True when the answer says that the server's plan is no longer good; then it is forgotten.
    template <class = void>
    bool forget_if_stale(prepared_statement&, const result& answer);

    link& session_link() { return link_; }
    statement_cache& statements() { return statements_; }

private:
    static constexpr int binary_results = 1;

    // As poll() takes it: -1 waits for ever. Durations over a month are as good as that.
    template <class = void>
    static int timeout_ms(std::chrono::nanoseconds timeout) {
        const auto ms = std::chrono::ceil<std::chrono::milliseconds>(timeout).count();
        return ms <= 0 || ms > 0x7fff'ffff ? -1 : static_cast<int>(ms);
    }

    template <class = void>
    result execute_first(prepared_statement&, const parameters&, const execution_context&);
    template <class = void>
    result execute_unnamed(prepared_statement&, const parameters&, const execution_context&);
    template <class = void>
    void begin_now(const execution_context&);
    template <class = void>
    bool try_to_execute(const char* begin, prepared_statement&, const parameters&,
                        const execution_context&, bool may_repeat, result& answer);
    template <class = void>
    result prepare_and_execute(prepared_statement&, const parameters&, const execution_context&);
    template <class = void>
    result recover(exchange&, prepared_statement&, result answer, const parameters&,
                   const execution_context&);
    template <class = void>
    std::size_t send_prepared(exchange&, prepared_statement&, const parameters&);
    template <class = void>
    void send_deallocations(exchange&, std::size_t& syncs);

    link link_;
    connection_settings settings_;
    int statement_timeout_ms_ = -1;
    bool session_changed_ = false;
    const char* waiting_begin_ = nullptr;
    connection_source* home_ = nullptr;
    pthread_t user_{};
    unsigned claims_ = 0;
    statement_cache statements_;
    std::vector<known_type> known_types_;
};

}  // namespace orm::driver::postgres

#include <orm/driver/postgres/connection_execute.hpp>
