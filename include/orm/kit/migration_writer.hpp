// SPDX-License-Identifier: MIT
// Puts a new migration into its folder, in either of Drizzle's layouts.
#pragma once

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/inspect/to_snapshot_v7.hpp>
#include <orm/inspect/to_snapshot_v8.hpp>
#include <orm/kit/branches.hpp>
#include <orm/kit/migration_list.hpp>
#include <orm/kit/migration_names.hpp>

namespace orm::kit {

/// What is to be written. `name` is checked already.
struct new_migration {
    std::string name;
    std::string up;
    std::string down;
    catalog::database after;
    std::vector<std::string> renames;
    bool has_breakpoints = true;
};

namespace detail {

inline constexpr std::string_view breakpoint = "--> statement-breakpoint";

/// Drizzle's form: the marker stands behind the statement, or on a line of its own behind one that
/// ends its line.
inline std::string joined_statements(const std::vector<std::string>& statements,
                                     bool with_breakpoints) {
    std::string text;
    for (std::size_t at = 0; at < statements.size(); ++at) {
        std::string statement = statements[at];
        const bool is_last = at + 1 == statements.size();
        while (is_last && !statement.empty() && statement.back() == '\n') statement.pop_back();
        text += statement;
        if (is_last) break;
        if (with_breakpoints) text += breakpoint;
        else if (text.back() == '\n') continue;
        text += '\n';
    }
    return text;
}

inline std::string as_comment(const std::string& sentence) {
    std::string text = "-- ";
    for (const char character : sentence) {
        text += character;
        if (character == '\n') text += "-- ";
    }
    return text + "\n";
}

/// The number behind the greatest one in use.
inline std::string next_number(const migration_list& list) {
    unsigned long next = 0;
    for (const migration_paths& each : list.entries) {
        const std::string digits = each.tag.substr(0, each.tag.find('_'));
        if (digits.size() <= 8 && digits.find_first_not_of("0123456789") == std::string::npos &&
            !digits.empty())
            next = std::max(next, std::stoul(digits) + 1);
    }
    char number[16];
    std::snprintf(number, sizeof number, "%04lu",
                  std::max<unsigned long>(next, list.entries.size()));
    return number;
}

inline std::int64_t next_time(const migration_list& list) {
    std::int64_t time = now_ms();
    for (const migration_paths& each : list.entries) {
        // The folders' names have seconds only.
        const std::int64_t step = list.layout == folder_layout::folders ? 1000 : 1;
        time = std::max(time, each.when + step);
    }
    return time;
}

inline void add_to_journal(migration_list& list, const migration_paths& made, bool breakpoints) {
    std::int64_t index = -1;
    for (const ordered_json& entry : list.journal.at("entries"))
        index = std::max(index, entry.value("idx", std::int64_t{-1}));
    list.journal["entries"].push_back({{"idx", index + 1},
                                       {"version", "7"},
                                       {"when", made.when},
                                       {"tag", made.tag},
                                       {"breakpoints", breakpoints}});
}

inline std::string up_text(const new_migration& of) { return of.up.empty() ? "" : of.up + "\n"; }

}  // namespace detail

/// Writes the files of one migration; the journal comes last, so that a crash leaves a folder that
/// knows nothing of it.
///
/// In the folders layout it follows all branches that are open, and so joins them.
/// Gives:    the paths of the new migration, which is also added to the list.
inline migration_paths write_migration(migration_list& list, const new_migration& of) {
    const std::int64_t when = detail::next_time(list);
    const bool is_classic = list.layout == folder_layout::classic;
    const std::string tag =
        (is_classic ? detail::next_number(list) : time_stamp(when)) + "_" + of.name;
    migration_paths made = is_classic ? detail::classic_paths(list.folder, tag)
                                      : detail::folder_paths(list.folder, tag);
    made.when = when;

    inspect::snapshot snapshot;
    snapshot.version = is_classic ? 7 : 8;
    snapshot.previous = branches(list).end_ids();
    if (snapshot.previous.empty()) snapshot.previous = {inspect::origin_id};
    if (is_classic) snapshot.previous = {snapshot.previous.back()};
    snapshot.database = of.after;
    snapshot.renames = of.renames;
    const auto text = [&] {
        return is_classic ? inspect::to_snapshot_v7(snapshot) : inspect::to_snapshot_v8(snapshot);
    };
    snapshot.id = identity_of(snapshot.previous.back() + tag + text());

    // Without a journal, a crash would leave files that nobody can read as a folder.
    if (is_classic && !path_exists(list.journal_path()))
        write_file(list.journal_path(), list.journal.dump(2) + "\n");
    write_file(made.down, of.down);
    const ordered_json extras = extras_of(of.after);
    if (extras.empty()) remove_file(made.extras);
    else write_file(made.extras, extras.dump(2) + "\n");
    write_file(made.snapshot, text());
    write_file(made.up, detail::up_text(of));
    list.entries.push_back(made);
    if (is_classic) {
        detail::add_to_journal(list, made, of.has_breakpoints);
        write_file(list.journal_path(), list.journal.dump(2) + "\n");
    }
    return made;
}

}  // namespace orm::kit
