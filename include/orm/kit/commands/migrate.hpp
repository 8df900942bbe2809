// SPDX-License-Identifier: MIT
// `migrate`, `rollback` and `status`: a folder meets a database.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <orm/kit/backup.hpp>
#include <orm/kit/context.hpp>
#include <orm/migrate/rollback.hpp>
#include <orm/migrate/run.hpp>
#include <orm/migrate/status.hpp>

namespace orm::kit {

struct migrate_command_options {
    std::string to;
    bool is_dry = false;
    bool with_backup = false;
};

struct rollback_options {
    std::size_t steps = 1;
    std::string to;
    bool last_batch = false;
};

namespace detail {

/// A line for each migration while it runs.
inline void tell_progress(const context& run, migrate_options& options) {
    options.progress = [&run](const migration_event& event) {
        using kind = migration_event::kind;
        if (event.what == kind::waiting)
            run.terminal().say("waiting for another process: " + event.detail);
        if (event.what == kind::retrying) run.terminal().say("again: " + event.detail);
        if (event.what == kind::note) run.terminal().say("note: " + event.detail);
        if (event.what == kind::started)
            run.terminal().say(fmt::format("[{}/{}] {}", event.number, event.pending, event.name));
    };
}

inline answer report_of(const context& run, const migration_report& report, std::string_view verb) {
    answer told;
    told.object["database"] = run.shown_url();
    told.object["applied"] = ordered_json::array();
    for (const applied_migration& each : report.applied) {
        told.object["applied"].push_back(
            {{"name", each.name}, {"duration_ms", each.duration.count()}});
        told.text +=
            fmt::format("{} {} ({} ms)\n", run.terminal().good(verb == "applied" ? "✓" : "↩"),
                        each.name, each.duration.count());
    }
    told.object["already_applied"] = report.already_applied;
    told.object["notes"] = report.notes;
    told.text += report.applied.empty() ? fmt::format("Up to date: {} migrations are applied.\n",
                                                      report.already_applied)
                                        : fmt::format("{} {}.\n", report.applied.size(), verb);
    if (report.applied.empty()) told.word = "no_changes";
    return told;
}

inline answer dry_run_answer(const context& run, driver::postgres::connection& server,
                             const migrate_options& options) {
    answer told;
    told.object["database"] = run.shown_url();
    told.object["pending"] = ordered_json::array();
    for (const migration_preview& each :
         orm::dry_run(server, run.folder(), options, source_location{})) {
        ordered_json statements = ordered_json::array();
        told.text += "-- " + each.name + "\n";
        for (const planned_statement& statement : each.statements) {
            statements.push_back(
                {{"sql", statement.sql}, {"in_transaction", statement.in_transaction}});
            told.text += statement.sql + ";\n";
        }
        told.object["pending"].push_back({{"name", each.name}, {"statements", statements}});
    }
    if (told.text.empty()) {
        told.text = "Up to date: nothing would run.\n";
        told.word = "no_changes";
    }
    return told;
}

inline std::string_view word_of(migration_state state) {
    constexpr std::string_view words[] = {"applied", "edited", "renamed", "pending",
                                          "out_of_order"};
    return words[static_cast<std::size_t>(state)];
}

inline ordered_json text_or_null(const std::string& text) {
    return text.empty() ? ordered_json() : ordered_json(text);
}

inline std::string status_line(const context& run, const migration_status& each) {
    const bool is_good = each.state == migration_state::applied;
    const bool is_pending = each.state == migration_state::pending;
    const std::string word = fmt::format("{:<12}", word_of(each.state));
    const std::string shown = is_good      ? run.terminal().good(word)
                              : is_pending ? word
                                           : run.terminal().bad(word);
    return fmt::format("{} {:<40} {}\n", shown, each.name, run.terminal().faint(each.applied_at));
}

}  // namespace detail

/// Applies pending migrations.
inline answer migrate(const context& run, const migrate_command_options& options) {
    migrate_options how = run.migrations();
    how.up_to = options.to;
    driver::postgres::connection server = run.connect();
    if (options.is_dry) return detail::dry_run_answer(run, server, how);
    std::string backup;
    if (options.with_backup)
        backup = make_backup(run, joined(run.config().root, run.config().backups));
    detail::tell_progress(run, how);
    answer told = detail::report_of(run, orm::migrate(server, run.folder(), how, source_location{}),
                                    "applied");
    if (!backup.empty()) told.object["backup"] = backup;
    return told;
}

/// Undoes the newest migrations with their down files.
inline answer rollback(const context& run, const rollback_options& options) {
    guard_production(run, "rollback", run.database().database);
    migrate_options how = run.migrations();
    detail::tell_progress(run, how);
    driver::postgres::connection server = run.connect();
    const source_location nowhere{};
    const migration_report report =
        options.last_batch    ? orm::rollback_last_run(server, run.folder(), how, nowhere)
        : !options.to.empty() ? orm::rollback_to(server, run.folder(), options.to, how, nowhere)
                              : orm::rollback(server, run.folder(), options.steps, how, nowhere);
    return detail::report_of(run, report, "rolled back");
}

/// Which migrations are applied. Edited, renamed, missing and late ones are findings.
inline answer status(const context& run) {
    driver::postgres::connection server = run.connect();
    const migration_overview found =
        orm::status(server, run.folder(), run.migrations(), source_location{});
    answer told;
    told.object["database"] = run.shown_url();
    told.object["migrations"] = ordered_json::array();
    std::size_t pending = 0;
    for (const migration_status& each : found.migrations) {
        told.object["migrations"].push_back(
            {{"name", each.name},
             {"state", std::string(detail::word_of(each.state))},
             {"applied_at", detail::text_or_null(each.applied_at)},
             {"applied_by", detail::text_or_null(each.applied_by)}});
        told.text += detail::status_line(run, each);
        pending += each.state == migration_state::pending ? 1 : 0;
        if (each.state != migration_state::applied && each.state != migration_state::pending)
            told.status = exit_status::findings;
    }
    for (const std::string& each : found.missing)
        told.text += run.terminal().bad("missing      ") + each + "\n";
    for (const std::string& each : found.ahead) told.text += "ahead        " + each + "\n";
    if (!found.missing.empty()) told.status = exit_status::findings;
    told.object["missing"] = found.missing;
    told.object["ahead"] = found.ahead;
    told.object["interrupted"] = found.interrupted;
    told.object["pending"] = pending;
    told.text += fmt::format("{} migration{}, {} pending, on {}\n", found.migrations.size(),
                             found.migrations.size() == 1 ? "" : "s", pending, run.shown_url());
    if (told.status == exit_status::findings) told.word = "findings";
    return told;
}

}  // namespace orm::kit
