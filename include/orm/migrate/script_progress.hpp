// SPDX-License-Identifier: MIT
// How far the run of one file has come, and how that is remembered beyond a crash.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <orm/core/sha256.hpp>
#include <orm/migrate/bookkeeper.hpp>
#include <orm/migrate/flight.hpp>
#include <orm/migrate/script_job.hpp>

namespace orm::migration {

template <class = void>
class basic_script_progress;
using script_progress = basic_script_progress<>;

/// Keeps the books in step with the statements of one file.
template <class>
class basic_script_progress {
public:
    basic_script_progress(const session& talk, bookkeeper& books, const script_job& job)
        : talk_(talk), books_(books), job_(job) {}

    /// Where a run that was cut short goes on; 0 for a fresh one.
    ///
    /// Throws:   migration_error when the statements that are done were changed since.
    std::size_t resume_point() {
        if (!job_.commands.is_atomic()) books_.require_progress_table();
        const unfinished_migration* left = books_.unfinished(job_.progress_name);
        is_uncertain_ = left != nullptr && left->is_running;
        if (left == nullptr || left->statements_done + (is_uncertain_ ? 1U : 0U) == 0) return 0;
        const bool fits =
            left->statements_done <= job_.commands.statements.size() &&
            (left->done_hash.empty() || hash_of_done(left->statements_done) == left->done_hash);
        if (!fits) fail_changed(left->statements_done);
        return left->statements_done;
    }

    /// True while nobody knows whether the first statement that is left had ended.
    bool is_uncertain() const { return is_uncertain_; }
    void set_certain() { is_uncertain_ = false; }

    void save(flight& sending, std::size_t statements_done, bool is_running) {
        books_.save_progress(sending, job_.progress_name, job_.created_at, statements_done,
                             is_running, hash_of_done(statements_done));
    }

    void save_now(std::size_t statements_done, bool is_running) {
        std::size_t ignored = 0;
        flight sending(talk_, ignored);
        save(sending, statements_done, is_running);
        sending.send();
    }

    /// Finishes the job, inside the transaction that is open.
    void record(flight& sending) {
        job_.finish(sending);
        if (books_.unfinished(job_.progress_name) != nullptr)
            books_.forget_unfinished(sending, job_.progress_name);
    }

    /// Tells that the transaction of record() is committed.
    void set_recorded() {
        is_recorded_ = true;
        if (books_.unfinished(job_.progress_name) != nullptr)
            books_.forgot_unfinished(job_.progress_name);
    }

    /// For files without statements, and those that end outside a transaction.
    void record_unless_done() {
        if (is_recorded_) return;
        std::size_t ignored = 0;
        flight sending(talk_, ignored);
        try {
            if (job_.begin) job_.begin("begin");
            else sending.add("begin");
            record(sending);
            sending.commit();
        } catch (...) {
            talk_.roll_back();
            throw;
        }
        set_recorded();
    }

    /// What a person runs who knows better than the books. Takes: change, behind SET.
    std::string update_by_hand(const std::string& change) const {
        return "update " + books_.sql().progress_table() + " set " + change +
               " where name = " + lexical::quoted_literal(job_.progress_name);
    }

private:
    /// The hash of the file up to the last statement that is done. Never asked for less than before.
    std::string hash_of_done(std::size_t statements_done) {
        const script& whole = job_.commands;
        const std::size_t end =
            statements_done == 0 ? 0 : whole.statements[statements_done - 1].end;
        if (end > hashed_bytes_) hash_.add(whole.text.substr(hashed_bytes_, end - hashed_bytes_));
        hashed_bytes_ = end;
        return hash_.hex();
    }

    [[noreturn]] void fail_changed(std::size_t statements_done) const {
        detail::fail("the first " + std::to_string(statements_done) +
                         " statements of this migration ran before it was interrupted, and they "
                         "were changed since",
                     {job_.file.name, job_.file.path, 0, 0, {}}, talk_.where(),
                     "restore them; what comes behind them may be changed");
    }

    const session& talk_;
    bookkeeper& books_;
    const script_job& job_;
    bool is_uncertain_ = false;
    bool is_recorded_ = false;
    sha256_hash hash_;
    std::size_t hashed_bytes_ = 0;
};

}  // namespace orm::migration
