// SPDX-License-Identifier: MIT
// batch(): several statements in one round trip, each with its own typed result.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/driver/postgres/pipeline.hpp>
#include <orm/query/runnable.hpp>
#include <orm/session/one_connection.hpp>
#include <orm/session/run.hpp>

namespace orm::detail {

/// One statement of a batch. Its values are encoded before the first statement is sent, because that
/// may ask the connection for types.
struct batch_step {
    batch_step(const session& from, source_location where) : running(from, where) {}

    execution running;
    outline walked{&running.values()};
    std::uint64_t seed = 0;
    std::uint64_t shape = 0;
    batch_step* next = nullptr;
};

/// The statements of a batch. Nothing here depends on their types.
class batch_run {
public:
    batch_run(const session& from, source_location where)
        : origin_(*from.source),
          context_(from.context(where)),
          lease_(origin_, context_),
          source_(*lease_),
          from_(from.on(source_)) {}
    batch_run(const batch_run&) = delete;
    batch_run& operator=(const batch_run&) = delete;
    ~batch_run() {
        while (first_ != nullptr) std::exchange(first_, first_->next)->~batch_step();
        while (blocks_ != nullptr) delete std::exchange(blocks_, blocks_->next);
    }

    batch_step& add() {
        auto* const added = new (room()) batch_step(from_, context_.where);
        *(last_ == nullptr ? &first_ : &last_->next) = added;
        last_ = added;
        return *added;
    }

    /// Sends all, then reads all answers. A plan that went stale is repeated once with the whole batch,
    /// outside a transaction: the failure has undone everything.
    void run() {
        if (first_ == nullptr) return;
        try {
            run_once();
        } catch (const error& failure) {
            const bool is_stale = failure.sqlstate() == "0A000" || failure.sqlstate() == "26000";
            if (!is_stale || !lease_->is_usable() ||
                lease_->status() != driver::postgres::transaction_status::idle)
                throw;
            run_once();
        }
        if (origin_.extension() != nullptr)
            for (batch_step* at = first_; at != nullptr; at = at->next)
                tell_watcher(origin_, at->walked);
        next_ = first_;
    }

    /// The next statement with its answer, in the order of add().
    execution& take() {
        batch_step& taken = *std::exchange(next_, next_->next);
        // A batch larger than the cache of statements may have pushed this one out.
        if (taken.running.prepared().shape != taken.shape) taken.running.forget_prepared();
        return taken.running;
    }

private:
    /// Steps lie together, for one is larger than what malloc has ready at once.
    struct block {
        static constexpr std::size_t size = 8;

        alignas(batch_step) unsigned char room[size][sizeof(batch_step)];
        std::size_t used = 0;
        block* next = nullptr;
    };

    void* room() {
        if (blocks_ == nullptr || blocks_->used == block::size) {
            auto* const added = new block;
            added->next = std::exchange(blocks_, added);
        }
        return blocks_->room[blocks_->used++];
    }

    void run_once() {
        driver::postgres::pipeline pipeline(*lease_, context_);
        for (batch_step* at = first_; at != nullptr; at = at->next) {
            const auto values = at->running.prepare(at->walked, at->seed);
            at->shape = at->running.prepared().shape;
            pipeline.send(at->running.prepared(), values);
        }
        for (batch_step* at = first_; at != nullptr; at = at->next)
            at->running.set_answer(pipeline.collect());
    }

    driver::postgres::connection_source& origin_;
    driver::postgres::execution_context context_;
    driver::postgres::lease lease_;
    one_connection source_;
    session from_;
    block* blocks_ = nullptr;
    batch_step* first_ = nullptr;
    batch_step* last_ = nullptr;
    batch_step* next_ = nullptr;
};

template <class Statement>
inline constexpr bool gives_rows = std::is_base_of_v<runnable_rows<Statement>, Statement>;

template <class Statement>
void enqueue(batch_run& batch, const Statement& statement) {
    batch_step& step = batch.add();
    collect(step.running, statement, {}, step.walked);
    if constexpr (gives_rows<Statement>) step.seed = seed_for<typename Statement::result::row>();
    else step.seed = seed_for<void>();
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
    batch_run batch(from, where);
    (enqueue(batch, statements), ...);
    batch.run();
    return std::tuple<batch_result<Statements>...>{take_result<Statements>(batch)...};
}

template <class Statement>
auto run_batch(const session& from, source_location where,
               const std::vector<Statement>& statements) {
    batch_run batch(from, where);
    for (const Statement& statement : statements) enqueue(batch, statement);
    batch.run();
    std::vector<batch_result<Statement>> results;
    results.reserve(statements.size());
    for (std::size_t i = 0; i < statements.size(); ++i)
        results.push_back(take_result<Statement>(batch));
    return results;
}

}  // namespace orm::detail
