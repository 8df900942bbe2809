// SPDX-License-Identifier: MIT
// Several statements in one round trip.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

/// Statements that are sent together and answered in their order.
///
///     pipeline batch(server, context);
///     batch.send(server.prepare(first), first_values);
///     batch.send(server.prepare(second), second_values);
///     result one = batch.collect();
///     result two = batch.collect();
///
/// Outside a transaction everything up to a sync() is one: it takes effect as a whole or not at all.
/// After a failure the statements up to the next sync() did not run.
///
/// Owns:     the connection's attention. Answers that nobody collects are read by the destructor.
/// Throws:   collect() throws its own statement's error. A plan that went stale is not repeated.
template <class = void>
class basic_pipeline {
public:
    /// Takes:    expected, about how many statements there will be.
    basic_pipeline(connection& session, const execution_context& context, std::size_t expected = 2)
        : session_(session),
          context_(context),
          talk_(session.session_link(), session.starting_limit(context), context.where, sql_) {
        talk_.require_sent(PQenterPipelineMode(talk_.native()));
        steps_.reserve(expected + 2);
    }
    basic_pipeline(const basic_pipeline&) = delete;
    basic_pipeline& operator=(const basic_pipeline&) = delete;
    ~basic_pipeline() { finish(); }

    /// Queues a statement. Values may be freed when it returns.
    void send(prepared_statement& statement, const parameters& values) {
        check_limits(values, statement.text.size());
        session_.note(statement);
        const int count = static_cast<int>(values.count);
        if (!session_.may_prepare()) {
            queue(PQsendQueryParams(talk_.native(), statement.text.c_str(), count, values.types,
                                    values.values, values.lengths, detail::formats_of(values), 1),
                  step_kind::execute, &statement);
            watch(statement.text, "", &values);
            return;
        }
        if (!statement.is_on_server) {
            queue(PQsendPrepare(talk_.native(), statement.name, statement.text.c_str(), count,
                                values.types),
                  step_kind::prepare, &statement);
            statement.is_on_server = true;  // taken back if the answer says otherwise
        }
        queue(PQsendQueryPrepared(talk_.native(), statement.name, count, values.values,
                                  values.lengths, detail::formats_of(values), 1),
              step_kind::execute, &statement);
        watch(statement.text, statement.name, &values);
    }

    /// Queues BEGIN, COMMIT and the like.
    void send(constant_sql sql) {
        queue(
            PQsendQueryParams(talk_.native(), sql.text(), 0, nullptr, nullptr, nullptr, nullptr, 1),
            step_kind::execute, nullptr);
        watch(sql.text(), "", nullptr);
    }

    /// Queues a statement that is parsed and planned for this one run; its results come as text.
    ///
    /// Throws:   invalid_value for a NUL character, before anything of it is sent.
    void send_text(const std::string& sql, const parameters& values) {
        check_limits(values, sql.size());
        if (sql.find('\0') != std::string::npos)
            throw invalid_value("SQL text holds a NUL character", context_.where);
        session_.set_session_changed(session_.session_changed() || may_change_session(sql));
        queue(PQsendQueryParams(talk_.native(), sql.c_str(), static_cast<int>(values.count),
                                values.types, values.values, values.lengths,
                                detail::formats_of(values), static_cast<int>(value_format::text)),
              step_kind::text, nullptr);
        watch(sql, "", &values);
    }

    /// Ends a group: what follows runs even if something before failed.
    void sync() {
        queue(PQpipelineSync(talk_.native()), step_kind::sync, nullptr);
        is_synced_ = true;
    }

    /// The answer of the next statement that send() queued. The first call sends everything.
    result collect() {
        if (!is_synced_) sync();
        while (position_ < steps_.size()) {
            const step current = steps_[position_];
            result answer = take();
            if (!exchange::is_success(answer.status())) {
                // The execution that belongs to it was skipped: one failure, one collect().
                if (current.kind == step_kind::prepare && session_.is_usable()) take();
                throw_failure(current, answer);
            }
            if (current.kind == step_kind::execute || current.kind == step_kind::text)
                return answer;
        }
        throw error("collect() was called more often than send()", context_.where);
    }

private:
    enum class step_kind { prepare, execute, text, sync };

    struct step {
        step_kind kind;
        prepared_statement* statement;
        char name[20];
        detail::observation* watched;
    };

    void queue(int sent, step_kind kind, prepared_statement* statement) {
        talk_.require_sent(sent);
        step queued{kind, statement, {}, nullptr};
        if (statement != nullptr) std::memcpy(queued.name, statement->name, sizeof queued.name);
        steps_.push_back(queued);
        is_synced_ = false;
    }

    /// The step queued last, seen by the observer, if there is one.
    void watch(std::string_view sql, const char* name, const parameters* values) {
        query_observer* const observer = session_.session_link().observer();
        if (observer == nullptr) [[likely]]
            return;
        query_event event;
        event.sql = sql;
        event.statement_name = name;
        event.connection_id = session_.backend_process_id();
        event.where = context_.where;
        event.values = values;
        steps_.back().watched = detail::observation::begin(*observer, event);
        if (steps_.back().watched != nullptr) steps_.back().watched->keep();
    }

    /// Takes:    the step whose statement the answer is about: a failed preparation is the execution's.
    ORM_COLD void tell(step& told, const result& answer) noexcept {
        detail::observation* const watched = orm::detail::replace(told.watched, nullptr);
        if (watched == nullptr) return;
        watched->set_rows(answer.affected_rows());
        try {
            if (!exchange::is_success(answer.status()))
                watched->fail(detail::details_of(answer.native(), talk_.site()));
        } catch (...) {
            // Out of memory: the observer misses the failure, its caller does not.
        }
        detail::observation::end(watched);
    }

    /// Reads one step's answer; for statements also the end marker behind it.
    result take() {
        const std::size_t at = position_++;
        result answer = read_answer(steps_[at]);
        if (session_.session_link().observer() == nullptr) [[likely]]
            return answer;
        const bool is_failed_preparation =
            steps_[at].kind == step_kind::prepare && !exchange::is_success(answer.status());
        tell(steps_[is_failed_preparation ? at + 1 : at], answer);
        return answer;
    }

    result read_answer(const step& current) {
        // What has arrived already needs no limit, but a deadline of the whole counts there too.
        if (context_.until.is_set() || PQisBusy(talk_.native()) != 0)
            talk_.set_limit(session_.limit(context_));
        result answer(talk_.next());
        while (!answer && PQstatus(talk_.native()) == CONNECTION_OK) answer = result(talk_.next());
        if (!answer || ends_connection(answer.native())) session_.session_link().mark_broken();
        if (current.kind != step_kind::sync && session_.is_usable()) {
            for (result more(talk_.next()); more; more = result(talk_.next())) {
                if (ends_connection(more.native())) session_.session_link().mark_broken();
                if (!exchange::is_success(more.status())) answer = std::move(more);
            }
        }
        if (!exchange::is_success(answer.status())) forget(current, answer);
        return answer;
    }

    /// A statement that was not prepared after all, or whose plan went stale.
    void forget(const step& failed, const result& answer) {
        prepared_statement* const statement = failed.statement;
        if (statement == nullptr || std::strcmp(statement->name, failed.name) != 0) return;
        if (failed.kind == step_kind::prepare) session_.statements().forget_server_side(*statement);
        else session_.forget_if_stale(*statement, answer);
    }

    /// Which statement the answer read last belongs to; empty for a single one.
    ORM_COLD std::string label() const {
        std::size_t number = 0;
        std::size_t total = 0;
        for (std::size_t at = 0; at < steps_.size(); ++at) {
            if (steps_[at].kind != step_kind::execute) continue;
            ++total;
            if (at < position_) ++number;
        }
        if (total < 2) return {};
        return "statement " + std::to_string(number) + " of " + std::to_string(total) +
               " of the batch";
    }

    ORM_COLD [[noreturn]] void throw_failure(const step& failed, const result& answer) {
        if (failed.statement != nullptr && std::strcmp(failed.statement->name, failed.name) == 0)
            sql_ = failed.statement->text;
        else sql_.clear();
        if (answer.status() == PGRES_PIPELINE_ABORTED)
            throw error("not run: an earlier statement of the batch failed", context_.where);
        talk_.set_query(sql_);
        label_ = failed.kind == step_kind::text ? std::string() : label();
        if (!label_.empty()) talk_.set_label(label_);
        talk_.throw_failure_of(answer);
    }

    void finish() noexcept {
        try {
            if (!is_synced_ && !steps_.empty()) sync();
            while (position_ < steps_.size() && session_.is_usable()) take();
        } catch (...) {
            session_.session_link().mark_broken();
        }
        if (session_.is_usable() && PQexitPipelineMode(talk_.native()) == 0)
            session_.session_link().mark_broken();
        for (step& unanswered : steps_) tell(unanswered, result());
        talk_.mark_drained();
    }

    connection& session_;
    execution_context context_;
    std::string sql_;
    std::string label_;
    exchange talk_;
    std::vector<step> steps_;
    std::size_t position_ = 0;
    bool is_synced_ = true;
};

/// Programs that send no batch compile none of it: it is a template for that reason alone.
using pipeline = basic_pipeline<>;

}  // namespace orm::driver::postgres
