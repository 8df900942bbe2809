// SPDX-License-Identifier: MIT
// orm::migrate() for the database handle of a program.
#pragma once

#include <string>

#include <orm/migrate/run.hpp>
#include <orm/session/database.hpp>

namespace orm {

/// Applies every pending migration of a folder. Safe with any number of processes starting at once.
///
///     orm::database db = orm::connect(orm::env("DATABASE_URL"));
///     orm::migrate(db, "migrations/");
///
/// Takes:    a database; a folder, relative to the current directory.
/// Gives:    what was applied. A database that is up to date costs one round trip and no lock.
/// Throws:   migration_error with file, line and SQLSTATE; connection_lost and timeout.
template <class = void>
migration_report migrate(const database& db, const std::string& folder,
                         const migrate_options& options = {},
                         source_location where = source_location::current()) {
    const driver::postgres::lease server(db.source(), driver::postgres::execution_context(where));
    return migrate(*server, folder, options, where);
}

}  // namespace orm
