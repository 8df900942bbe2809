// SPDX-License-Identifier: MIT
// One side of a comparison: a snapshot file, a migrations folder, or a database URL.
#pragma once

#include <filesystem>
#include <string>

#include <orm/catalog/database.hpp>
#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>
#include <orm/inspect/from_folder.hpp>
#include <orm/inspect/from_server.hpp>
#include <orm/inspect/snapshot.hpp>

namespace orm_kit {

inline bool is_url(const std::string& side) {
    return side.rfind("postgres://", 0) == 0 || side.rfind("postgresql://", 0) == 0;
}

/// Reads whatever the argument names; `-` is an empty database.
///
/// Throws:   orm::error; URLs are never shown.
inline orm::catalog::database read_side(const std::string& side) {
    if (side == "-") return {};
    if (is_url(side)) {
        namespace postgres = orm::driver::postgres;
        postgres::connection server = postgres::connect(postgres::parse_url(side), {});
        return orm::inspect::from_server(server);
    }
    if (std::filesystem::is_directory(side)) return orm::inspect::newest_snapshot(side).database;
    return orm::inspect::read_snapshot_file(side).database;
}

}  // namespace orm_kit
