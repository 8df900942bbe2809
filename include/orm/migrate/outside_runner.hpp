// SPDX-License-Identifier: MIT
// Runs the statements that PostgreSQL refuses inside a transaction, and repairs what a crash left of one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <orm/migrate/concurrent_index.hpp>
#include <orm/migrate/script_job.hpp>
#include <orm/migrate/script_progress.hpp>
#include <orm/migrate/session_settings.hpp>

namespace orm::migration {

template <class = void>
class basic_outside_runner;
using outside_runner = basic_outside_runner<>;

/// Nobody can take a statement back that runs outside a transaction, so its start is written down first:
/// after a crash the next run knows which one may have ended.
template <class>
class basic_outside_runner {
public:
    basic_outside_runner(const session& talk, const script_job& job, script_progress& progress,
                         lock_patience& patience)
        : talk_(talk), job_(job), progress_(progress), patience_(patience) {}

    /// Takes:    the number of the statement.
    /// Throws:   migration_error; also for a procedure that may have committed before a crash.
    void run(std::size_t at) {
        const bool is_repeated = progress_.is_uncertain();
        if (is_repeated) require_repeatable(at);
        if (announce(at, is_repeated)) return;
        try {
            detail::run_statement(talk_, job_, at);
        } catch (const error& failure) {
            if (is_repeated && detail::says_done_already(job_.text_of(at), failure)) return;
            keep_failed(at);
            detail::fail_at_statement(failure, talk_, job_, at);
        }
        if (may_commit(at)) progress_.save_now(at + 1, false);
    }

private:
    bool may_commit(std::size_t at) const {
        return job_.commands.statements[at].kind == statement_kind::may_commit;
    }

    /// Writes down that a statement begins, and looks for what a broken build of its index has left: an
    /// invalid one, which IF NOT EXISTS would keep, is dropped. True: it is built already.
    bool announce(std::size_t at, bool is_repeated) {
        const std::optional<concurrent_index> wanted = concurrent_index_of(job_.text_of(at));
        std::size_t ignored = 0;
        flight sending(talk_, ignored);
        patience_.start(sending);
        progress_.save(sending, at, true);
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
    static std::string find_index() {
        return "select i.indisvalid::text, i.indexrelid::pg_catalog.regclass::text"
               " from pg_catalog.pg_index as i where i.indrelid operator(pg_catalog.=)"
               " pg_catalog.to_regclass($2)::pg_catalog.oid"
               " and (select c.relname from pg_catalog.pg_class as c where c.oid"
               " operator(pg_catalog.=) i.indexrelid) operator(pg_catalog.=)"
               " $1::pg_catalog.name";
    }

    /// A server that answered with an error has told how the statement ended.
    void keep_failed(std::size_t at) {
        if (may_commit(at) && talk_.server().is_usable() && talk_.is_idle())
            progress_.save_now(at, false);
    }

    void require_repeatable(std::size_t at) const {
        if (!may_commit(at)) return;
        const script_statement& one = job_.commands.statements[at];
        const file_position place = position_of(job_.commands.text, one.begin);
        const std::string again = progress_.update_by_hand("is_running = false");
        const std::string behind = progress_.update_by_hand(
            "is_running = false, done_hash = null, statements_done = " + std::to_string(at + 1));
        detail::fail(
            "the migrator was interrupted while this statement ran; it may have done all, some "
            "or nothing of its work",
            {job_.file.name, job_.file.path, place.line, place.column,
             detail::excerpt_of(job_.text_of(at))},
            talk_.where(),
            "look at its effects; to run it again: " + again + "; to go on behind it: " + behind);
    }

    const session& talk_;
    const script_job& job_;
    script_progress& progress_;
    lock_patience& patience_;
};

}  // namespace orm::migration
