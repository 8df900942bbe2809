// SPDX-License-Identifier: MIT
// The page about migrations: which are applied, which wait, and whether the schema has drifted.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include <orm/diff/plan.hpp>
#include <orm/inspect/from_folder.hpp>
#include <orm/inspect/from_server.hpp>
#include <orm/migrate/folder.hpp>
#include <orm/migrate/status.hpp>
#include <orm/studio/access.hpp>

namespace orm::studio {

namespace detail {

inline const char* name_of(migration_state state) {
    switch (state) {
        case migration_state::applied: return "applied";
        case migration_state::edited: return "edited";
        case migration_state::renamed: return "renamed";
        case migration_state::pending: return "pending";
        case migration_state::out_of_order: return "out of order";
    }
    return "";
}

inline json states_json(const migration_overview& found, const std::string& folder) {
    const migration::migrations_folder files = migration::read_folder(folder, source_location{});
    json all = json::array();
    for (const migration_status& one : found.migrations) {
        json told = {{"name", one.name},     {"state", name_of(one.state)}, {"at", one.applied_at},
                     {"by", one.applied_by}, {"ms", one.duration_ms},       {"sql", ""}};
        for (const auto& file : files.files)
            if (file.name == one.name) told["sql"] = std::string(file.sql());
        all.push_back(std::move(told));
    }
    return all;
}

/// What would lead from the database as it is to what the newest snapshot says.
inline json drift_json(postgres::connection& server, const std::string& folder) {
    catalog::database wanted = inspect::newest_snapshot(folder).database;
    inspect::server_scope scope;
    for (const catalog::schema& each : wanted.schemas) scope.schemas.push_back(each.name);
    scope.schemas.push_back("public");
    catalog::database found = inspect::from_server(
        server, scope, {postgres::deadline::in(page_timeout), source_location{}});
    json statements = json::array();
    for (const std::string& sql : diff::make_plan(std::move(found), std::move(wanted)).statements())
        statements.push_back(sql);
    return statements;
}

}  // namespace detail

/// Cost:     reads the catalog; the drift takes the server up to a second.
inline json migrations_json(access& database, const std::string& folder, bool with_drift) {
    if (folder.empty()) return {{"folder", nullptr}};
    const postgres::lease server(database.source(),
                                 {postgres::deadline::in(page_timeout), source_location{}});
    if (with_drift) return {{"drift", detail::drift_json(*server, folder)}};
    const migration_overview found = status(*server, folder, {}, source_location{});
    json told = {{"folder", folder},
                 {"migrations", detail::states_json(found, folder)},
                 {"missing", found.missing},
                 {"ahead", found.ahead},
                 {"interrupted", found.interrupted},
                 {"lockHolder", found.lock_holder}};
    try {
        verify(*server, folder, {}, source_location{});
    } catch (const error& trouble) {
        told["trouble"] = trouble.message();
    }
    return told;
}

}  // namespace orm::studio
