// SPDX-License-Identifier: MIT
// One side of a comparison: a snapshot file, a migrations folder, a database, the C++ schema.
#pragma once

#include <string>

#include <orm/inspect/from_server.hpp>
#include <orm/inspect/snapshot.hpp>
#include <orm/kit/branches.hpp>
#include <orm/kit/context.hpp>

namespace orm::kit {

inline bool is_url(const std::string& source) {
    return source.rfind("postgres://", 0) == 0 || source.rfind("postgresql://", 0) == 0;
}

/// Reads what the argument names: a path, a URL, `schema` (the compiled one), `database` (the
/// environment's), or `-` for an empty one.
///
/// Throws:   error; passwords are never shown.
inline catalog::database read_catalog(const context& run, const std::string& source) {
    if (source == "-") return {};
    if (source == "schema") return run.wanted();
    if (source == "database" || is_url(source)) {
        namespace postgres = driver::postgres;
        const postgres::execution_context nowhere{source_location{}};
        const auto options =
            is_url(source) ? postgres::parse_url(source, source_location{}) : run.database();
        postgres::connection server = postgres::connect(options, nowhere);
        return inspect::from_server(server, {}, nowhere);
    }
    if (is_folder(source)) return present_state(read_migrations(source, folder_layout::classic));
    return inspect::read_snapshot_file(source).database;
}

}  // namespace orm::kit
