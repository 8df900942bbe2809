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

/// Whether the argument names a database: `database` (the environment's), or a URL.
inline bool is_live(const std::string& source) { return source == "database" || is_url(source); }

inline driver::postgres::connection connect_to(const context& run, const std::string& source) {
    namespace postgres = driver::postgres;
    return postgres::connect(
        is_url(source) ? postgres::parse_url(source, source_location{}) : run.database(),
        postgres::execution_context{source_location{}});
}

/// Reads what the argument names: a path, a URL, `schema` (the compiled one), `database` (the
/// environment's), or `-` for an empty one.
///
/// Throws:   error; passwords are never shown.
inline catalog::database read_catalog(const context& run, const std::string& source) {
    if (source == "-") return {};
    if (source == "schema") return run.wanted();
    if (is_live(source)) {
        driver::postgres::connection server = connect_to(run, source);
        return inspect::from_server(server, {},
                                    driver::postgres::execution_context{source_location{}});
    }
    if (is_folder(source)) return present_state(read_migrations(source, folder_layout::classic));
    return inspect::read_snapshot_file(source).database;
}

}  // namespace orm::kit
