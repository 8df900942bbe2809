// SPDX-License-Identifier: MIT
// orm::migrate(): brings a database to the state of a folder, from any number of processes at once.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/migrator.hpp>
#include <orm/migrate/script_runner.hpp>
#include <orm/migrate/transaction_lock.hpp>

namespace orm {
namespace migration {

/// How the way back of a migration is remembered while it is under way.
template <class = void>
std::string down_progress_name(const std::string& migration) {
    return migration + " (down)";
}

namespace detail {

/// Takes away what comes behind migrate_options::up_to.
template <class = void>
void keep_up_to(const migrator& all, std::vector<std::size_t>& pending) {
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

template <class = void>
class basic_migration_run;
using migration_run = basic_migration_run<>;

/// One call of orm::migrate().
template <class>
class basic_migration_run {
public:
    explicit basic_migration_run(migrator& all) : all_(all) {}

    migration_report run() {
        all_.look();
        decide();
        report_.notes = notes_about(all_.facts, all_.plan);
        read_scripts();
        if (!pending_.empty()) {
            if (all_.is_pooled()) apply_through_pooler();
            else
                all_.with_lock_unless([this] { return is_nothing_left(); },
                                      [this] { apply_all(); });
        }
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

    /// Another process may have applied everything in the meantime.
    bool is_nothing_left() {
        if (!all_.options.up_to.empty()) return false;
        all_.look();
        if (all_.plan.count(migration_state::pending) != 0 ||
            all_.plan.count(migration_state::out_of_order) != 0)
            return false;
        decide();
        return true;
    }

    /// What is not SQL stops the run before anything has happened.
    void read_scripts() {
        scripts_.resize(all_.facts.entries.size());
        for (const std::size_t index : pending_)
            if (const migration_file* file = file_of(all_.facts.entries[index]))
                scripts_[index] = read_script(*file, where());
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
        if (all_.needs_names() && !all_.books.has_names()) {
            all_.talk.begin();
            all_.books.add_names(all_.facts, all_.plan);
            all_.talk.commit();
        }
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            number_ = i + 1;
            all_.books.keep_progress_table(needs_progress_behind(i));
            apply_one(pending_[i]);
        }
        number_ = 0;
    }

    bool needs_progress_behind(std::size_t position) const {
        return std::any_of(pending_.begin() + static_cast<std::ptrdiff_t>(position) + 1,
                           pending_.end(),
                           [&](std::size_t index) { return !scripts_[index].is_atomic(); });
    }

    /// Every migration takes the lock for itself, so that other processes may come in between.
    void apply_through_pooler() {
        all_.require_primary();
        const transaction_lock lock(all_);
        for (const std::size_t index : pending_)
            if (const migration_file* file = file_of(all_.facts.entries[index]))
                lock.require_fitting(*file, scripts_[index]);
        lock_ = &lock;
        prepare_through_pooler();
        require_no_half_rollback();
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            number_ = i + 1;
            try {
                apply_one(pending_[i]);
            } catch (const applied_by_another&) {
                all_.talk.roll_back();
                ++report_.already_applied;
            }
        }
        number_ = 0;
    }

    void prepare_through_pooler() {
        try {
            lock_->begin("begin");
            all_.books.prepare(all_.needs_names());
            if (all_.needs_names() && !all_.books.has_names())
                all_.books.add_names(all_.facts, all_.plan);
            all_.talk.commit();
        } catch (...) {
            all_.talk.roll_back();
            throw;
        }
    }

    /// Another process has come first, between the first look and the lock.
    struct applied_by_another {};

    void begin_through_pooler(std::size_t index, std::string_view begin) const {
        lock_->begin(begin);
        all_.read_history_again();
        const std::vector<std::size_t> left =
            pending_of(all_.folder, all_.facts, all_.plan, all_.options.policy, where());
        if (std::find(left.begin(), left.end(), index) == left.end()) throw applied_by_another{};
    }

    void apply_one(std::size_t index) {
        const migration_entry& entry = all_.facts.entries[index];
        const migrate_options& options = all_.options;
        tell(migration_event::kind::started, entry.name);
        started_ = std::chrono::steady_clock::now();
        if (options.before_each) options.before_each(all_.talk.server(), entry.name);
        if (migration_file* file = file_of(entry)) apply_file(index, *file);
        else apply_function(index);
        if (options.after_each) options.after_each(all_.talk.server(), entry.name);
        const auto duration = elapsed();
        report_.applied.push_back({entry.name, duration});
        tell(migration_event::kind::finished, entry.name, {}, duration);
    }

    void apply_file(std::size_t index, migration_file& file) {
        const migration_entry& entry = all_.facts.entries[index];
        script_job job{file,
                       scripts_[index],
                       entry.name,
                       entry.created_at,
                       [&](flight& sending) {
                           const bool is_kept = all_.options.keep_history;
                           record(sending, entry, is_kept ? rewritten(file.bytes, {}) : "");
                       },
                       {}};
        if (lock_ != nullptr)
            job.begin = [this, index](std::string_view begin) {
                begin_through_pooler(index, begin);
            };
        script_runner runner(all_.talk, all_.books, all_.options, job);
        run_and_restore(all_.talk, settings_, runner);
    }

    void apply_function(std::size_t index) {
        const migration_entry& entry = all_.facts.entries[index];
        const migration_function& function =
            all_.options.functions[entry.file - all_.folder.files.size()];
        try {
            if (lock_ != nullptr) begin_through_pooler(index, "begin");
            else all_.talk.begin();
            function.run(all_.talk.server());
            if (!all_.talk.is_in_transaction())
                all_.fail("the function " + entry.name + " ended the transaction of its migration",
                          "let orm::migrate commit it");
            std::size_t ignored = 0;
            flight sending(all_.talk, ignored);
            record(sending, entry, text_of_function(function));
            sending.commit();
        } catch (...) {
            all_.talk.roll_back();
            throw;
        }
    }

    /// The duration is that of the statements, so with a history they are waited for.
    void record(flight& sending, const migration_entry& entry, const std::string& plain_text) {
        if (all_.options.keep_history) sending.send();
        all_.books.record(sending, entry, all_.needs_names(), elapsed(), plain_text);
    }

    migration_file* file_of(const migration_entry& entry) const {
        return entry.file < all_.folder.files.size() ? &all_.folder.files[entry.file] : nullptr;
    }

    std::chrono::milliseconds elapsed() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - started_);
    }

    source_location where() const { return all_.talk.where(); }

    void tell(migration_event::kind what, const std::string& name, const std::string& text = {},
              std::chrono::milliseconds duration = {}) const {
        if (!all_.options.progress) return;
        all_.tell({what, name, number_, pending_.size(), duration, text});
    }

    migrator& all_;
    std::vector<std::size_t> pending_;
    std::vector<script> scripts_;  ///< one for each entry; empty where nothing is pending
    const transaction_lock* lock_ = nullptr;  ///< through a pooler only
    std::chrono::steady_clock::time_point started_{};
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
template <class = void>
migration_report migrate(driver::postgres::connection& server, const std::string& folder,
                         const migrate_options& options = {},
                         source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    return migration::detail::migration_run(all).run();
}

}  // namespace orm
