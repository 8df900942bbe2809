// SPDX-License-Identifier: MIT
// Reads the catalog of a live server: PostgreSQL 13 to 18, one snapshot, about twenty queries.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/inspect/server/members.hpp>
#include <orm/inspect/server/tables.hpp>
#include <orm/inspect/server/types.hpp>

namespace orm::inspect {

/// What to read. Roles are shared by all databases of a server, so they are read on demand only.
struct server_scope {
    std::vector<std::string> schemas;  ///< empty: all that belong to the user
    std::vector<std::string> excluded_schemas{"drizzle"};
    bool with_roles = false;
    bool with_privileges = false;
};

namespace detail {

inline bool is_in_scope(const server_scope& scope, const std::string& schema) {
    for (const std::string& excluded : scope.excluded_schemas)
        if (schema == excluded) return false;
    for (const std::string& wanted : scope.schemas)
        if (schema == wanted) return true;
    return scope.schemas.empty();
}

template <class Object>
void keep_in_scope(const server_scope& scope, std::vector<Object>& objects) {
    std::vector<Object> kept;
    for (Object& each : objects)
        if (is_in_scope(scope, each.schema)) kept.push_back(std::move(each));
    objects = std::move(kept);
}

inline void keep_in_scope(const server_scope& scope, catalog::database& of) {
    std::vector<catalog::schema> schemas;
    for (catalog::schema& each : of.schemas)
        if (is_in_scope(scope, each.name)) schemas.push_back(std::move(each));
    of.schemas = std::move(schemas);
    keep_in_scope(scope, of.collations);
    keep_in_scope(scope, of.enums);
    keep_in_scope(scope, of.domains);
    keep_in_scope(scope, of.composites);
    keep_in_scope(scope, of.sequences);
    keep_in_scope(scope, of.routines);
    keep_in_scope(scope, of.tables);
    keep_in_scope(scope, of.views);
    keep_in_scope(scope, of.privileges);
}

/// An empty search_path makes the server qualify every name that it prints. The rest is for thousands of
/// tables: compiling these queries takes the server seconds, running them does not; a sort of all columns
/// has room in memory; a second process costs more than it does.
inline void set_how_to_work(server_connection& server, const server_context& context) {
    constexpr std::string_view sql =
        "select pg_catalog.set_config(s.name, s.value, true) from (values ('search_path', ''),"
        " ('datestyle', 'ISO, MDY'), ('intervalstyle', 'postgres'), ('jit', 'off'),"
        " ('work_mem', '64MB'), ('max_parallel_workers_per_gather', '0')) s(name, value)";
    server.execute(std::string(sql), {}, context);
}

inline catalog::database read_everything(server_connection& server, const server_scope& scope,
                                         const server_context& context) {
    catalog::database found;
    read_schemas(server, context, found);
    read_extensions(server, context, found);
    if (scope.with_roles) read_roles(server, context, found);
    read_collations(server, context, found);
    read_enums(server, context, found);
    read_domains(server, context, found);
    read_composites(server, context, found);
    read_sequences(server, context, found);
    read_routines(server, context, found);
    table_reader relations(server, context, found);
    relations.read();
    member_reader(server, context, found, relations.places()).read();
    if (scope.with_privileges) read_privileges(server, context, found);
    return found;
}

}  // namespace detail

/// The same within the caller's transaction: what it has created is seen. `search_path` is empty until
/// that transaction ends.
inline catalog::database from_transaction(driver::postgres::connection& server,
                                          const server_scope& scope = {},
                                          const driver::postgres::execution_context& context = {}) {
    detail::set_how_to_work(server, context);
    catalog::database found = detail::read_everything(server, scope, context);
    detail::keep_in_scope(scope, found);
    catalog::sort(found);
    return found;
}

/// The catalog of the database that the connection is in. Objects of extensions are left out; the
/// schema of the migrations' own table as well.
///
/// Takes:    an idle connection outside of a transaction; it is outside of one afterwards.
/// Throws:   error when the user may not read the catalog or the connection is lost.
inline catalog::database from_server(driver::postgres::connection& server,
                                     const server_scope& scope = {},
                                     const driver::postgres::execution_context& context = {}) {
    server.execute("begin transaction isolation level repeatable read, read only", {}, context);
    try {
        catalog::database found = from_transaction(server, scope, context);
        server.execute("commit", {}, context);
        return found;
    } catch (...) {
        if (server.is_usable()) server.execute("rollback", {}, context);
        throw;
    }
}

}  // namespace orm::inspect
