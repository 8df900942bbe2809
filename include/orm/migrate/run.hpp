// SPDX-License-Identifier: MIT
// orm::migrate(): brings a database to the state of a folder, from any number of processes at once.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <orm/migrate/migrator.hpp>
#include <orm/migrate/script_runner.hpp>

namespace orm {
namespace migration {

/// How the way back of a migration is remembered while it is under way.
inline std::string down_progress_name(const std::string& migration) {
    return migration + " (down)";
}

namespace detail {

/// Takes away what comes behind migrate_options::up_to.
inline void keep_up_to(const migrator& all, std::vector<std::size_t>& pending) {
    if (all.options.up_to.empty()) return;
    const auto& entries = all.facts.entries;
    const auto last = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.name == all.options.up_to;
    });
    if (last == entries.end()) all.fail("the folder has no migration " + all.options.up_to);
    const auto end = static_cast<std::size_t>(last - entries.begin()) + 1;
    pending.erase(std::remove_if(pending.begin(), pending.end(),
                                 [end](std::size_t index) { return index >= end; }),
                  pending.end());
}

/// One call of orm::migrate().
class migration_run {
public:
    explicit migration_run(migrator& all) : all_(all) {}

    migration_report run() {
        all_.look();
        decide();
        report_.notes = notes_about(all_.facts, all_.plan);
        require_scripts();
        if (!pending_.empty()) all_.with_lock([this] { apply_all(); });
        report_.waited = all_.waited;
        for (const std::string& line : report_.notes) tell(migration_event::kind::note, {}, line);
        return std::move(report_);
    }

private:
    void decide() {
        pending_ = pending_of(all_.folder, all_.facts, all_.plan, all_.options.policy, where());
        report_.already_applied = all_.facts.entries.size() - pending_.size();
        keep_up_to(all_, pending_);
    }

    /// What is not SQL stops the run before anything has happened.
    void require_scripts() const {
        for (const std::size_t index : pending_)
            if (const migration_file* file = file_of(all_.facts.entries[index]))
                read_script(*file, where());
    }

    /// A migration that is half undone is still recorded: nothing may be built on it.
    void require_no_half_rollback() const {
        for (const migration_entry& entry : all_.facts.entries)
            if (all_.books.unfinished(down_progress_name(entry.name)) != nullptr)
                all_.fail("the rollback of " + entry.name + " was interrupted",
                          "finish it with orm::rollback()");
    }

    void apply_all() {
        decide();
        require_no_half_rollback();
        if (all_.needs_names() && !all_.books.has_names())
            all_.books.add_names(all_.facts, all_.plan);
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            number_ = i + 1;
            apply_one(all_.facts.entries[pending_[i]]);
        }
        number_ = 0;
    }

    void apply_one(const migration_entry& entry) {
        const migrate_options& options = all_.options;
        tell(migration_event::kind::started, entry.name);
        const auto started = std::chrono::steady_clock::now();
        if (options.before_each) options.before_each(all_.talk.server(), entry.name);
        if (const migration_file* file = file_of(entry)) apply_file(entry, *file);
        else apply_function(entry);
        if (options.after_each) options.after_each(all_.talk.server(), entry.name);
        const auto duration = since(started);
        report_.applied.push_back({entry.name, duration});
        tell(migration_event::kind::finished, entry.name, {}, duration);
    }

    void apply_file(const migration_entry& entry, const migration_file& file) {
        const script commands = read_script(file, where());
        const bool keeps_history = all_.options.keep_history;
        const script_job job{file, commands, entry.name, entry.created_at,
                             [&](std::chrono::milliseconds duration) {
                                 all_.books.record(entry, all_.needs_names(), duration,
                                                   keeps_history ? rewritten(file.bytes, {}) : "");
                             }};
        script_runner runner(all_.talk, all_.books, all_.options, job);
        run_and_restore(all_.talk, settings_, runner);
    }

    void apply_function(const migration_entry& entry) {
        const migration_function& function =
            all_.options.functions[entry.file - all_.folder.files.size()];
        const auto started = std::chrono::steady_clock::now();
        try {
            all_.talk.begin();
            function.run(all_.talk.server());
            if (!all_.talk.is_in_transaction())
                all_.fail("the function " + entry.name + " ended the transaction of its migration",
                          "let orm::migrate commit it");
            all_.books.record(entry, all_.needs_names(), since(started),
                              text_of_function(function));
            all_.talk.commit();
        } catch (...) {
            all_.talk.roll_back();
            throw;
        }
    }

    const migration_file* file_of(const migration_entry& entry) const {
        return entry.file < all_.folder.files.size() ? &all_.folder.files[entry.file] : nullptr;
    }

    static std::chrono::milliseconds since(std::chrono::steady_clock::time_point started) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - started);
    }

    source_location where() const { return all_.talk.where(); }

    void tell(migration_event::kind what, const std::string& name, const std::string& text = {},
              std::chrono::milliseconds duration = {}) const {
        if (!all_.options.progress) return;
        all_.tell({what, name, number_, pending_.size(), duration, text});
    }

    migrator& all_;
    std::vector<std::size_t> pending_;
    std::size_t number_ = 0;
    std::optional<settings_snapshot> settings_;
    migration_report report_;
};

}  // namespace detail
}  // namespace migration

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
    migration::migrator all(server, folder, options, where);
    return migration::detail::migration_run(all).run();
}

}  // namespace orm
