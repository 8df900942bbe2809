// SPDX-License-Identifier: MIT
// orm::status(), orm::verify() and orm::dry_run(): what is, and what would be. Nothing is changed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/migrator.hpp>
#include <orm/migrate/run.hpp>
#include <orm/migrate/script.hpp>

namespace orm {

/// One migration of the folder, as a database knows it.
struct migration_status {
    std::string name;
    migration_state state = migration_state::pending;
    // Known of migrations that were applied with a history, or by Drizzle 1.0; else empty.
    std::string applied_at;
    std::string applied_by;
    std::string duration_ms;
    std::string batch;
};

/// A folder beside a database.
struct migration_overview {
    migration_layout layout = migration_layout::files;
    std::vector<migration_status> migrations;  ///< in the folder's order
    std::vector<std::string> missing;  ///< applied, but not in the folder, and no newer than it
    std::vector<std::string> ahead;    ///< applied by a newer program
    std::vector<std::string>
        interrupted;          ///< begun and not finished: the next migrate() goes on there
    std::string lock_holder;  ///< who migrates at this moment; empty: nobody
};

/// One statement of a dry run.
struct planned_statement {
    std::string sql;
    bool in_transaction = true;
};

/// What migrate() would do with one migration.
struct migration_preview {
    std::string name;
    std::vector<planned_statement> statements;
};

namespace migration::detail {

template <class = void>
void add_history(const text_rows& found, std::size_t row, migration_status& one) {
    one.applied_at = found.string(row, 1);
    one.duration_ms = found.string(row, 2);
    one.batch = found.string(row, 3);
    one.applied_by = found.string(row, 4);
}

template <class = void>
void add_history(const migrator& all, migration_overview& overview) {
    const text_rows found = all.talk.rows(all.sql.history());
    std::vector<std::size_t> by_name;
    for (std::size_t i = 0; i < overview.migrations.size(); ++i) by_name.push_back(i);
    const auto name_of = [&](std::size_t index) -> const std::string& {
        return overview.migrations[index].name;
    };
    std::sort(by_name.begin(), by_name.end(),
              [&](std::size_t left, std::size_t right) { return name_of(left) < name_of(right); });
    for (std::size_t row = 0; row < found.size(); ++row) {
        if (found.is_null(row, 1)) overview.interrupted.push_back(found.string(row, 0));
        const auto at = std::lower_bound(
            by_name.begin(), by_name.end(), found.text(row, 0),
            [&](std::size_t index, std::string_view name) { return name_of(index) < name; });
        if (at != by_name.end() && name_of(*at) == found.text(row, 0))
            add_history(found, row, overview.migrations[*at]);
    }
}

template <class = void>
migration_preview preview_of(const migration_file& file, source_location where) {
    const script commands = read_script(file, where);
    migration_preview preview{file.name, {}};
    for (const script_segment& segment : commands.segments)
        for (std::size_t i = segment.first; i < segment.last; ++i)
            preview.statements.push_back(
                {std::string(commands.text_of(commands.statements[i])), segment.in_transaction});
    return preview;
}

}  // namespace migration::detail

/// Which migrations are applied, pending, edited or late; who applied them, when, how long it took.
///
/// Cost:     three round trips, no lock.
template <class = void>
migration_overview status(driver::postgres::connection& server, const std::string& folder,
                          const migrate_options& options = {},
                          source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    all.look();
    migration_overview overview;
    overview.layout = all.folder.layout;
    for (std::size_t i = 0; i < all.facts.entries.size(); ++i) {
        const migration::planned_migration& one = all.plan.migrations[i];
        overview.migrations.push_back({all.facts.entries[i].name, one.state, {}, {}, {}, {}});
        if (one.row) overview.migrations.back().applied_at = all.facts.rows[*one.row].applied_at;
    }
    for (const std::size_t row : all.plan.missing_rows)
        overview.missing.push_back(migration::detail::name_of_row(all.facts.rows[row]));
    for (const std::size_t row : all.plan.ahead_rows)
        overview.ahead.push_back(migration::detail::name_of_row(all.facts.rows[row]));
    overview.lock_holder = migration::lock_holder(all.talk, all.sql.lock_name());
    if (all.has_progress_table()) migration::detail::add_history(all, overview);
    return overview;
}

/// Checks that the folder is what the database was made from. Pending migrations are no fault.
///
/// Throws:   migration_error that names every edited, renamed, missing and out-of-order migration.
template <class = void>
void verify(driver::postgres::connection& server, const std::string& folder,
            const migrate_options& options = {},
            source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    all.look();
    migration::pending_of(all.folder, all.facts, all.plan, migration_policy::refuse, where);
}

/// What migrate() would run, in order, with the same refusals. Functions have no statements.
template <class = void>
std::vector<migration_preview> dry_run(driver::postgres::connection& server,
                                       const std::string& folder,
                                       const migrate_options& options = {},
                                       source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    all.look();
    std::vector<migration_preview> previews;
    std::vector<std::size_t> pending =
        migration::pending_of(all.folder, all.facts, all.plan, options.policy, where);
    migration::detail::keep_up_to(all, pending);
    for (const std::size_t index : pending) {
        const migration::migration_entry& entry = all.facts.entries[index];
        const bool is_file = entry.file < all.folder.files.size();
        previews.push_back(is_file
                               ? migration::detail::preview_of(all.folder.files[entry.file], where)
                               : migration_preview{entry.name, {}});
    }
    return previews;
}

}  // namespace orm
