// SPDX-License-Identifier: MIT
// Runs one migration, from the start or from where a crash left it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include <orm/migrate/bookkeeper.hpp>
#include <orm/migrate/flight.hpp>
#include <orm/migrate/lock.hpp>
#include <orm/migrate/options.hpp>
#include <orm/migrate/outside_runner.hpp>
#include <orm/migrate/script_job.hpp>
#include <orm/migrate/script_progress.hpp>
#include <orm/migrate/session_settings.hpp>

namespace orm::migration {

template <class = void>
class basic_script_runner;
using script_runner = basic_script_runner<>;

/// Runs the segments of a script and keeps the books in step with them.
template <class>
class basic_script_runner {
public:
    basic_script_runner(const session& talk, bookkeeper& books, const migrate_options& options,
                        const script_job& job)
        : talk_(talk),
          options_(options),
          job_(job),
          script_(job.commands),
          patience_(talk, !job.commands.sets_lock_timeout),
          progress_(talk, books, job),
          outside_(talk, job, progress_, patience_) {}

    bool changes_session() const { return script_.changes_session; }

    /// Runs the file, from the start or behind what an interrupted run has done, and finishes the job.
    ///
    /// Throws:   migration_error with file, line, column and statement. A transaction that failed has
    ///           left nothing; the next run goes on behind the last statement that is recorded.
    void run() {
        std::size_t next = progress_.resume_point();
        for (const script_segment& segment : script_.segments) {
            if (segment.last <= next) continue;
            run_segment(segment, next > segment.first ? next : segment.first);
            next = segment.last;
        }
        progress_.record_unless_done();
    }

private:
    bool is_last(const script_segment& segment) const {
        return segment.last == script_.statements.size();
    }

    void run_segment(const script_segment& segment, std::size_t first) {
        if (segment.in_transaction) {
            patience_.stop();
            run_transaction(segment, first);
        } else {
            outside_.run(segment.first);
        }
        progress_.set_certain();
    }

    /// Repeats a transaction that did not get its locks: the application's queries come first.
    void run_transaction(const script_segment& segment, std::size_t first) {
        detail::backoff pause(std::chrono::milliseconds(200), std::chrono::milliseconds(500));
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
                    fail(failure, at, segment);
                tell_retry(failure);
            }
            pause.pause();
        }
    }

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
        if (is_last(segment)) progress_.record(sending);
        else progress_.save(sending, segment.last, false);
        sending.commit();
        if (is_last(segment)) progress_.set_recorded();
    }

    /// With the file's own BEGIN, if it starts with one: it may name an isolation level.
    void begin(flight& sending, const script_segment& segment, std::size_t at) {
        const script_statement& first = script_.statements[at];
        const bool begins = at < segment.last && first.kind == statement_kind::begins_transaction;
        if (job_.begin) job_.begin(begins ? script_.text_of(first) : "begin");
        else if (begins) sending.add(script_.text_of(first), at);
        else sending.add("begin");
    }

    void send_statement(flight& sending, std::size_t at) {
        const script_statement& one = script_.statements[at];
        const bool is_large = one.end - one.begin > flight::most_bytes;
        if (!is_large && !one.travels_alone) return sending.add(script_.text_of(one), at);
        sending.send();
        sending.set_answered(at);
        detail::run_statement(talk_, job_, at);
    }

    void finish_rolled_back(flight& sending, const script_segment& segment) {
        sending.send();
        talk_.roll_back();
        if (is_last(segment)) return;
        progress_.save(sending, segment.last, false);
        sending.send();
    }

    void tell_retry(const error& failure) const {
        if (!options_.progress) return;
        migration_event event;
        event.what = migration_event::kind::retrying;
        event.name = job_.file.name;
        event.detail = failure.message();
        options_.progress(event);
    }

    [[noreturn]] void fail(const error& failure, std::size_t at,
                           const script_segment& segment) const {
        if (at < segment.last) detail::fail_at_statement(failure, talk_, job_, at);
        detail::fail_at_end(failure, talk_, job_);
    }

    const session& talk_;
    const migrate_options& options_;
    const script_job& job_;
    const script& script_;
    lock_patience patience_;
    script_progress progress_;
    outside_runner outside_;
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
