// SPDX-License-Identifier: MIT
// `drop`: takes the newest migration back out of the folder. `up`: newer forms of older folders.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <orm/kit/context.hpp>
#include <orm/kit/migration_writer.hpp>
#include <orm/migrate/status.hpp>

namespace orm::kit {

struct drop_options {
    std::string name;
    bool is_forced = false;
};

namespace detail {

/// A migration that a database has applied must not vanish.
inline void require_not_applied(const context& run, const std::string& tag) {
    if (!run.has_url()) return;
    driver::postgres::connection server = run.connect();
    for (const migration_status& each :
         orm::status(server, run.folder(), run.migrations(), source_location{}).migrations)
        if (each.name == tag && each.state != migration_state::pending)
            fail(tag + " is applied on " + run.shown_url(),
                 "roll it back first (rollback), or say --force");
}

inline void remove_migration(migration_list& list) {
    const migration_paths gone = list.entries.back();
    list.entries.pop_back();
    if (list.layout == folder_layout::classic) {
        ordered_json& entries = list.journal["entries"];
        entries.erase(entries.size() - 1);
        write_file(list.journal_path(), list.journal.dump(2) + "\n");
    }
    for (const std::string& path : {gone.up, gone.down, gone.snapshot, gone.extras})
        remove_file(path);
    if (list.layout == folder_layout::folders) ::rmdir(folder_of(gone.up).c_str());
}

}  // namespace detail

/// Snapshots build on each other, so only the newest migration can go.
inline answer drop(const context& run, const drop_options& options) {
    migration_list list = read_migrations(run.folder(), run.config().layout);
    if (list.entries.empty()) fail("the folder has no migration to drop");
    const std::string tag = list.entries.back().tag;
    if (!options.name.empty() && options.name != tag)
        fail(options.name + " is not the newest migration, " + tag + " is",
             "later migrations build on it; drop those first");
    guard_production(run, "drop", run.has_url() ? run.database().database : tag);
    if (!options.is_forced) detail::require_not_applied(run, tag);
    if (options.name.empty() && !options.is_forced) {
        if (!run.terminal().can_ask())
            throw open_questions(
                "which migration? say drop " + tag,
                ordered_json::array(
                    {{{"type", "confirm_drop"}, {"migration", tag}, {"answer", "drop " + tag}}}));
        const auto typed = run.terminal().ask("Drop " + tag + "? [y/N]");
        if (!typed || (*typed != "y" && *typed != "yes")) throw cancelled();
    }
    detail::remove_migration(list);
    answer told;
    told.object["dropped"] = tag;
    told.text = run.terminal().bad("- ") + tag + "\n";
    return told;
}

namespace detail {

/// Version 7 for the classic layout.
inline bool renew_snapshot(const migration_paths& of) {
    inspect::snapshot made = inspect::read_snapshot_file(of.snapshot);
    if (made.version >= 7) return false;
    made.version = 7;
    write_file(of.snapshot, inspect::to_snapshot_v7(made));
    return true;
}

/// One migration of the classic layout as a folder. Its time is cut to the second, as Drizzle does.
inline void move_to_folder(migration_list& list, const migration_paths& of, std::int64_t& newest) {
    newest = std::max(of.when / 1000, newest + 1);
    const std::string name = of.tag.substr(std::min(of.tag.find('_'), of.tag.size() - 1) + 1);
    const migration_paths made = folder_paths(list.folder, time_stamp(newest * 1000) + "_" + name);
    const source_location nowhere{};
    if (path_exists(of.snapshot)) {
        inspect::snapshot snapshot = inspect::read_snapshot_file(of.snapshot);
        snapshot.version = 8;
        write_file(made.snapshot, inspect::to_snapshot_v8(snapshot));
    }
    if (path_exists(of.extras)) write_file(made.extras, migration::read_file(of.extras, nowhere));
    if (path_exists(of.down)) write_file(made.down, migration::read_file(of.down, nowhere));
    write_file(made.up, migration::read_file(of.up, nowhere));
}

}  // namespace detail

/// Rewrites snapshots of older versions; with `folders`, moves a classic folder to Drizzle 1.0's layout.
inline answer up(const context& run, const std::string& layout) {
    migration_list list = read_migrations(run.folder(), run.config().layout);
    answer told;
    told.object["rewritten"] = ordered_json::array();
    if (list.layout == folder_layout::folders) return told.word = "no_changes", told;
    if (layout == "folders") {
        std::int64_t newest = 0;
        for (const migration_paths& each : list.entries) {
            detail::move_to_folder(list, each, newest);
            told.object["rewritten"].push_back(each.tag);
        }
        remove_file(list.journal_path());
        for (const migration_paths& each : list.entries)
            for (const std::string& path : {each.up, each.down, each.snapshot, each.extras})
                remove_file(path);
        ::rmdir(joined(list.folder, "meta").c_str());
    } else {
        for (const migration_paths& each : list.entries)
            if (path_exists(each.snapshot) && detail::renew_snapshot(each))
                told.object["rewritten"].push_back(each.tag);
    }
    if (told.object["rewritten"].empty()) told.word = "no_changes";
    told.text = std::to_string(told.object["rewritten"].size()) + " migrations were rewritten.\n";
    return told;
}

}  // namespace orm::kit
