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
#include <orm/core/sha256.hpp>
#include <orm/migrate/bookkeeper.hpp>
#include <orm/migrate/concurrent_index.hpp>
#include <orm/migrate/flight.hpp>
#include <orm/migrate/lock.hpp>
#include <orm/migrate/options.hpp>
#include <orm/migrate/script.hpp>
#include <orm/migrate/session_settings.hpp>
#include <orm/migrate/statement_error.hpp>

namespace orm::migration {

/// One file to run: a migration or its way back.
struct script_job {
    migration_file& file;  ///< lent to libpq while a large statement runs, otherwise left alone
    const script& commands;
    std::string progress_name;  ///< under which an interrupted run is remembered
    std::int64_t created_at = 0;
    /// Writes the result down, inside the last transaction.
    callback<void(flight&)> finish;
    /// Where set, begins each transaction in place of BEGIN.
    ///
    /// Takes:    the file's own BEGIN, or "begin".
    callback<void(std::string_view)> begin;
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
    template <class = void>
    void run() {
        if (!script_.is_atomic()) books_.require_progress_table();
        std::size_t next = resume_point();
        for (const script_segment& segment : script_.segments) {
            if (segment.last <= next) continue;
            run_segment(segment, next);
            next = segment.last;
        }
        if (!is_recorded_) record_alone();
    }

    /// Where a run that was cut short goes on; 0 for a fresh one.
    template <class = void>
    std::size_t resume_point() {
        const unfinished_migration* left = books_.unfinished(job_.progress_name);
        is_uncertain_ = left != nullptr && left->is_running;
        if (left == nullptr || left->statements_done + (is_uncertain_ ? 1U : 0U) == 0) return 0;
        const bool fits =
            left->statements_done <= script_.statements.size() &&
            (left->done_hash.empty() || hash_of_done(left->statements_done) == left->done_hash);
        if (!fits)
            fail_file(
                "the first " + std::to_string(left->statements_done) +
                    " statements of this migration ran before it was interrupted, and they were "
                    "changed since",
                "restore them; what comes behind them may be changed");
        return left->statements_done;
    }

    /// The hash of the file up to the last statement that is done. Never asked for less than before.
    template <class = void>
    std::string hash_of_done(std::size_t statements_done) {
        const std::size_t end =
            statements_done == 0 ? 0 : script_.statements[statements_done - 1].end;
        if (end > hashed_bytes_) hash_.add(script_.text.substr(hashed_bytes_, end - hashed_bytes_));
        hashed_bytes_ = end;
        return hash_.hex();
    }

    template <class = void>
    bool is_last(const script_segment& segment) const {
        return segment.last == script_.statements.size();
    }

    template <class = void>
    void run_segment(const script_segment& segment, std::size_t next) {
        const std::size_t first = next > segment.first ? next : segment.first;
        if (segment.in_transaction) {
            patience_.stop();
            run_transaction(segment, first);
        } else {
            run_outside(segment.first);
        }
        is_uncertain_ = false;
    }

    /// Repeats a transaction that did not get its locks: the application's queries come first.
    template <class = void>
    void run_transaction(const script_segment& segment, std::size_t first) {
        detail::backoff pause(std::chrono::milliseconds(200));
        for (std::size_t attempt = 0;; ++attempt) {
            std::size_t at = first;
            try {
                return try_transaction(segment, at);
            } catch (const migration_error&) {
                talk_.roll_back();
                throw;
            } catch (const error& failure) {
                talk_.roll_back();
                if (attempt == options_.lock_retries || !detail::is_lock_conflict(failure))
                    fail_at_statement(failure, at, segment);
                tell_retry(failure);
            }
            pause.pause();
        }
    }

    template <class = void>
    void try_transaction(const script_segment& segment, std::size_t& at) {
        flight sending(talk_, at);
        begin(sending, segment, at);
        for (std::size_t each = at; each < segment.last; ++each) {
            const statement_kind kind = script_.statements[each].kind;
            if (kind == statement_kind::ordinary || kind == statement_kind::may_commit ||
                kind == statement_kind::outside_transaction)
                send_statement(sending, each);
        }
        sending.set_number(segment.last);
        if (segment.rolls_back) return finish_rolled_back(sending, segment);
        if (is_last(segment)) record(sending);
        else save_progress(sending, segment.last, false);
        sending.commit();
        if (is_last(segment)) settle();
    }

    /// With the file's own BEGIN, if it starts with one: it may name an isolation level.
    template <class = void>
    void begin(flight& sending, const script_segment& segment, std::size_t at) {
        const script_statement& first = script_.statements[at];
        const bool begins = at < segment.last && first.kind == statement_kind::begins_transaction;
        if (job_.begin) job_.begin(begins ? script_.text_of(first) : "begin");
        else if (begins) sending.add(script_.text_of(first), at);
        else sending.add("begin");
    }

    template <class = void>
    void send_statement(flight& sending, std::size_t at) {
        const script_statement& one = script_.statements[at];
        const bool is_large = one.end - one.begin > flight::most_bytes;
        if (!is_large && !one.travels_alone) return sending.add(script_.text_of(one), at);
        sending.send();
        sending.set_answered(at);
        run_statement(at);
    }

    template <class = void>
    void finish_rolled_back(flight& sending, const script_segment& segment) {
        sending.send();
        talk_.roll_back();
        if (is_last(segment)) return;
        save_progress(sending, segment.last, false);
        sending.send();
    }

    /// Nobody can take a statement back that runs outside a transaction, so its start is written down
    /// first: after a crash the next run knows which one may have ended.
    template <class = void>
    void run_outside(std::size_t at) {
        const bool is_repeated = is_uncertain_;
        if (is_repeated) require_repeatable(at);
        if (announce(at, is_repeated)) return;
        try {
            run_statement(at);
        } catch (const error& failure) {
            const std::string_view text = script_.text_of(script_.statements[at]);
            if (is_repeated && detail::says_done_already(text, failure)) return;
            keep_failed(at);
            const script_segment alone{at, at + 1, false, false};
            fail_at_statement(failure, at, alone);
        }
        if (script_.statements[at].kind == statement_kind::may_commit)
            save_progress_now(at + 1, false);
    }

    /// Writes down that a statement begins, and looks for what a broken build of its index has left: an
    /// invalid one, which IF NOT EXISTS would keep, is dropped. True: it is built already.
    template <class = void>
    bool announce(std::size_t at, bool is_repeated) {
        const std::optional<concurrent_index> wanted =
            concurrent_index_of(script_.text_of(script_.statements[at]));
        std::size_t ignored = 0;
        flight sending(talk_, ignored);
        patience_.start(sending);
        save_progress(sending, at, true);
        if (wanted)
            sending.add(find_index(),
                        std::move(bound_values().add_text(wanted->index).add_text(wanted->table)));
        const text_rows found(sending.ask());
        if (!wanted || found.size() == 0) return false;
        if (found.is_true(0, 0)) return is_repeated;
        talk_.run("drop index concurrently " + found.string(0, 1));
        return false;
    }

    /// Without a join: planning one takes longer than looking at every index of a table.
    ///
    /// Takes:    $1 name, $2 table.
    template <class = void>
    static std::string find_index() {
        return "select i.indisvalid::text, i.indexrelid::pg_catalog.regclass::text"
               " from pg_catalog.pg_index as i where i.indrelid operator(pg_catalog.=)"
               " pg_catalog.to_regclass($2)::pg_catalog.oid"
               " and (select c.relname from pg_catalog.pg_class as c where c.oid"
               " operator(pg_catalog.=) i.indexrelid) operator(pg_catalog.=)"
               " $1::pg_catalog.name";
    }

    /// A server that answered with an error has told how the statement ended.
    template <class = void>
    void keep_failed(std::size_t at) {
        const bool may_repeat = script_.statements[at].kind == statement_kind::may_commit;
        if (may_repeat && talk_.server().is_usable() && talk_.is_idle())
            save_progress_now(at, false);
    }

    template <class = void>
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

    /// Without a copy of its text, which may be large.
    template <class = void>
    void run_statement(std::size_t at) const {
        const script_statement& one = script_.statements[at];
        if (detail::leading_words(script_.text_of(one)).start_with("discard", "all"))
            return discard_all_but_locks();
        const zero_behind lent(job_.file.bytes, script_.text_of(one));
        talk_.run_in_place(lent.text());
    }

    /// DISCARD ALL would free the migrators' lock in the middle of the work.
    ///
    /// Source:   PostgreSQL manual, DISCARD, whose list this is.
    template <class = void>
    void discard_all_but_locks() const {
        talk_.server().execute_constant(
            "close all; set session authorization default; reset all; deallocate all; unlisten *;"
            " discard plans; discard temp; discard sequences",
            talk_.context());
        talk_.server().forget_statements();
    }

    template <class = void>
    void save_progress(flight& sending, std::size_t statements_done, bool is_running) {
        books_.save_progress(sending, job_.progress_name, job_.created_at, statements_done,
                             is_running, hash_of_done(statements_done));
    }

    template <class = void>
    void save_progress_now(std::size_t statements_done, bool is_running) {
        std::size_t ignored = 0;
        flight sending(talk_, ignored);
        save_progress(sending, statements_done, is_running);
        sending.send();
    }

    template <class = void>
    void record(flight& sending) {
        job_.finish(sending);
        if (books_.unfinished(job_.progress_name) != nullptr)
            books_.forget_unfinished(sending, job_.progress_name);
    }

    /// For migrations without statements, and those that end outside a transaction.
    template <class = void>
    void record_alone() {
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
        settle();
    }

    template <class = void>
    void settle() {
        is_recorded_ = true;
        if (books_.unfinished(job_.progress_name) != nullptr)
            books_.forgot_unfinished(job_.progress_name);
    }

    template <class = void>
    void tell_retry(const error& failure) const {
        if (!options_.progress) return;
        migration_event event;
        event.what = migration_event::kind::retrying;
        event.name = job_.file.name;
        event.detail = failure.message();
        options_.progress(event);
    }

    /// A failure behind the last statement came with COMMIT or with the books.
    template <class = void>
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

    template <class = void>
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
    bool is_uncertain_ = false;
    bool is_recorded_ = false;
    sha256_hash hash_;
    std::size_t hashed_bytes_ = 0;
};

namespace detail {

/// Runs a file; what it SET is taken back, so that a migration works the same alone and after others.
///
/// Takes:    before, made here when the first file changes a setting.
template <class = void>
void run_and_restore(const session& talk, std::optional<settings_snapshot>& before,
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
