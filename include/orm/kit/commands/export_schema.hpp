// SPDX-License-Identifier: MIT
// `export --schema`: the whole DDL, from nothing.
#pragma once

#include <string>
#include <utility>

#include <orm/diff/plan.hpp>
#include <orm/kit/live.hpp>

namespace orm::kit {

/// Of the C++ schema; in the program orm-kit, of the database.
inline answer export_schema(const context& run) {
    catalog::database wanted;
    if (run.has_schema()) {
        wanted = run.wanted();
    } else {
        driver::postgres::connection server = run.connect();
        inspect::server_scope scope;
        scope.schemas = run.config().schemas;
        scope.excluded_schemas = {run.config().migrations_schema};
        wanted = inspect::from_server(server, scope,
                                      driver::postgres::execution_context(source_location{}));
        detail::keep_chosen(run.config(), wanted);
    }
    const diff::plan plan = diff::make_plan({}, std::move(wanted));
    answer told;
    told.object["statements"] = plan.statements();
    for (const std::string& statement : plan.statements())
        told.text += statement + (statement.back() == '\n' ? "" : "\n");
    return told;
}

}  // namespace orm::kit
