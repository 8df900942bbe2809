// SPDX-License-Identifier: MIT
// `check`: is everything in order? Journal, snapshots, schema, database, and what pending changes risk.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/plan.hpp>
#include <orm/kit/branches.hpp>
#include <orm/kit/check_statements.hpp>
#include <orm/kit/commands/migrate.hpp>
#include <orm/kit/finding.hpp>
#include <orm/kit/live.hpp>
#include <orm/kit/migration_list.hpp>
#include <orm/kit/reviewed_hazards.hpp>
#include <orm/migrate/status.hpp>

namespace orm::kit {

struct check_options {
    bool is_strict = false;
};

namespace detail {

/// Files that the journal does not know, entries without their files, times that run backwards.
inline void check_files(const migration_list& list, finding_list& found) {
    std::map<std::string, int> tags;
    std::int64_t newest = -1;
    for (const migration_paths& each : list.entries) {
        if (++tags[each.tag] == 2)
            found.push_back({"journal_repeats", true, list.journal_path(),
                             "the journal names " + each.tag + " twice"});
        if (!path_exists(each.up))
            found.push_back({"file_missing", true, each.up, "the journal names it"});
        if (!path_exists(each.down))
            found.push_back({"down_missing", false, each.down, each.tag + " has no way back"});
        if (each.when <= newest)
            found.push_back({"time_not_increasing", false, each.tag,
                             "its time is not behind the one before it; Drizzle would skip it"});
        newest = std::max(newest, each.when);
    }
    if (list.layout != folder_layout::classic || !is_folder(list.folder)) return;
    for (const auto& file : migration::list_directory(list.folder, source_location{})) {
        const bool is_up = !file.is_directory && migration::detail::ends_with(file.name, ".sql") &&
                           !migration::detail::is_down_file(file.name);
        if (is_up && tags.count(file.name.substr(0, file.name.size() - 4)) == 0)
            found.push_back({"file_unknown", true, joined(list.folder, file.name),
                             "the journal does not name it, so it never runs"});
    }
}

/// Every snapshot can be read and follows one that is known.
inline void check_snapshots(const migration_list& list, finding_list& found) {
    std::set<std::string> known{inspect::origin_id};
    std::map<std::string, std::string> tag_of_file;
    for (const migration_paths& each : list.entries) {
        const auto [first, is_new] = tag_of_file.emplace(each.snapshot, each.tag);
        if (!is_new)
            found.push_back({"branches", true, each.snapshot,
                             each.tag + " and " + first->second +
                                 " have one number and so one snapshot: two branches were merged; "
                                 "take the newer one out of the journal and generate it again"});
        if (!path_exists(each.snapshot)) {
            found.push_back({"snapshot_missing", &each == &list.entries.back(), each.snapshot,
                             each.tag + " has no snapshot"});
            continue;
        }
        try {
            const inspect::snapshot made = read_snapshot(each);
            for (const std::string& previous : made.previous)
                if (known.count(previous) == 0 && &each != &list.entries.front())
                    found.push_back({"snapshot_orphan", false, each.snapshot,
                                     "it follows a snapshot that is not here"});
            known.insert(made.id);
        } catch (const error& wrong) {
            found.push_back({"snapshot_unreadable", true, each.snapshot, wrong.message()});
        }
    }
}

/// Branches that were merged: in folders they may stand beside each other as long as they touch
/// different objects; a journal has one line only.
inline void check_branches(const migration_list& list, branches& history, finding_list& found) {
    if (history.is_one_line()) return;
    const bool is_classic = list.layout == folder_layout::classic;
    std::string ends;
    for (const std::string& each : history.end_tags()) ends += (ends.empty() ? "" : ", ") + each;
    const std::vector<branch_conflict> conflicts = history.conflicts();
    found.push_back({"branches", is_classic, ends,
                     is_classic ? "they do not know of each other: two branches were merged; drop "
                                  "the newer one and generate it again"
                                : "branches that were merged; the next generate joins them"});
    for (const branch_conflict& each : conflicts)
        found.push_back({"conflict", true, each.first_tag + ", " + each.second_tag,
                         sentence_of(each) + " touch the same object"});
}

inline std::string first_changes(const diff::plan& plan) {
    std::string text;
    std::size_t listed = 0;
    for (const diff::step& each : plan.steps) {
        if (listed++ == 5) return text + ", and " + std::to_string(plan.steps.size() - 5) + " more";
        text += (text.empty() ? "" : ", ") + std::string(to_text(each.what.what)) + " " +
                std::string(to_text(each.what.kind)) + " " + each.what.at.dotted();
    }
    return text;
}

inline void check_schema(const context& run, const catalog::database& newest, finding_list& found) {
    if (!run.has_schema()) return;
    const diff::plan plan = diff::make_plan(newest, run.wanted());
    if (!plan.is_empty())
        found.push_back(
            {"schema_ahead", true, "schema",
             "the C++ schema has changes without a migration (generate): " + first_changes(plan)});
}

inline std::string sentence_of(migration_state state) {
    if (state == migration_state::edited)
        return "the file was edited after it was applied: restore it, and put the change into a new "
               "migration";
    if (state == migration_state::renamed) return "the database has applied it under another name";
    return "it stands below one that is applied already, so no run would reach it";
}

inline bool check_history(const context& run, driver::postgres::connection& server,
                          finding_list& found) {
    const migration_overview overview =
        orm::status(server, run.folder(), run.migrations(), source_location{});
    bool is_complete = overview.ahead.empty() && overview.missing.empty();
    for (const migration_status& each : overview.migrations) {
        const std::string word(word_of(each.state));
        is_complete = is_complete && each.state == migration_state::applied;
        if (each.state == migration_state::pending)
            found.push_back({"pending", false, each.name, "it is not applied yet"});
        else if (each.state != migration_state::applied)
            found.push_back({word, true, each.name, sentence_of(each.state)});
    }
    for (const std::string& each : overview.missing)
        found.push_back(
            {"missing", true, each, "the database has applied it; the folder lacks it"});
    for (const std::string& each : overview.interrupted)
        found.push_back({"interrupted", true, each, "it was begun and not finished (migrate)"});
    return is_complete;
}

/// What somebody changed by hand.
inline void check_drift(const context& run, driver::postgres::connection& server,
                        const catalog::database& newest, finding_list& found) {
    const diff::plan plan = diff::make_plan(
        read_live(run, server, newest), spelled_by_server(run, server, declarable(newest).part));
    if (!plan.is_empty())
        found.push_back(
            {"drift", true, "database",
             "somebody changed it by hand, not by a migration; what would bring it back: " +
                 first_changes(plan)});
}

/// What the newest migration risks on a database with rows, and nobody has reviewed.
inline void check_hazards(const migration_list& list, branches& history, finding_list& found) {
    if (list.entries.empty()) return;
    const migration_paths& newest = list.entries.back();
    const std::string sql = migration::read_file(newest.up, source_location{});
    const reviewed_hazards reviewed(sql);
    for (const diff::step& step : history.changes_of(newest.tag).steps)
        for (const diff::hazard& each : step.hazards)
            if (!reviewed.contains(each.code))
                found.push_back(
                    {each.code, false, newest.tag,
                     each.sentence + " " + each.safer + " Where the file is safe, say '" +
                         std::string(reviewed_hazards::mark) + " " + each.code + "' in it."});
}

inline bool has_errors(const finding_list& found) {
    return std::any_of(found.begin(), found.end(),
                       [](const finding& each) { return each.is_error; });
}

inline answer answer_of(const context& run, const finding_list& found, bool is_strict) {
    answer told;
    told.object["findings"] = ordered_json::array();
    std::size_t errors = 0;
    for (const finding& each : found) {
        const bool fails = each.is_error || is_strict;
        errors += fails ? 1 : 0;
        told.object["findings"].push_back({{"code", each.code},
                                           {"severity", each.is_error ? "error" : "warning"},
                                           {"where", each.where},
                                           {"message", each.message}});
        told.text += (fails ? run.terminal().bad("✗ ") : "! ") + each.code + "  " + each.where +
                     ": " + each.message + "\n";
    }
    if (errors == 0) {
        told.text += run.terminal().good("✓ ") + "in order\n";
        return told;
    }
    told.status = exit_status::findings;
    told.word = "findings";
    return told;
}

}  // namespace detail

/// Without a database's URL, only the files are checked.
inline answer check(const context& run, const check_options& options) {
    finding_list found;
    const migration_list list = read_migrations(run.folder(), run.config().layout);
    detail::check_files(list, found);
    detail::check_snapshots(list, found);
    if (detail::has_errors(found)) return detail::answer_of(run, found, options.is_strict);
    detail::check_statements(list, found);
    branches history(list);
    detail::check_branches(list, history, found);
    if (!detail::has_errors(found)) {
        const catalog::database newest = history.present();
        detail::check_schema(run, newest, found);
        detail::check_hazards(list, history, found);
        if (run.has_url()) {
            driver::postgres::connection server = run.connect();
            if (detail::check_history(run, server, found))
                detail::check_drift(run, server, newest, found);
        }
    }
    return detail::answer_of(run, found, options.is_strict);
}

}  // namespace orm::kit
