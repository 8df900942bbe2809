// SPDX-License-Identifier: MIT
// `export`: the whole DDL on standard output; with --data, the rows of tables as files.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <orm/diff/plan.hpp>
#include <orm/kit/backup.hpp>
#include <orm/kit/commands/pull_command.hpp>
#include <orm/kit/commands/push.hpp>
#include <orm/kit/export.hpp>
#include <orm/kit/progress_bar.hpp>

namespace orm::kit {

struct export_command_options {
    bool wants_schema = false;
    bool wants_data = false;
    std::string format = "dump";
    std::string folder;
    std::vector<std::string> tables;
    bool may_replace = false;
};

namespace detail {

/// Of the C++ schema; in the program orm-kit, of the database.
inline answer export_schema(const context& run) {
    catalog::database whole;
    if (run.has_schema()) {
        whole = run.wanted();
    } else {
        driver::postgres::connection server = run.connect();
        whole = read_whole(run, server);
    }
    const diff::plan plan = diff::make_plan({}, std::move(whole));
    answer told;
    told.object["statements"] = plan.statements();
    told.text = statements_text(plan);
    return told;
}

/// The tables that the command line names; all of them if it names none.
///
/// Throws:   error for a name that no table has.
inline catalog::database only_named(catalog::database of, const std::vector<std::string>& names) {
    if (names.empty()) return of;
    std::vector<catalog::table> kept;
    for (const std::string& name : names) {
        const auto found =
            std::find_if(of.tables.begin(), of.tables.end(), [&](const catalog::table& each) {
                const std::string full = each.schema + "." + each.name;
                return full == name || full == "public." + name;
            });
        if (found == of.tables.end()) fail("the database has no table " + name);
        kept.push_back(*found);
    }
    of.tables = std::move(kept);
    return of;
}

inline std::string export_folder(const context& run, const export_command_options& options) {
    return options.folder.empty() ? joined(run.config().root, run.config().backups)
                                  : options.folder;
}

inline answer export_tables(const context& run, const export_command_options& options) {
    driver::postgres::connection server = run.connect();
    const catalog::database tables = only_named(read_whole(run, server), options.tables);
    const std::string folder = export_folder(run, options);
    make_folders(folder);
    export_options how;
    how.format = options.format == "csv"    ? export_format::csv
                 : options.format == "json" ? export_format::json
                                            : export_format::json_lines;
    how.overwrites = options.may_replace;
    how.on_progress = progress_bar<export_progress>(run);
    answer told;
    told.object["files"] = ordered_json::array();
    for (const exported_table& each : export_data(
             server, tables, folder, how, driver::postgres::execution_context(source_location{}))) {
        told.object["files"].push_back({{"path", each.path}, {"rows", each.rows}});
        told.text += fmt::format("{:>10} {}\n", each.rows, each.path);
    }
    return told;
}

}  // namespace detail

/// Without a word about what, the DDL.
inline answer export_command(const context& run, const export_command_options& options) {
    if (!options.wants_data) return detail::export_schema(run);
    if (options.format != "dump") return detail::export_tables(run, options);
    if (!options.tables.empty())
        fail("a dump holds the whole database", "say --format csv, or json, for single tables");
    const std::string path = make_backup(run, detail::export_folder(run, options));
    answer told;
    told.object["files"] = ordered_json::array({{{"path", path}, {"rows", nullptr}}});
    told.text = path + "\n";
    return told;
}

}  // namespace orm::kit
