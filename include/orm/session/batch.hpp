// SPDX-License-Identifier: MIT
// batch(): several statements in one round trip, each with its own typed result.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/driver/postgres/pipeline.hpp>
#include <orm/query/runnable.hpp>
#include <orm/session/one_connection.hpp>
#include <orm/session/run.hpp>

namespace orm::detail {

/// One statement of a batch, as a place in the values of all.
struct batch_step {
    const void* statement;
    void (*visit)(const void* statement, outline& walked);
    /// nullptr where no rows come.
    void (*visit_columns)(column_check&);
    std::uint64_t seed;
    std::uint64_t shape;
    driver::postgres::prepared_statement* prepared;
    std::size_t first_value;
    std::size_t value_count;
};

template <class = void>
class basic_batch_run;
using batch_run = basic_batch_run<>;

/// The statements of a batch. Nothing here depends on their types.
///
/// Their values are encoded and their types are known before the first one is sent, because that may ask
/// the connection; their answers are read one after the other, so that one of them is held at a time.
template <class>
class basic_batch_run {
public:
    basic_batch_run(const session& from, source_location where, std::size_t count)
        : origin_(*from.source),
          lease_(origin_, from.context(where)),
          source_(*lease_),
          running_(from.on(source_), where) {
        steps_.reserve(count);
    }
    basic_batch_run(const batch_run&) = delete;
    batch_run& operator=(const batch_run&) = delete;
    ~basic_batch_run() {
        pipeline_.reset();
        if (was_sent_ && origin_.extension() != nullptr) tell_watchers();
    }

    /// Takes:    a statement that outlives the batch.
    void add(const void* statement, void (*visit)(const void*, outline&),
             void (*visit_columns)(column_check&), std::uint64_t seed) {
        const std::size_t first = running_.values().count();
        outline walked(&running_.values());
        try {
            visit(statement, walked);
        } catch (const invalid_value& refused) {
            running_.functions().refuse_value(refused, walked, first, running_.where());
        }
        const std::size_t count = running_.values().count();
        for (std::size_t i = first; i < count; ++i) seed = step(seed, running_.values().type(i));
        driver::postgres::prepared_statement& found = running_.find(walked, seed);
        steps_.push_back(
            {statement, visit, visit_columns, seed, found.shape, &found, first, count - first});
    }

    /// Sends all, and gives what read() makes of the answers with take(). A plan that went stale is
    /// repeated once with the whole batch, outside a transaction: the failure has undone everything.
    template <class Read>
    auto run(Read read) {
        try {
            send();
            return read();
        } catch (const error& failure) {
            if (!may_repeat(failure)) throw;
        }
        send();
        return read();
    }

    /// The next statement with its answer, in the order of add().
    execution& take() {
        const batch_step& taken = steps_[next_++];
        running_.set_answer(pipeline_->collect());
        // A batch larger than the cache of statements may have pushed this one out.
        running_.set_prepared(is_known(taken) ? taken.prepared : nullptr);
        return running_;
    }

private:
    static bool is_known(const batch_step& of) { return of.prepared->shape == of.shape; }

    void send() {
        next_ = 0;
        if (steps_.empty()) return;
        for (batch_step& one : steps_) {
            if (!is_known(one)) [[unlikely]]
                find_again(one);
            if (one.visit_columns == nullptr || one.prepared->result_types_checked) continue;
            running_.set_prepared(one.prepared);
            running_.learn_types(one.visit_columns);
        }
        running_.keep_to_known_types();
        const parameter_arrays& values = running_.values().finish();
        pipeline_.emplace(*lease_, running_.context(), steps_.size());
        was_sent_ = true;
        for (batch_step& one : steps_) {
            if (!is_known(one)) [[unlikely]]
                find_again(one);
            pipeline_->send(*one.prepared,
                            {one.value_count, values.types + one.first_value,
                             values.values + one.first_value, values.lengths + one.first_value});
        }
    }

    ORM_COLD void find_again(batch_step& one) {
        outline walked;
        one.visit(one.statement, walked);
        one.prepared = &running_.find(walked, one.seed);
    }

    ORM_COLD bool may_repeat(const error& failure) {
        pipeline_.reset();
        const bool is_stale = failure.sqlstate() == "0A000" || failure.sqlstate() == "26000";
        return is_stale && lease_->is_usable() &&
               lease_->status() == driver::postgres::transaction_status::idle;
    }

    ORM_COLD void tell_watchers() noexcept {
        for (const batch_step& one : steps_) {
            outline walked;
            one.visit(one.statement, walked);
            tell_watcher(origin_, walked);
        }
    }

    driver::postgres::connection_source& origin_;
    driver::postgres::lease lease_;
    one_connection source_;
    execution running_;
    std::vector<batch_step> steps_;
    std::optional<driver::postgres::pipeline> pipeline_;
    std::size_t next_ = 0;
    bool was_sent_ = false;
};

template <class Statement>
inline constexpr bool gives_rows = std::is_base_of_v<runnable_rows<Statement>, Statement>;

template <class Statement>
void enqueue(batch_run& batch, const Statement& statement) {
    static_cast<void>(whole_rule<Statement>{});
    void (*visit_columns)(column_check&) = nullptr;
    std::uint64_t seed = seed_for<void>();
    if constexpr (gives_rows<Statement>) {
        visit_columns = &rows_of_statement<Statement>::check;
        seed = seed_for<typename Statement::result::row>();
    }
    batch.add(
        &statement,
        [](const void* given, outline& walked) {
            static_cast<const Statement*>(given)->visit(walked);
        },
        visit_columns, seed);
}

/// A vector of rows, or the number of rows changed.
template <class Statement>
auto take_result(batch_run& batch) {
    execution& running = batch.take();
    if constexpr (gives_rows<Statement>) {
        using rows = rows_of_statement<Statement>;
        running.check(&rows::check);
        try {
            return rows::read_all(running.answer());
        } catch (...) {
            running.rethrow();
        }
    } else {
        return running.answer().affected_rows();
    }
}

template <class Statement>
using batch_result = decltype(take_result<Statement>(std::declval<batch_run&>()));

template <class... Statements>
auto run_batch(const session& from, source_location where, const Statements&... statements) {
    batch_run batch(from, where, sizeof...(Statements));
    (enqueue(batch, statements), ...);
    return batch.run(
        [&] { return std::tuple<batch_result<Statements>...>{take_result<Statements>(batch)...}; });
}

template <class Statement>
auto run_batch(const session& from, source_location where,
               const std::vector<Statement>& statements) {
    batch_run batch(from, where, statements.size());
    for (const Statement& statement : statements) enqueue(batch, statement);
    return batch.run([&] {
        std::vector<batch_result<Statement>> results;
        results.reserve(statements.size());
        for (std::size_t i = 0; i < statements.size(); ++i)
            results.push_back(take_result<Statement>(batch));
        return results;
    });
}

}  // namespace orm::detail
