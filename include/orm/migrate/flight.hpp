// SPDX-License-Identifier: MIT
// Statements that travel together, so that a transaction costs few round trips however long it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/driver/postgres/pipeline.hpp>
#include <orm/migrate/session.hpp>

namespace orm::migration {

template <class = void>
class basic_flight;
using flight = basic_flight<>;

/// Collects statements and sends them in one flush. Behind one that fails nothing runs: the server skips
/// what came in the same flush, COMMIT included.
///
///     std::size_t at = 0;
///     flight sending(talk, at);
///     sending.add("begin");
///     sending.add(first_statement, 0);
///     sending.commit();                 // throws the first failure; `at` tells whose it is
///
/// Cost:     one round trip for every 256 KiB of statements; as much memory.
template <class>
class basic_flight {
public:
    /// Takes:    at, where the number of the statement is kept that was answered or failed last.
    basic_flight(const session& talk, std::size_t& at) : talk_(talk), at_(at), number_(at) {}
    basic_flight(const flight&) = delete;
    flight& operator=(const flight&) = delete;

    /// Queues a statement without a number of its own: it counts for the last one that has one.
    void add(std::string sql, bound_values values = {}) {
        queue({std::move(sql), std::move(values), number_});
    }

    /// Queues a statement of a migration.
    void add(std::string_view sql, std::size_t number) { queue({std::string(sql), {}, number}); }

    /// The number of what is queued from now on without one.
    void set_number(std::size_t number) { number_ = number; }

    /// Tells that this statement is answered by other means.
    void set_answered(std::size_t number) { at_ = number_ = number; }

    /// Sends what is queued and reads all answers.
    ///
    /// Throws:   the first failure.
    void send() { ask(); }

    /// As send(). Gives: the answer to what was queued last.
    result ask() {
        result answer;
        if (queued_.empty()) return answer;
        const std::vector<message> sent = std::exchange(queued_, {});
        queued_bytes_ = 0;
        driver::postgres::pipeline wire(talk_.server(), talk_.context());
        for (const message& one : sent) wire.send_text(one.sql, one.values.parameters());
        for (const message& one : sent) {
            at_ = one.number;
            answer = wire.collect();
        }
        return answer;
    }

    /// Sends what is queued together with COMMIT.
    ///
    /// Throws:   as session::commit().
    void commit() {
        add("commit");
        const result answer = ask();
        talk_.require_committed(answer.command_tag());
    }

    /// What is larger travels alone.
    static constexpr std::size_t most_bytes = 256 * 1024;

private:
    struct message {
        std::string sql;
        bound_values values;
        std::size_t number;
    };

    static constexpr std::size_t most_statements = 1000;

    void queue(message one) {
        number_ = one.number;
        queued_bytes_ += one.sql.size();
        queued_.push_back(std::move(one));
        if (queued_bytes_ >= most_bytes || queued_.size() >= most_statements) send();
    }

    const session& talk_;
    std::size_t& at_;
    std::size_t number_;
    std::vector<message> queued_;
    std::size_t queued_bytes_ = 0;
};

}  // namespace orm::migration
