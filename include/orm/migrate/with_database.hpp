// SPDX-License-Identifier: MIT
// The migrator's functions for a database handle: each borrows one connection for its whole work.
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <vector>

#include <orm/driver/postgres/connection_source.hpp>
#include <orm/migrate/adopt.hpp>
#include <orm/migrate/rollback.hpp>
#include <orm/migrate/run.hpp>
#include <orm/migrate/status.hpp>

namespace orm {

/// What orm::connect() gives. Named by what it can do, so that a program which only migrates need not
/// compile the queries.
template <class Database>
concept lends_connections = requires(const Database& db) {
    { db.source() } -> std::convertible_to<driver::postgres::connection_source&>;
};

namespace migration::detail {

template <class Database>
driver::postgres::lease borrow(const Database& db, source_location where) {
    return driver::postgres::lease(db.source(), driver::postgres::execution_context(where));
}

}  // namespace migration::detail

/// Applies every pending migration of a folder.
///
///     auto db = orm::connect(orm::env("DATABASE_URL"));
///     orm::migrate(db, "migrations/");
///
/// The same as migrate() with a connection, which tells the rest.
template <lends_connections Database>
migration_report migrate(const Database& db, const std::string& folder,
                         const migrate_options& options = {},
                         source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return migrate(*lent, folder, options, where);
}

/// See rollback() with a connection.
template <lends_connections Database>
migration_report rollback(const Database& db, const std::string& folder, std::size_t steps = 1,
                          const migrate_options& options = {},
                          source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return rollback(*lent, folder, steps, options, where);
}

/// See rollback_to() with a connection.
template <lends_connections Database>
migration_report rollback_to(const Database& db, const std::string& folder, const std::string& name,
                             const migrate_options& options = {},
                             source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return rollback_to(*lent, folder, name, options, where);
}

/// See rollback_last_run() with a connection.
template <lends_connections Database>
migration_report rollback_last_run(const Database& db, const std::string& folder,
                                   const migrate_options& options = {},
                                   source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return rollback_last_run(*lent, folder, options, where);
}

/// See status() with a connection.
template <lends_connections Database>
migration_overview status(const Database& db, const std::string& folder,
                          const migrate_options& options = {},
                          source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return status(*lent, folder, options, where);
}

/// See verify() with a connection.
template <lends_connections Database>
void verify(const Database& db, const std::string& folder, const migrate_options& options = {},
            source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    verify(*lent, folder, options, where);
}

/// See dry_run() with a connection.
template <lends_connections Database>
std::vector<migration_preview> dry_run(const Database& db, const std::string& folder,
                                       const migrate_options& options = {},
                                       source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return dry_run(*lent, folder, options, where);
}

/// See baseline() with a connection.
template <lends_connections Database>
migration_report baseline(const Database& db, const std::string& folder,
                          const std::string& up_to = {}, const migrate_options& options = {},
                          source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return baseline(*lent, folder, up_to, options, where);
}

/// See accept_edits() with a connection.
template <lends_connections Database>
void accept_edits(const Database& db, const std::string& folder,
                  const std::vector<std::string>& names, const migrate_options& options = {},
                  source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    accept_edits(*lent, folder, names, options, where);
}

/// See adopt_knex() with a connection.
template <lends_connections Database>
migration_report adopt_knex(const Database& db, const std::string& folder,
                            const knex_history& knex = {}, const migrate_options& options = {},
                            source_location where = source_location::current()) {
    const auto lent = migration::detail::borrow(db, where);
    return adopt_knex(*lent, folder, knex, options, where);
}

}  // namespace orm
