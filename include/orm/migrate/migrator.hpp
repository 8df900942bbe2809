// SPDX-License-Identifier: MIT
// What every operation on a migrations folder shares: reading, comparing, locking, telling.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/bookkeeper.hpp>
#include <orm/migrate/inspection.hpp>
#include <orm/migrate/lock.hpp>
#include <orm/migrate/options.hpp>
#include <orm/migrate/same_text.hpp>
#include <orm/migrate/session_settings.hpp>
#include <orm/migrate/verdict.hpp>

namespace orm::migration {

inline constexpr std::string_view pooler_hint =
    "for migrations connect directly, not through a transaction pooler; for a pooler in session mode "
    "set migrate_options::trust_pooler";

template <class = void>
class basic_migrator;
using migrator = basic_migrator<>;

/// A folder and a database, side by side. Made for one call and used by one thread.
template <class>
class basic_migrator {
public:
    basic_migrator(connection& server, const std::string& path, const migrate_options& chosen,
                   source_location where)
        : talk(server, where),
          options(chosen),
          sql(chosen.schema, chosen.table),
          folder(read_folder(path, where)),
          books(talk, sql, chosen.keep_history) {
        require_no_transaction();
    }
    basic_migrator(const migrator&) = delete;
    migrator& operator=(const migrator&) = delete;

    session talk;
    const migrate_options& options;
    history_sql sql;
    migrations_folder folder;
    bookkeeper books;
    inspection facts;
    migration_plan plan;
    bool waited = false;

    bool needs_names() const { return folder.layout != migration_layout::journal; }

    /// Reads journal, hashes and history in one round trip, without a lock.
    void look() {
        facts = inspect(talk, sql, folder, options);
        compare_again();
    }

    bool has_progress_table() const {
        const text_rows found = talk.rows("select (pg_catalog.to_regclass($1) is not null)::text",
                                          bound_values().add_text(sql.progress_table()));
        return found.is_true(0, 0);
    }

    /// Does the work with the lock held and the history read once more: another process may have
    /// changed it between the first look and the lock.
    template <class Work>
    void with_lock(Work work) {
        with_lock_unless([] { return false; }, work);
    }

    /// The same, unless the work is done: asked each time that the lock is another's, so that many waiting
    /// processes need not take it one after the other only to find that nothing is left.
    template <class Done, class Work>
    void with_lock_unless(Done is_done, Work work) {
        require_primary();
        require_session();
        migration_lock lock(talk, sql.lock_name());
        bool is_taken = false;
        wait_for([&] { return (is_taken = lock.try_take()) || is_done(); });
        if (!is_taken) return;
        {
            const migrator_settings settings(talk, options.lock_timeout);
            books.prepare(needs_names());
            read_history_again();
            work();
            books.tidy();
        }
        lock.release();
    }

    /// With the lock held, for another process may have changed it since the first look.
    void read_history_again() {
        facts.rows = read_rows(talk, sql);
        compare_again();
    }

    /// True when a pooler may give each transaction another session.
    bool is_pooled() const {
        return facts.backend_process_id != talk.server().backend_process_id() &&
               !options.trust_pooler;
    }

    void require_primary() const {
        if (facts.is_replica)
            fail("this server is a read-only replica and the folder holds migrations that it lacks",
                 "connect to the primary server");
    }

    /// Asks for the lock until it is there. Takes: take, which asks once.
    template <class Take>
    void wait_for(Take take) {
        const auto give_up = std::chrono::steady_clock::now() + options.wait_timeout;
        detail::backoff pause(std::chrono::milliseconds(20), std::chrono::milliseconds(300));
        while (!take()) {
            if (!std::exchange(waited, true)) tell_waiting();
            if (std::chrono::steady_clock::now() >= give_up) fail_waiting();
            pause.pause();
        }
    }

    void tell(const migration_event& event) const {
        if (options.progress) options.progress(event);
    }

    [[noreturn]] void fail(std::string message, std::string hint = {}) const {
        detail::fail(std::move(message), {{}, folder.path, 0, 0, {}}, talk.where(),
                     std::move(hint));
    }

private:
    void compare_again() {
        plan = compare(facts.entries, facts.rows);
        forgive_text_forms(talk, folder, facts, plan);
    }

    void require_no_transaction() const {
        if (!talk.is_idle())
            fail("migrations cannot run inside a transaction of the caller", "commit it first");
    }

    void require_session() const {
        if (is_pooled())
            fail(
                "this connection goes through a pooler, which may give every statement another "
                "session; a lock that holds is impossible there",
                std::string(pooler_hint));
    }

    void tell_waiting() const {
        if (!options.progress) return;
        migration_event event;
        event.what = migration_event::kind::waiting;
        event.detail = lock_holder(talk, sql.lock_name());
        tell(event);
    }

    [[noreturn]] void fail_waiting() const {
        std::string holder = lock_holder(talk, sql.lock_name());
        if (holder.empty()) holder = "it has just let go";
        fail("another process has been migrating this database for longer than " +
                 std::to_string(options.wait_timeout.count()) + " ms: " + holder,
             "wait for it, or end it; its lock goes with its connection");
    }
};

}  // namespace orm::migration
