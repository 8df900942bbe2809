// SPDX-License-Identifier: MIT
// Runs one migration, from the start or from where a crash left it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/callback.hpp>
#include <orm/migrate/bookkeeper.hpp>
#include <orm/migrate/concurrent_index.hpp>
#include <orm/migrate/lock.hpp>
#include <orm/migrate/options.hpp>
#include <orm/migrate/script.hpp>
#include <orm/migrate/session_settings.hpp>
#include <orm/migrate/statement_error.hpp>

namespace orm::migration {

/// One file to run: a migration or its way back.
struct script_job {
    const migration_file& file;
    const script& commands;
    std::string progress_name;  ///< under which an interrupted run is remembered
    std::int64_t created_at = 0;
    /// Writes the result down, inside the last transaction.
    callback<void(std::chrono::milliseconds)> finish;
};

/// Runs the segments of a script and keeps the books in step with them.
class script_runner {
public:
    script_runner(const session& talk, bookkeeper& books, const migrate_options& options,
                  const script_job& job)
        : talk_(talk),
          books_(books),
          options_(options),
          job_(job),
          script_(job.commands),
          patience_(talk, !job.commands.sets_lock_timeout) {}

    bool changes_session() const { return script_.changes_session; }

    /// Runs the file, from the start or behind what an interrupted run has done, and finishes the job.
    ///
    /// Throws:   migration_error with file, line, column and statement. A transaction that failed has
    ///           left nothing; the next run goes on behind the last statement that is recorded.
    void run() {
        started_ = std::chrono::steady_clock::now();
        if (!script_.is_atomic()) books_.require_progress_table();
        std::size_t next = resume_point();
        for (const script_segment& segment : script_.segments) {
            if (segment.last <= next) continue;
            run_segment(segment, next);
            next = segment.last;
        }
        if (!is_recorded_) record_alone();
    }

private:
    /// Where a run that was cut short goes on; 0 for a fresh one.
    std::size_t resume_point() {
        const unfinished_migration* left = books_.unfinished(job_.progress_name);
        is_uncertain_ = left != nullptr && left->is_running;
        if (left == nullptr || left->statements_done + (is_uncertain_ ? 1U : 0U) == 0) return 0;
        const bool fits = left->statements_done <= script_.statements.size() &&
                          (left->done_hash.empty() ||
                           books_.hash_of(done_bytes(left->statements_done)) == left->done_hash);
        if (!fits)
            fail_file(
                "the first " + std::to_string(left->statements_done) +
                    " statements of this migration ran before it was interrupted, and they were "
                    "changed since",
                "restore them; what comes behind them may be changed");
        return left->statements_done;
    }

    std::string_view done_bytes(std::size_t statements_done) const {
        if (statements_done == 0) return {};
        return script_.text.substr(0, script_.statements[statements_done - 1].end);
    }

    bool is_last(const script_segment& segment) const {
        return segment.last == script_.statements.size();
    }

    void run_segment(const script_segment& segment, std::size_t next) {
        const std::size_t first = next > segment.first ? next : segment.first;
        if (segment.in_transaction) {
            patience_.stop();
            run_transaction(segment, first);
        } else {
            patience_.start();
            run_outside(segment.first);
        }
        is_uncertain_ = false;
    }

    /// Repeats a transaction that did not get its locks: the application's queries come first.
    void run_transaction(const script_segment& segment, std::size_t first) {
        detail::backoff pause(std::chrono::milliseconds(200));
        for (std::size_t attempt = 0;; ++attempt) {
            std::size_t at = first;
            try {
                return try_transaction(segment, at);
            } catch (const error& failure) {
                talk_.roll_back();
                if (attempt == options_.lock_retries || !detail::is_lock_conflict(failure))
                    fail_at_statement(failure, at, segment);
                tell_retry(failure);
            }
            pause.pause();
        }
    }

    void try_transaction(const script_segment& segment, std::size_t& at) {
        const bool begins = script_.statements[at].kind == statement_kind::begins_transaction;
        if (begins) {
            run_statement(at);
            ++at;
        }
        if (!talk_.is_in_transaction()) talk_.begin();
        for (; at < segment.last; ++at)
            if (script_.statements[at].kind == statement_kind::ordinary ||
                script_.statements[at].kind == statement_kind::may_commit ||
                script_.statements[at].kind == statement_kind::outside_transaction)
                run_statement(at);
        if (segment.rolls_back) return finish_rolled_back(segment);
        if (is_last(segment)) record();
        else save_progress(segment.last, false);
        talk_.commit();
        is_recorded_ = is_last(segment);
    }

    void finish_rolled_back(const script_segment& segment) {
        talk_.roll_back();
        if (!is_last(segment)) save_progress(segment.last, false);
    }

    /// Nobody can take a statement back that runs outside a transaction, so its start is written down
    /// first: after a crash the next run knows which one may have ended.
    void run_outside(std::size_t at) {
        const bool is_repeated = is_uncertain_;
        if (is_repeated) require_repeatable(at);
        save_progress(at, true);
        if (prepare_index(at, is_repeated)) return;
        try {
            run_statement(at);
        } catch (const error& failure) {
            const std::string_view text = script_.text_of(script_.statements[at]);
            if (is_repeated && detail::says_done_already(text, failure)) return;
            keep_failed(at);
            const script_segment alone{at, at + 1, false, false};
            fail_at_statement(failure, at, alone);
        }
        if (script_.statements[at].kind == statement_kind::may_commit) save_progress(at + 1, false);
    }

    /// A server that answered with an error has told how the statement ended.
    void keep_failed(std::size_t at) {
        const bool may_repeat = script_.statements[at].kind == statement_kind::may_commit;
        if (may_repeat && talk_.server().is_usable() && talk_.is_idle()) save_progress(at, false);
    }

    void require_repeatable(std::size_t at) const {
        if (script_.statements[at].kind != statement_kind::may_commit) return;
        const std::string update =
            "update " + books_.sql().progress_table() + " set is_running = false";
        const std::string here = " where name = " + lexical::quoted_literal(job_.progress_name);
        const script_statement& one = script_.statements[at];
        const file_position place = position_of(script_.text, one.begin);
        detail::fail(
            "the migrator was interrupted while this statement ran; it may have done all, some "
            "or nothing of its work",
            {job_.file.name, job_.file.path, place.line, place.column,
             detail::excerpt_of(script_.text_of(one))},
            talk_.where(),
            "look at its effects; to run it again: " + update + here + "; to go on behind it: " +
                update + ", done_hash = null, statements_done = " + std::to_string(at + 1) + here);
    }

    /// A broken build leaves an invalid index, which IF NOT EXISTS would keep. True: already built.
    bool prepare_index(std::size_t at, bool is_repeated) {
        const std::string_view text = script_.text_of(script_.statements[at]);
        const std::optional<concurrent_index> wanted = concurrent_index_of(text);
        if (!wanted) return false;
        const text_rows found = talk_.rows(
            "select i.indisvalid::text, i.indexrelid::pg_catalog.regclass::text from "
            "pg_catalog.pg_index as i"
            " join pg_catalog.pg_class as c on c.oid operator(pg_catalog.=) i.indexrelid"
            " where c.relname operator(pg_catalog.=) $1::pg_catalog.name"
            " and i.indrelid operator(pg_catalog.=) pg_catalog.to_regclass($2)::pg_catalog.oid",
            bound_values().add_text(wanted->index).add_text(wanted->table));
        if (found.size() == 0) return false;
        if (found.is_true(0, 0)) return is_repeated;
        talk_.run("drop index concurrently " + found.string(0, 1));
        return false;
    }

    void run_statement(std::size_t at) const { talk_.run(script_.text_of(script_.statements[at])); }

    void save_progress(std::size_t statements_done, bool is_running) {
        books_.save_progress(job_.progress_name, job_.created_at, statements_done, is_running,
                             done_bytes(statements_done));
        wrote_progress_ = true;
    }

    void record() {
        job_.finish(elapsed());
        if (wrote_progress_ || books_.unfinished(job_.progress_name) != nullptr)
            books_.forget_unfinished(job_.progress_name);
    }

    /// For migrations without statements, and those that end outside a transaction.
    void record_alone() {
        talk_.begin();
        record();
        talk_.commit();
    }

    std::chrono::milliseconds elapsed() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - started_);
    }

    void tell_retry(const error& failure) const {
        if (!options_.progress) return;
        migration_event event;
        event.what = migration_event::kind::retrying;
        event.name = job_.file.name;
        event.detail = failure.message();
        options_.progress(event);
    }

    /// A failure behind the last statement came with COMMIT or with the books.
    [[noreturn]] void fail_at_statement(const error& failure, std::size_t at,
                                        const script_segment& segment) const {
        const bool at_commit = at >= segment.last;
        if (!at_commit) {
            const script_statement& one = script_.statements[at];
            detail::fail_statement(failure, job_.file, one.begin, one.end, talk_.where());
        }
        error_details details = failure.details();
        details.message = "at the end of the transaction: " + details.message;
        details.hint = detail::hint_for(failure);
        details.where = talk_.where();
        throw migration_error(std::move(details), {job_.file.name, job_.file.path, 0, 0, {}});
    }

    [[noreturn]] void fail_file(std::string message, std::string hint) const {
        detail::fail(std::move(message), {job_.file.name, job_.file.path, 0, 0, {}}, talk_.where(),
                     std::move(hint));
    }

    const session& talk_;
    bookkeeper& books_;
    const migrate_options& options_;
    const script_job& job_;
    const script& script_;
    lock_patience patience_;
    std::chrono::steady_clock::time_point started_{};
    bool is_uncertain_ = false;
    bool is_recorded_ = false;
    bool wrote_progress_ = false;
};

namespace detail {

/// Runs a file; what it SET is taken back, so that a migration works the same alone and after others.
///
/// Takes:    before, made here when the first file changes a setting.
inline void run_and_restore(const session& talk, std::optional<settings_snapshot>& before,
                            script_runner& runner) {
    if (!runner.changes_session()) return runner.run();
    if (!before) before.emplace(talk);
    try {
        runner.run();
    } catch (...) {
        before->try_restore();
        throw;
    }
    before->restore();
}

}  // namespace detail
}  // namespace orm::migration
