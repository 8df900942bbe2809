// SPDX-License-Identifier: MIT
// orm::migrate(): brings a database to the state of a folder, from any number of processes at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <orm/migrate/bookkeeper.hpp>
#include <orm/migrate/inspection.hpp>
#include <orm/migrate/lock.hpp>
#include <orm/migrate/options.hpp>
#include <orm/migrate/same_text.hpp>
#include <orm/migrate/script_runner.hpp>
#include <orm/migrate/session_settings.hpp>
#include <orm/migrate/verdict.hpp>

namespace orm {
namespace migration::detail {

/// One call of orm::migrate().
class migration_run {
public:
    migration_run(connection& server, const std::string& path, const migrate_options& options,
                  source_location where)
        : talk_(server, where),
          options_(options),
          sql_(options.schema, options.table),
          folder_(read_folder(path, where)),
          books_(talk_, sql_, options.keep_history) {}

    migration_report run() {
        require_no_transaction();
        facts_ = inspect(talk_, sql_, folder_, options_);
        decide();
        report_.notes = notes_about(facts_, plan_);
        report_.already_applied = facts_.entries.size() - pending_.size();
        require_scripts();
        if (!pending_.empty()) run_locked();
        for (const std::string& line : report_.notes) tell(migration_event::kind::note, {}, line);
        return std::move(report_);
    }

private:
    bool needs_names() const { return folder_.layout != migration_layout::journal; }

    void decide() {
        plan_ = compare(facts_.entries, facts_.rows);
        forgive_text_forms(talk_, folder_, facts_, plan_);
        pending_ = pending_of(folder_, facts_, plan_, options_.policy, talk_.where());
    }

    void require_no_transaction() const {
        if (!talk_.is_idle())
            fail("migrations cannot run inside a transaction of the caller", {}, talk_.where(),
                 "commit it first");
    }

    /// What is not SQL stops the run before anything has happened.
    void require_scripts() const {
        for (const std::size_t index : pending_)
            if (facts_.entries[index].file < folder_.files.size())
                read_script(folder_.files[facts_.entries[index].file], talk_.where());
    }

    void require_writable() const {
        if (facts_.is_replica)
            fail("this server is a read-only replica and " + std::to_string(pending_.size()) +
                     " migrations are pending",
                 {{}, folder_.path, 0, 0, {}}, talk_.where(), "connect to the primary server");
        const bool is_direct = facts_.backend_process_id == talk_.server().backend_process_id();
        if (!is_direct && !options_.trust_pooler)
            fail(
                "this connection goes through a pooler, which may give every statement another "
                "session; a lock that holds is impossible there",
                {}, talk_.where(),
                "for migrations connect directly, not through a transaction pooler; for a pooler "
                "in "
                "session mode set migrate_options::trust_pooler");
    }

    void run_locked() {
        require_writable();
        migration_lock lock(talk_, sql_.lock_name());
        wait_for(lock);
        {
            const migrator_settings settings(talk_, options_.lock_timeout);
            books_.prepare(needs_names());
            look_again();
            apply_all();
            books_.tidy();
        }
        lock.release();
    }

    void wait_for(migration_lock& lock) {
        const auto give_up = std::chrono::steady_clock::now() + options_.wait_timeout;
        backoff pause(std::chrono::milliseconds(20));
        while (!lock.try_take()) {
            if (!report_.waited)
                tell(migration_event::kind::waiting, {}, lock_holder(talk_, sql_.lock_name()));
            report_.waited = true;
            if (std::chrono::steady_clock::now() >= give_up) fail_waiting();
            pause.pause();
        }
    }

    [[noreturn]] void fail_waiting() const {
        std::string holder = lock_holder(talk_, sql_.lock_name());
        if (holder.empty()) holder = "it has just let go";
        fail("another process has been migrating this database for longer than " +
                 std::to_string(options_.wait_timeout.count()) + " ms: " + holder,
             {{}, folder_.path, 0, 0, {}}, talk_.where(),
             "wait for it, or end it; its lock goes with its connection");
    }

    /// Another process may have migrated between the first look and the lock.
    void look_again() {
        facts_.rows = read_rows(talk_, sql_);
        decide();
        report_.already_applied = facts_.entries.size() - pending_.size();
        if (needs_names() && !books_.has_names()) books_.add_names(facts_, plan_);
    }

    void apply_all() {
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            const migration_entry& entry = facts_.entries[pending_[i]];
            number_ = i + 1;
            tell(migration_event::kind::started, entry.name);
            const auto started = std::chrono::steady_clock::now();
            if (options_.before_each) options_.before_each(talk_.server(), entry.name);
            apply(entry);
            if (options_.after_each) options_.after_each(talk_.server(), entry.name);
            const auto duration = std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - started);
            report_.applied.push_back({entry.name, duration});
            tell(migration_event::kind::finished, entry.name, {}, duration);
        }
        number_ = 0;
    }

    void apply(const migration_entry& entry) {
        if (entry.file >= folder_.files.size()) return apply_function(entry);
        const migration_file& file = folder_.files[entry.file];
        const script commands = read_script(file, talk_.where());
        if (commands.changes_session && !settings_) settings_.emplace(talk_);
        script_runner runner(talk_, books_, options_);
        try {
            runner.run(file, entry, commands, needs_names());
        } catch (...) {
            if (commands.changes_session) restore_settings();
            throw;
        }
        if (commands.changes_session) settings_->restore();
    }

    void restore_settings() const noexcept {
        if (!talk_.server().is_usable()) return;
        try {
            settings_->restore();
        } catch (const error&) {
            talk_.server().close();
        }
    }

    void apply_function(const migration_entry& entry) {
        const migration_function& function = options_.functions[entry.file - folder_.files.size()];
        const auto started = std::chrono::steady_clock::now();
        try {
            talk_.begin();
            function.run(talk_.server());
            if (!talk_.is_in_transaction())
                fail("the function ended the transaction of its migration",
                     {entry.name, {}, 0, 0, {}}, talk_.where(), "let orm::migrate commit it");
            const auto duration = std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - started);
            books_.record(entry, needs_names(), duration, text_of_function(function));
            talk_.commit();
        } catch (...) {
            talk_.roll_back();
            throw;
        }
    }

    void tell(migration_event::kind what, const std::string& name, const std::string& detail = {},
              std::chrono::milliseconds duration = {}) const {
        if (!options_.progress) return;
        migration_event event;
        event.what = what;
        event.name = name;
        event.number = number_;
        event.pending = pending_.size();
        event.duration = duration;
        event.detail = detail;
        options_.progress(event);
    }

    session talk_;
    const migrate_options& options_;
    history_sql sql_;
    migrations_folder folder_;
    bookkeeper books_;
    inspection facts_;
    migration_plan plan_;
    std::vector<std::size_t> pending_;
    std::size_t number_ = 0;
    std::optional<settings_snapshot> settings_;
    migration_report report_;
};

}  // namespace migration::detail

/// Applies every pending migration of a folder: Drizzle's two layouts, or numbered files.
///
///     orm::migrate(server, "migrations/");   // safe with any number of processes starting at once
///
/// A database that is up to date costs one round trip and no lock. Each migration is one transaction
/// with the row that records it, except for statements that PostgreSQL refuses in transactions, files
/// that commit on their own, and files that start with `-- orm: no-transaction`: those go on behind the
/// last finished statement when they are interrupted.
///
/// Takes:    a connection that is not in a transaction; a folder, relative to the current directory.
/// Gives:    what was applied, and remarks.
/// Throws:   migration_error; connection_lost and timeout from outside the migrations' own statements.
/// Source:   Drizzle's migrator, whose history table is used as it is.
inline migration_report migrate(driver::postgres::connection& server, const std::string& folder,
                                const migrate_options& options = {},
                                source_location where = source_location::current()) {
    return migration::detail::migration_run(server, folder, options, where).run();
}

}  // namespace orm
