// SPDX-License-Identifier: MIT
// The paths of connection that are not taken every time: first use, unnamed statements, repair.
#pragma once

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

template <class>
ORM_COLD result connection::execute(std::string_view sql, const parameters& values,
                                    const execution_context& context, value_format results) {
    if (sql.find('\0') != std::string_view::npos)
        throw invalid_value("SQL text holds a NUL character", context.where);
    return execute_in_place(std::string(sql).c_str(), values, context, results);
}

template <class>
ORM_COLD result connection::execute_in_place(const char* sql, const parameters& values,
                                             const execution_context& context,
                                             value_format results) {
    const std::string_view text(sql);
    check_limits(values, text.size());
    exchange talk(link_, starting_limit(context), context.where, text, &values);
    session_changed_ = session_changed_ || may_change_session(text);
    talk.require_sent(PQsendQueryParams(talk.native(), sql, static_cast<int>(values.count),
                                        values.types, values.values, values.lengths,
                                        detail::formats_of(values), static_cast<int>(results)));
    return talk.single_result();
}

template <class>
ORM_COLD result connection::execute_first(prepared_statement& statement, const parameters& values,
                                          const execution_context& context) {
    check_limits(values, statement.text.size());
    return settings_.prepare || waiting_begin_ != nullptr
               ? prepare_and_execute(statement, values, context)
               : execute_unnamed(statement, values, context);
}

/// Parse, Bind, Describe, Execute and Sync in one flush: the only form that is safe when the next
/// flush may reach another session.
template <class>
ORM_COLD result connection::execute_unnamed(prepared_statement& statement, const parameters& values,
                                            const execution_context& context) {
    exchange talk(link_, starting_limit(context), context.where, statement.text, &values);
    note(statement);
    talk.require_sent(PQsendQueryParams(
        talk.native(), statement.text.c_str(), static_cast<int>(values.count), values.types,
        values.values, values.lengths, detail::formats_of(values), binary_results));
    return talk.single_result();
}

namespace detail {

template <class = void>
class basic_pipeline_scope;
using pipeline_scope = basic_pipeline_scope<>;

/// Ends pipeline mode whatever happens in between; the exchange breaks the link when it cannot.
template <class>
class basic_pipeline_scope {
public:
    explicit basic_pipeline_scope(exchange& talk) : talk_(talk) {
        talk.require_sent(PQenterPipelineMode(talk.native()));
    }
    basic_pipeline_scope(const pipeline_scope&) = delete;
    pipeline_scope& operator=(const pipeline_scope&) = delete;
    ~basic_pipeline_scope() {
        if (PQexitPipelineMode(talk_.native()) == 0) talk_.owner().mark_broken();
    }

private:
    exchange& talk_;
};

/// Reads the answers of a pipeline up to its last sync. Gives: the first failure, or the result at
/// position `wanted`.
template <class = void>
ORM_COLD result collect_pipeline(exchange& talk, std::size_t wanted, std::size_t syncs) {
    result answer;
    result failure;
    std::size_t position = 0;
    while (syncs > 0) {
        result part(talk.next());
        if (!part) {
            if (PQstatus(talk.native()) == CONNECTION_BAD) break;
            ++position;
            continue;
        }
        if (part.status() == PGRES_PIPELINE_SYNC) {
            --syncs;
            continue;
        }
        if (ends_connection(part.native())) talk.owner().mark_broken();
        if (!failure && !exchange::is_success(part.status())) failure = std::move(part);
        else if (position == wanted) answer = std::move(part);
        if (!talk.owner().is_usable()) break;
    }
    if (PQstatus(talk.native()) == CONNECTION_BAD) talk.owner().mark_broken();
    return failure ? std::move(failure) : std::move(answer);
}

}  // namespace detail

/// Frees what was evicted. Each in a sync of its own, so that a failure reaches nothing else.
template <class>
ORM_COLD void connection::send_deallocations(exchange& talk, std::size_t& syncs) {
    for (const std::string& name : statements_.evicted()) {
        const std::string text = "deallocate " + name;
        talk.require_sent(PQsendQueryParams(talk.native(), text.c_str(), 0, nullptr, nullptr,
                                            nullptr, nullptr, binary_results));
        talk.require_sent(PQpipelineSync(talk.native()));
        ++syncs;
    }
    statements_.evicted().clear();
}

namespace detail {

template <class = void>
class basic_begin_watch;
using begin_watch = basic_begin_watch<>;

/// A BEGIN that travels with another statement, as the observer sees it.
template <class>
class basic_begin_watch {
public:
    basic_begin_watch(link& wire, const char* sql, source_location where) {
        if (sql == nullptr || wire.observer() == nullptr) return;
        query_event event;
        event.sql = sql;
        event.connection_id = PQbackendPID(wire.native());
        event.where = where;
        watched_ = observation::begin(*wire.observer(), event);
    }
    basic_begin_watch(const begin_watch&) = delete;
    begin_watch& operator=(const begin_watch&) = delete;
    ~basic_begin_watch() {
        if (watched_ != nullptr) observation::end(watched_);
    }

private:
    observation* watched_ = nullptr;
};

}  // namespace detail

/// The first use of a statement, the first statement of a transaction, or both: BEGIN if it waits, Parse
/// if need be, Bind and Execute in one flush.
template <class>
ORM_COLD result connection::prepare_and_execute(prepared_statement& statement,
                                                const parameters& values,
                                                const execution_context& context) {
    const char* const begin = orm::detail::replace(waiting_begin_, nullptr);
    try {
        result answer;
        if (try_to_execute(begin, statement, values, context, begin != nullptr, answer))
            return answer;
        // A stale plan costs nothing here: the transaction has done nothing yet and is begun again.
        execute("rollback", {}, context);
        try_to_execute(begin, statement, values, context, false, answer);
        return answer;
    } catch (...) {
        // Not begun: then no later statement may run outside the transaction.
        if (begin != nullptr && link_.is_usable() && status() == transaction_status::idle)
            waiting_begin_ = begin;
        throw;
    }
}

/// Gives:    false when the plan was stale and that may be repaired.
template <class>
ORM_COLD bool connection::try_to_execute(const char* begin, prepared_statement& statement,
                                         const parameters& values, const execution_context& context,
                                         bool may_repeat, result& answer) {
    exchange talk(link_, starting_limit(context), context.where, statement.text, &values,
                  settings_.prepare ? statement.name : "");
    note(statement);
    {
        const detail::begin_watch watch(link_, begin, context.where);
        const detail::pipeline_scope pipeline(talk);
        std::size_t position = 0;
        std::size_t syncs = 1;
        if (begin != nullptr) {
            talk.require_sent(PQsendQueryParams(talk.native(), begin, 0, nullptr, nullptr, nullptr,
                                                nullptr, binary_results));
            ++position;
        }
        position += send_prepared(talk, statement, values);
        talk.require_sent(PQpipelineSync(talk.native()));
        if (status() != transaction_status::in_failed_transaction) send_deallocations(talk, syncs);
        answer = detail::collect_pipeline(talk, position, syncs);
    }
    talk.mark_drained();
    if (answer && exchange::is_success(answer.status())) {
        talk.note_rows(answer);
        statement.is_on_server = settings_.prepare;
        return true;
    }
    // A new name may exist by now (only the execution failed), so it is not used again.
    const bool is_new = !statement.is_on_server;
    if (is_new) statements_.forget_server_side(statement);
    if (is_new || !may_repeat || !forget_if_stale(statement, answer) || !link_.is_usable())
        talk.throw_failure_of(answer);
    talk.note_failure(answer);
    return false;
}

/// BEGIN in a round trip of its own, before what is no prepared statement.
template <class>
ORM_COLD void connection::begin_now(const execution_context& context) {
    const char* const begin = orm::detail::replace(waiting_begin_, nullptr);
    try {
        execute(begin, {}, context);
    } catch (...) {
        if (link_.is_usable() && status() == transaction_status::idle) waiting_begin_ = begin;
        throw;
    }
}

/// Queues a statement, prepared before if that is still to be done and allowed. Gives: the number of
/// messages before the one that has the answer.
template <class>
ORM_COLD std::size_t connection::send_prepared(exchange& talk, prepared_statement& statement,
                                               const parameters& values) {
    const int count = static_cast<int>(values.count);
    if (!settings_.prepare) {
        talk.require_sent(PQsendQueryParams(talk.native(), statement.text.c_str(), count,
                                            values.types, values.values, values.lengths,
                                            detail::formats_of(values), binary_results));
        return 0;
    }
    if (!statement.is_on_server)
        talk.require_sent(PQsendPrepare(talk.native(), statement.name, statement.text.c_str(),
                                        count, values.types));
    talk.require_sent(PQsendQueryPrepared(talk.native(), statement.name, count, values.values,
                                          values.lengths, detail::formats_of(values),
                                          binary_results));
    return statement.is_on_server ? 0 : 1;
}

template <class>
ORM_COLD bool connection::forget_if_stale(prepared_statement& statement, const result& answer) {
    const std::string_view state = detail::diagnostic(answer.native(), PG_DIAG_SQLSTATE);
    const bool is_stale = state == "0A000" || state == "26000";
    if (is_stale) statements_.forget_server_side(statement);
    return is_stale;
}

template <class>
ORM_COLD void connection::prepare_now(prepared_statement& statement, const parameters& values,
                                      const execution_context& context) {
    if (statement.is_on_server || !settings_.prepare) return;
    exchange talk(link_, starting_limit(context), context.where, statement.text);
    talk.require_sent(PQsendPrepare(talk.native(), statement.name, statement.text.c_str(),
                                    static_cast<int>(values.count), values.types));
    talk.single_result();
    statement.is_on_server = true;
}

template <class>
ORM_COLD result connection::recover(exchange& talk, prepared_statement& statement, result answer,
                                    const parameters& values, const execution_context& context) {
    if (exchange::is_success(answer.status()) && link_.is_usable()) return answer;
    if (!forget_if_stale(statement, answer) || !link_.is_usable() ||
        status() != transaction_status::idle)
        talk.throw_failure_of(answer);
    talk.note_failure(answer);
    talk.finish();
    return execute_first(statement, values, context);
}

}  // namespace orm::driver::postgres
