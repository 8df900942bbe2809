// SPDX-License-Identifier: MIT
// Runs one migration, from the start or from where a crash left it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <orm/migrate/bookkeeper.hpp>
#include <orm/migrate/concurrent_index.hpp>
#include <orm/migrate/lock.hpp>
#include <orm/migrate/options.hpp>
#include <orm/migrate/script.hpp>
#include <orm/migrate/session_settings.hpp>

namespace orm::migration {

namespace detail {

inline constexpr std::string_view position_words = " at character ";

/// Parts "message at character 7" into the message and 7; 0 when the server named no position.
inline std::size_t take_position(std::string& message) {
    const std::size_t at = message.rfind(position_words);
    if (at == std::string::npos) return 0;
    const std::string digits = message.substr(at + position_words.size());
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return 0;
    message.resize(at);
    return static_cast<std::size_t>(to_integer(digits));
}

inline std::string hint_for(const error& failure) {
    if (!failure.hint().empty()) return failure.hint();
    const std::string& state = failure.sqlstate();
    if (state == "55P04")
        return "PostgreSQL lets a new enum value be used only after the transaction that added it: "
               "put the statements that use it into the next migration";
    if (state == "25001" || state == "2D000")
        return "write '-- orm: no-transaction' in the first line of the file";
    if (state == "55P03")
        return "another session holds a lock on the table; end its transaction or raise "
               "migrate_options::lock_timeout";
    if (state == "25006") return "connect to the primary server";
    return {};
}

/// Puts a server's failure into the migrator's words. Byte: where in file.sql() the statement starts.
ORM_COLD [[noreturn]] inline void fail_statement(const error& failure, const migration_file& file,
                                                 std::size_t begin, std::size_t end,
                                                 source_location where) {
    error_details details = failure.details();
    const std::string_view statement = file.sql().substr(begin, end - begin);
    const std::size_t character = take_position(details.message);
    const std::size_t offset = character == 0 ? 0 : byte_of_character(statement, character);
    const file_position place = position_of(file.sql(), begin + offset);
    details.hint = hint_for(failure);
    details.query = statement;
    details.where = where;
    throw migration_error(std::move(details),
                          {file.name, file.path, place.line, place.column, excerpt_of(statement)});
}

inline bool is_lock_conflict(const error& failure) {
    return failure.sqlstate() == "55P03" || failure.sqlstate() == "40P01";
}

/// What a second run of a statement meets when the first one had ended.
inline bool says_done_already(std::string_view statement, const error& failure) {
    const leading_words words(statement);
    const std::string& state = failure.sqlstate();
    if (words.is(0, "create")) return state == "42P04" || state == "42710" || state == "42P07";
    if (words.is(0, "drop")) return state == "42704" || state == "3D000";
    return false;
}

}  // namespace detail

/// Runs the segments of a script and keeps the books in step with them.
class script_runner {
public:
    script_runner(const session& talk, bookkeeper& books, const migrate_options& options)
        : talk_(talk), books_(books), options_(options) {}

    /// Applies one file and records it.
    ///
    /// Takes:    commands, the file's own; with_name for a history that holds names.
    /// Throws:   migration_error with file, line, column and statement. A transaction that failed has
    ///           left nothing; the next run goes on behind the last statement that is recorded.
    void run(const migration_file& file, const migration_entry& entry, const script& commands,
             bool with_name) {
        file_ = &file;
        entry_ = &entry;
        script_ = commands;
        with_name_ = with_name;
        started_ = std::chrono::steady_clock::now();
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
        const unfinished_migration* left = books_.unfinished(entry_->name);
        is_recorded_ = false;
        is_uncertain_ = left != nullptr && left->is_running;
        if (left == nullptr || left->statements_done + (is_uncertain_ ? 1U : 0U) == 0) return 0;
        const bool fits = left->statements_done <= script_.statements.size() &&
                          books_.hash_of(done_bytes(left->statements_done)) == left->done_hash;
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
        if (segment.in_transaction) run_transaction(segment, first);
        else run_outside(segment.first);
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
        if (begins) run_statement(at++);
        if (!talk_.is_in_transaction()) talk_.begin();
        for (; at < segment.last; ++at)
            if (script_.statements[at].kind == statement_kind::ordinary ||
                script_.statements[at].kind == statement_kind::may_commit ||
                script_.statements[at].kind == statement_kind::outside_transaction)
                run_statement(at);
        if (segment.rolls_back) return finish_rolled_back(segment);
        if (is_last(segment)) record();
        else books_.save_progress(*entry_, segment.last, false, done_bytes(segment.last));
        talk_.commit();
        is_recorded_ = is_last(segment);
    }

    void finish_rolled_back(const script_segment& segment) {
        talk_.roll_back();
        if (!is_last(segment))
            books_.save_progress(*entry_, segment.last, false, done_bytes(segment.last));
    }

    /// Nobody can take a statement back that runs outside a transaction, so its start is written down
    /// first: after a crash the next run knows which one may have ended.
    void run_outside(std::size_t at) {
        const bool is_repeated = is_uncertain_;
        if (is_repeated) require_repeatable(at);
        books_.save_progress(*entry_, at, true, done_bytes(at));
        const lock_timeout_off patience(talk_, !script_.sets_lock_timeout);
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
        if (script_.statements[at].kind == statement_kind::may_commit)
            books_.save_progress(*entry_, at + 1, false, done_bytes(at + 1));
    }

    /// A server that answered with an error has told how the statement ended.
    void keep_failed(std::size_t at) {
        const bool may_repeat = script_.statements[at].kind == statement_kind::may_commit;
        if (may_repeat && talk_.server().is_usable() && talk_.is_idle())
            books_.save_progress(*entry_, at, false, done_bytes(at));
    }

    void require_repeatable(std::size_t at) const {
        if (script_.statements[at].kind != statement_kind::may_commit) return;
        const std::string update =
            "update " + books_.sql().progress_table() +
            " set is_running = false where name = " + sql::quoted_literal(entry_->name);
        const script_statement& one = script_.statements[at];
        const file_position place = position_of(script_.text, one.begin);
        detail::fail(
            "the migrator was interrupted while this statement ran; it may have done all, "
            "some or nothing of its work",
            {file_->name, file_->path, place.line, place.column,
             detail::excerpt_of(script_.text_of(one))},
            talk_.where(),
            "look at its effects; to run it again: " + update +
                "; if it is done, remove it from the file, then the same");
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

    void record() { books_.record(*entry_, with_name_, elapsed(), plain_text()); }

    /// For migrations without statements, and those that end outside a transaction.
    void record_alone() {
        talk_.begin();
        record();
        talk_.commit();
    }

    std::string plain_text() const {
        return options_.keep_history ? rewritten(file_->bytes, {}) : std::string();
    }

    std::chrono::milliseconds elapsed() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - started_);
    }

    void tell_retry(const error& failure) const {
        if (!options_.progress) return;
        migration_event event;
        event.what = migration_event::kind::retrying;
        event.name = entry_->name;
        event.detail = failure.message();
        options_.progress(event);
    }

    /// A failure behind the last statement came with COMMIT or with the books.
    [[noreturn]] void fail_at_statement(const error& failure, std::size_t at,
                                        const script_segment& segment) const {
        const bool at_commit = at >= segment.last;
        if (!at_commit) {
            const script_statement& one = script_.statements[at];
            detail::fail_statement(failure, *file_, one.begin, one.end, talk_.where());
        }
        error_details details = failure.details();
        details.message = "at the end of the transaction: " + details.message;
        details.hint = detail::hint_for(failure);
        details.where = talk_.where();
        throw migration_error(std::move(details), {file_->name, file_->path, 0, 0, {}});
    }

    [[noreturn]] void fail_file(std::string message, std::string hint) const {
        detail::fail(std::move(message), {file_->name, file_->path, 0, 0, {}}, talk_.where(),
                     std::move(hint));
    }

    const session& talk_;
    bookkeeper& books_;
    const migrate_options& options_;
    const migration_file* file_ = nullptr;
    const migration_entry* entry_ = nullptr;
    bool with_name_ = false;
    script script_;
    std::chrono::steady_clock::time_point started_{};
    bool is_uncertain_ = false;
    bool is_recorded_ = false;
};

}  // namespace orm::migration
