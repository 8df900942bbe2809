// SPDX-License-Identifier: MIT
// A migrations folder as the kit sees it: entries in order, and the snapshot behind the newest.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <orm/inspect/from_folder.hpp>
#include <orm/kit/answer.hpp>
#include <orm/kit/config.hpp>
#include <orm/kit/paths.hpp>
#include <orm/kit/snapshot_extras.hpp>
#include <orm/migrate/folder.hpp>

namespace orm::kit {

/// One migration on disk.
struct migration_paths {
    std::string tag;  ///< `0003_add_posts`, or the folder's name
    std::int64_t when = 0;
    std::string up;
    std::string down;
    std::string snapshot;
    std::string extras;  ///< see snapshot_extras.hpp; seldom there
};

/// All of them, oldest first. `journal` is the file as it was read (classic layout).
struct migration_list {
    std::string folder;
    folder_layout layout = folder_layout::classic;
    std::vector<migration_paths> entries;
    ordered_json journal;

    std::string journal_path() const { return joined(folder, "meta/_journal.json"); }
};

namespace detail {

/// Drizzle names snapshots by what stands before the first `_` of the tag.
inline migration_paths classic_paths(const std::string& folder, const std::string& tag) {
    migration_paths paths;
    paths.tag = tag;
    paths.up = joined(folder, tag + ".sql");
    paths.down = joined(folder, tag + ".down.sql");
    paths.snapshot = joined(folder, "meta/" + tag.substr(0, tag.find('_')) + "_snapshot.json");
    // Drizzle takes every file of meta/ for a snapshot that does not begin with `_`.
    paths.extras = joined(folder, "meta/_" + tag.substr(0, tag.find('_')) + "_orm.json");
    return paths;
}

inline migration_paths folder_paths(const std::string& folder, const std::string& tag) {
    migration_paths paths;
    paths.tag = tag;
    paths.when = migration::detail::folder_time_ms(tag);
    paths.up = joined(folder, tag + "/migration.sql");
    paths.down = joined(folder, tag + "/down.sql");
    paths.snapshot = joined(folder, tag + "/snapshot.json");
    paths.extras = joined(folder, tag + "/orm.json");
    return paths;
}

inline ordered_json empty_journal() {
    return {{"version", "7"}, {"dialect", "postgresql"}, {"entries", ordered_json::array()}};
}

/// Other numbers would be cut to one of 64 bits without a word.
inline std::int64_t time_of(const ordered_json& when, const std::string& path) {
    const bool fits =
        when.is_number_integer() &&
        (!when.is_number_unsigned() || std::in_range<std::int64_t>(when.get<std::uint64_t>()));
    if (!fits)
        fail(path + ": a time ('when') is no whole number of milliseconds: " + when.dump(),
             "restore the journal from version control");
    return when.get<std::int64_t>();
}

/// Takes:    the journal's text, and its path for messages.
inline void take_journal(migration_list& list, const std::string& text, const std::string& path) {
    migration::require_merged(text, path, source_location{});
    try {
        list.journal = ordered_json::parse(text);
        for (const ordered_json& entry : list.journal.at("entries")) {
            list.entries.push_back(classic_paths(list.folder, entry.at("tag").get<std::string>()));
            list.entries.back().when = time_of(entry.at("when"), path);
        }
    } catch (const nlohmann::json::exception& wrong) {
        fail(path + ": " + wrong.what(), "restore the journal from version control");
    }
}

inline void read_journal(migration_list& list) {
    const std::string path = list.journal_path();
    take_journal(list, migration::read_file(path, source_location{}), path);
}

inline bool has_plain_files(const std::vector<migration::directory_entry>& found) {
    return std::any_of(found.begin(), found.end(), [](const migration::directory_entry& each) {
        return !each.is_directory && migration::detail::ends_with(each.name, ".sql");
    });
}

}  // namespace detail

/// Reads what lies in the folder; one that is not there yet is empty.
///
/// Takes:    layout, what an empty folder becomes.
/// Throws:   error for a journal that cannot be read, and for numbered files without a journal.
inline migration_list read_migrations(const std::string& folder, folder_layout layout) {
    migration_list list;
    list.folder = folder;
    list.layout = layout;
    list.journal = detail::empty_journal();
    if (!is_folder(folder)) return list;
    if (path_exists(list.journal_path())) {
        list.layout = folder_layout::classic;
        detail::read_journal(list);
        return list;
    }
    const auto found = migration::list_directory(folder, source_location{});
    for (const migration::directory_entry& each : found)
        if (each.is_directory && path_exists(joined(folder, each.name + "/migration.sql"))) {
            list.layout = folder_layout::folders;
            list.entries.push_back(detail::folder_paths(folder, each.name));
        }
    std::sort(list.entries.begin(), list.entries.end(),
              [](const migration_paths& left, const migration_paths& right) {
                  return migration::comes_before(left.tag, right.tag);
              });
    if (list.entries.empty() && detail::has_plain_files(found))
        fail(folder + " holds numbered files without a journal",
             "write such migrations by hand, or begin a folder of its own for the kit (--out)");
    return list;
}

/// The snapshot of one migration, with what Drizzle's form of it cannot say.
///
/// Throws:   invalid_snapshot; error for the file beside it.
inline inspect::snapshot read_snapshot(const migration_paths& of) {
    inspect::snapshot made = inspect::read_snapshot_file(of.snapshot);
    if (!path_exists(of.extras)) return made;
    try {
        add_extras(made.database,
                   ordered_json::parse(migration::read_file(of.extras, source_location{})));
    } catch (const nlohmann::json::exception& wrong) {
        fail(of.extras + ": " + wrong.what(), "restore the file from version control");
    }
    return made;
}

/// Throws:   error when the migration has no snapshot, so that nothing can be built on it.
inline void require_snapshot(const migration_paths& of) {
    if (path_exists(of.snapshot)) return;
    fail(of.tag + " has no snapshot (" + of.snapshot + ")",
         "restore it from version control, or write one that says what the database is now: pull");
}

/// The snapshot of the newest migration; an empty one when there are no migrations.
///
/// Throws:   error when that migration has no snapshot.
inline inspect::snapshot newest_snapshot(const migration_list& list) {
    inspect::snapshot origin;
    origin.id = inspect::origin_id;
    if (list.entries.empty()) return origin;
    require_snapshot(list.entries.back());
    return read_snapshot(list.entries.back());
}

}  // namespace orm::kit
