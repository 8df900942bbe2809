// SPDX-License-Identifier: MIT
// One file to run: its statements one by one, and what is told of those that fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/callback.hpp>
#include <orm/migrate/flight.hpp>
#include <orm/migrate/script.hpp>
#include <orm/migrate/session.hpp>
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

    /// The statement with this number.
    template <class = void>
    std::string_view text_of(std::size_t at) const {
        return commands.text_of(commands.statements[at]);
    }
};

namespace detail {

/// DISCARD ALL would free the migrators' lock in the middle of the work.
///
/// Source:   PostgreSQL manual, DISCARD, whose list this is.
template <class = void>
void discard_all_but_locks(const session& talk) {
    talk.server().execute_constant(
        "close all; set session authorization default; reset all; deallocate all; unlisten *;"
        " discard plans; discard temp; discard sequences",
        talk.context());
    talk.server().forget_statements();
}

/// Runs one statement without a copy of its text, which may be large.
template <class = void>
void run_statement(const session& talk, const script_job& job, std::size_t at) {
    const std::string_view text = job.text_of(at);
    if (leading_words(text).start_with("discard", "all")) return discard_all_but_locks(talk);
    const zero_behind lent(job.file.bytes, text);
    talk.run_in_place(lent.text());
}

template <class = void>
[[noreturn]] void fail_at_statement(const error& failure, const session& talk,
                                    const script_job& job, std::size_t at) {
    const script_statement& one = job.commands.statements[at];
    fail_statement(failure, job.file, one.begin, one.end, talk.where());
}

/// For what comes with COMMIT or with the books, behind the last statement.
template <class = void>
[[noreturn]] void fail_at_end(const error& failure, const session& talk, const script_job& job) {
    error_details details = failure.details();
    details.message = "at the end of the transaction: " + details.message;
    details.hint = hint_for(failure);
    details.where = talk.where();
    throw migration_error(std::move(details), {job.file.name, job.file.path, 0, 0, {}});
}

}  // namespace detail
}  // namespace orm::migration
