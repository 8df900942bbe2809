// SPDX-License-Identifier: MIT
// The database as the project sees it: its schemas and tables, and only what C++ can declare.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fnmatch.h>

#include <orm/diff/normalise.hpp>
#include <orm/inspect/from_server.hpp>
#include <orm/kit/context.hpp>
#include <orm/kit/declarable.hpp>

namespace orm::kit {

namespace detail {

/// True for a table of the project: some glob takes it and none that starts with `!` refuses it.
inline bool is_chosen(const std::vector<std::string>& globs, const catalog::table& table) {
    bool is_taken = std::none_of(globs.begin(), globs.end(),
                                 [](const std::string& glob) { return glob.front() != '!'; });
    const std::string full = table.schema + "." + table.name;
    for (const std::string& glob : globs) {
        const bool refuses = glob.front() == '!';
        const std::string pattern = refuses ? glob.substr(1) : glob;
        const bool has_schema = pattern.find('.') != std::string::npos;
        const std::string& name = has_schema ? full : table.name;
        if (::fnmatch(pattern.c_str(), name.c_str(), 0) == 0) is_taken = !refuses;
    }
    return is_taken;
}

/// The migrations' own tables are nobody's schema, wherever they are.
inline bool is_bookkeeping(const config& settings, const catalog::table& table) {
    return table.schema == settings.migrations_schema &&
           table.name.rfind(settings.migrations_table, 0) == 0;
}

inline void keep_chosen(const config& settings, catalog::database& of) {
    const auto is_foreign = [&](const catalog::table& table) {
        return is_bookkeeping(settings, table) || !is_chosen(settings.tables, table);
    };
    of.tables.erase(std::remove_if(of.tables.begin(), of.tables.end(), is_foreign),
                    of.tables.end());
}

/// `public` and what the tables name, or what the configuration says.
inline inspect::server_scope scope_of(const config& settings, const catalog::database& wanted) {
    inspect::server_scope scope;
    scope.excluded_schemas.clear();
    scope.schemas = settings.schemas;
    if (!scope.schemas.empty()) return scope;
    scope.schemas.emplace_back(catalog::default_schema);
    for (const catalog::schema& each : wanted.schemas) scope.schemas.push_back(each.name);
    return scope;
}

/// Runs work in a transaction that is rolled back, whatever happens.
template <class Work>
void in_scratch(driver::postgres::connection& server, Work work) {
    const driver::postgres::execution_context nowhere{source_location{}};
    server.execute("begin", {}, nowhere);
    try {
        work();
    } catch (...) {
        if (server.is_usable()) server.execute("rollback", {}, nowhere);
        throw;
    }
    server.execute("rollback", {}, nowhere);
}

}  // namespace detail

/// What is in the database, of the part that this project manages.
inline catalog::database read_live(const context& run, driver::postgres::connection& server,
                                   const catalog::database& wanted) {
    catalog::database found =
        inspect::from_server(server, detail::scope_of(run.config(), wanted),
                             driver::postgres::execution_context(source_location{}));
    detail::keep_chosen(run.config(), found);
    return declarable(std::move(found)).part;
}

/// What is wanted, with its expressions spelled as this server spells them.
///
/// A user who may not create schemas gets it as it was; then equal expressions may look different.
inline catalog::database spelled_by_server(const context& run, driver::postgres::connection& server,
                                           catalog::database wanted) {
    const driver::postgres::execution_context nowhere{source_location{}};
    diff::scratch_transaction scratch;
    scratch.run = [&](const std::string& sql) { server.execute(sql, {}, nowhere); };
    scratch.read = [&] { return inspect::from_transaction(server, {}, nowhere); };
    scratch.schemas.emplace_back(catalog::default_schema);
    inspect::server_scope everywhere;
    everywhere.excluded_schemas.clear();
    for (const catalog::schema& each : inspect::from_server(server, everywhere, nowhere).schemas)
        scratch.schemas.push_back(each.name);
    try {
        detail::in_scratch(server, [&] { wanted = diff::normalised(wanted, scratch); });
    } catch (const error& failure) {
        const bool may_not = failure.sqlstate() == "42501" || failure.sqlstate() == "25006";
        if (!may_not) throw;
        run.terminal().say("note: this user may not create schemas (" + failure.message() +
                           "): expressions are compared as text");
    }
    return wanted;
}

}  // namespace orm::kit
