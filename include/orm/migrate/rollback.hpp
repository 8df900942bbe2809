// SPDX-License-Identifier: MIT
// orm::rollback(): runs the ways back of the newest migrations.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <orm/migrate/migrator.hpp>
#include <orm/migrate/run.hpp>
#include <orm/migrate/script_runner.hpp>

namespace orm {
namespace migration::detail {

template <class = void>
class basic_rollback_run;
using rollback_run = basic_rollback_run<>;

/// One call of a rollback function.
template <class>
class basic_rollback_run {
public:
    explicit basic_rollback_run(migrator& all) : all_(all) {}

    /// Takes:    choose, which gives the number of migrations to undo; called under the lock.
    template <class Choose>
    migration_report run(Choose choose) {
        all_.look();
        all_.with_lock([&] {
            sort_applied();
            prepare(choose(*this));
            for (way_back& one : ways_) undo(one);
        });
        report_.already_applied = applied_.size() - ways_.size();
        report_.waited = all_.waited;
        return std::move(report_);
    }

    /// The row's entry, newest first; none where the folder does not know the row.
    const std::vector<std::pair<std::size_t, std::optional<std::size_t>>>& applied() const {
        return applied_;
    }
    const migrator& all() const { return all_; }

private:
    struct way_back {
        std::size_t entry;
        std::size_t row;
        migration_file file;
    };

    /// Newest first, by the order in which they were applied.
    void sort_applied() {
        std::vector<std::optional<std::size_t>> entry_of(all_.facts.rows.size());
        for (std::size_t i = 0; i < all_.plan.migrations.size(); ++i)
            if (all_.plan.migrations[i].row) entry_of[*all_.plan.migrations[i].row] = i;
        for (std::size_t row = entry_of.size(); row-- > 0;)
            applied_.push_back({row, entry_of[row]});
    }

    /// Reads every way back before the first one runs.
    void prepare(std::size_t steps) {
        if (steps > applied_.size())
            all_.fail("cannot roll back " + std::to_string(steps) +
                      " migrations: " + std::to_string(applied_.size()) + " are applied");
        std::string missing;
        for (std::size_t i = 0; i < steps; ++i) {
            const auto& [row, entry] = applied_[i];
            if (!entry)
                all_.fail("the newest applied migration is not in this folder: " +
                              name_of_row(all_.facts.rows[row]),
                          "roll back with the folder of the program that applied it");
            const std::string& name = all_.facts.entries[*entry].name;
            const std::string path = down_path_of(all_.folder, name);
            if (!file_exists(path)) missing += (missing.empty() ? "" : ", ") + path;
            else ways_.push_back({*entry, row, read_migration(name, path, all_.talk.where())});
        }
        if (!missing.empty())
            all_.fail("no way back: missing " + missing,
                      "write the SQL that undoes the migration; nothing was rolled back");
        for (const way_back& one : ways_) {
            require_utf8(one.file.bytes, one.file.path, one.file.name, all_.talk.where());
            read_script(one.file, all_.talk.where());
        }
    }

    void undo(way_back& one) {
        const migration_entry& entry = all_.facts.entries[one.entry];
        const auto started = std::chrono::steady_clock::now();
        const script commands = read_script(one.file, all_.talk.where());
        const script_job job{one.file,
                             commands,
                             down_progress_name(entry.name),
                             entry.created_at,
                             [&](flight& sending) {
                                 all_.books.remove(sending, entry, all_.facts.rows[one.row].id);
                             },
                             {}};
        script_runner runner(all_.talk, all_.books, all_.options, job);
        run_and_restore(all_.talk, settings_, runner);
        report_.applied.push_back(
            {entry.name, std::chrono::duration_cast<std::chrono::milliseconds>(
                             std::chrono::steady_clock::now() - started)});
    }

    migrator& all_;
    std::vector<std::pair<std::size_t, std::optional<std::size_t>>> applied_;
    std::vector<way_back> ways_;
    std::optional<settings_snapshot> settings_;
    migration_report report_;
};

}  // namespace migration::detail

/// Undoes the newest migrations with their `NNNN_name.down.sql` (or `down.sql` in the folder).
///
///     orm::rollback(server, "migrations/");      // the newest one
///     orm::rollback(server, "migrations/", 3);   // the newest three, newest first
///
/// Gives:    in `applied`, what was undone, in that order.
/// Throws:   migration_error before anything has run when a way back is missing, when fewer are applied
///           or when the folder does not know the newest one; as migrate() when a statement fails.
template <class = void>
migration_report rollback(driver::postgres::connection& server, const std::string& folder,
                          std::size_t steps = 1, const migrate_options& options = {},
                          source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    return migration::detail::rollback_run(all).run(
        [steps](const migration::detail::rollback_run&) { return steps; });
}

/// Undoes everything that was applied after a migration, which itself stays.
///
/// Throws:   migration_error when that migration is not applied.
template <class = void>
migration_report rollback_to(driver::postgres::connection& server, const std::string& folder,
                             const std::string& name, const migrate_options& options = {},
                             source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    return migration::detail::rollback_run(all).run(
        [&name](const migration::detail::rollback_run& run) {
            const auto& applied = run.applied();
            for (std::size_t i = 0; i < applied.size(); ++i)
                if (applied[i].second && run.all().facts.entries[*applied[i].second].name == name)
                    return i;
            run.all().fail("cannot roll back to " + name + ": it is not applied");
        });
}

/// Undoes everything that the last run of migrate() applied, as Knex does.
///
/// Throws:   migration_error without a history (migrate_options::keep_history), which knows the runs.
template <class = void>
migration_report rollback_last_run(driver::postgres::connection& server, const std::string& folder,
                                   const migrate_options& options = {},
                                   source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    return migration::detail::rollback_run(all).run(
        [](const migration::detail::rollback_run& run) -> std::size_t {
            const migration::migrator& shared = run.all();
            if (!shared.books.has_progress())
                shared.fail(
                    "nobody knows which migrations were one run",
                    "migrate with migrate_options::keep_history, or give the number of steps");
            return shared.books.size_of_last_batch();
        });
}

}  // namespace orm
