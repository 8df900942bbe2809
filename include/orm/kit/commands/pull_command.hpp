// SPDX-License-Identifier: MIT
// `pull`: writes the database down as a C++ header; with --baseline also as the first migration.
#pragma once

#include <cstdio>
#include <string>
#include <utility>

#include <orm/driver/postgres/pooler.hpp>
#include <orm/kit/commands/generate.hpp>
#include <orm/kit/live.hpp>
#include <orm/kit/pull.hpp>
#include <orm/migrate/adopt.hpp>

namespace orm::kit {

struct pull_command_options {
    std::string path;
    bool may_replace = false;
    bool with_baseline = false;
    bool with_relations = true;
    std::string casing;  ///< camel or preserve; empty: the configuration's
    std::string name_space;
};

namespace detail {

/// Everything that the project may see; the whole database when no schemas are configured.
inline catalog::database read_whole(const context& run, driver::postgres::connection& server) {
    inspect::server_scope scope;
    scope.schemas = run.config().schemas;
    scope.excluded_schemas.clear();
    catalog::database found =
        inspect::from_server(server, scope, driver::postgres::execution_context(source_location{}));
    keep_chosen(run.config(), found);
    const auto is_books = [&](const catalog::schema& each) {
        return each.name == run.config().migrations_schema;
    };
    found.schemas.erase(std::remove_if(found.schemas.begin(), found.schemas.end(), is_books),
                        found.schemas.end());
    found.sequences.erase(std::remove_if(found.sequences.begin(), found.sequences.end(),
                                         [&](const catalog::sequence& each) {
                                             return each.schema == run.config().migrations_schema;
                                         }),
                          found.sequences.end());
    return found;
}

/// Nothing is written when the baseline cannot be recorded: its files would be a migration that is pending.
inline void require_no_pooler(driver::postgres::connection& server) {
    if (driver::postgres::is_behind_pooler(server, {}))
        fail(
            "a baseline is recorded under a lock of the session, and this connection goes through a pooler",
            std::string(migration::pooler_hint));
}

/// The migration makes everything, also what C++ cannot declare; its snapshot holds what C++ declares.
inline migration_paths write_baseline(const context& run, driver::postgres::connection& server,
                                      const catalog::database& whole) {
    migration_list list = read_migrations(run.folder(), run.config().layout);
    if (!list.entries.empty())
        fail("the folder has migrations already: " + run.folder(),
             "a baseline is the first migration; pull without --baseline");
    require_no_pooler(server);
    const diff::plan plan = diff::make_plan({}, whole);
    new_migration made;
    made.name = "baseline";
    made.has_breakpoints = run.config().breakpoints;
    made.up = joined_statements(plan.statements(), made.has_breakpoints);
    made.down = down_text(plan, made.has_breakpoints);
    made.after = declarable(whole).part;
    const migration_paths paths = write_migration(list, made);
    orm::baseline(server, run.folder(), {}, run.migrations(), source_location{});
    return paths;
}

inline pull_options pull_options_of(const context& run, const pull_command_options& options) {
    pull_options how;
    how.fields = run.config().casing;
    if (!options.casing.empty())
        how.fields = options.casing == "camel" ? field_style::camel_case : field_style::as_in_sql;
    how.name_space = options.name_space;
    how.with_relations = options.with_relations;
    return how;
}

}  // namespace detail

/// Nothing that is there is replaced without --force.
inline answer pull_command(const context& run, const pull_command_options& options) {
    const bool writes = !options.path.empty() && options.path != "-";
    const std::string path = joined(run.config().root, options.path);
    if (writes && path_exists(path) && !options.may_replace)
        fail(options.path + " is there already", "write elsewhere, or say --force");
    driver::postgres::connection server = run.connect();
    const catalog::database whole = detail::read_whole(run, server);
    const pulled_schema pulled = pull(whole, detail::pull_options_of(run, options));
    answer told;
    told.object = {{"database", run.shown_url()},
                   {"header", writes ? ordered_json(options.path) : ordered_json()},
                   {"text", pulled.header},
                   {"left_out", pulled.notices},
                   {"baseline", nullptr}};
    if (options.with_baseline) {
        const migration_paths made = detail::write_baseline(run, server, whole);
        told.object["baseline"] = made.tag;
        run.terminal().say("baseline: " + shown_path(made.up) + ", recorded as applied");
    }
    if (writes) write_file(path, pulled.header);
    told.text = writes ? run.terminal().good("+ ") + options.path + "\n" : pulled.header;
    for (const std::string& each : pulled.notices) run.terminal().say("not declared: " + each);
    return told;
}

}  // namespace orm::kit
