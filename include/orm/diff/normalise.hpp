// SPDX-License-Identifier: MIT
// Lets a server rewrite the expressions of a wanted catalog, so that they compare with what it shows.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/diff/ddl/name.hpp>
#include <orm/diff/plan.hpp>

namespace orm::diff {

/// A server's transaction in which the wanted catalog is built for a moment. The caller begins it
/// before and rolls it back after; nothing that is done here may be committed.
///
/// `run` executes one statement and throws when the server refuses it. `read` gives the catalog as
/// the transaction sees it. `schemas` are the schemas that exist, `public` among them.
struct scratch_transaction {
    std::function<void(const std::string&)> run;
    std::function<catalog::database()> read;
    std::vector<std::string> schemas;
};

namespace detail {

/// Builds the wanted objects in empty schemas: those that exist step aside under another name. No
/// table is locked, for none is touched.
class scratch_build {
public:
    explicit scratch_build(const scratch_transaction& server) : server_(server) {}

    catalog::database show(catalog::database wanted) {
        set_schemas_aside(wanted);
        wanted.extensions.clear();
        wanted.schemas.clear();
        wanted.roles.clear();
        wanted.privileges.clear();
        for (const step& each : make_plan({}, std::move(wanted)).steps) try_step(each);
        return server_.read();
    }

private:
    /// `run` in a savepoint: what the server refuses keeps the text that it has.
    void try_step(const step& each) {
        server_.run("savepoint orm_step");
        try {
            for (const std::string& statement : each.statements)
                server_.run(in_transaction(statement));
            server_.run("release savepoint orm_step");
        } catch (const error&) {
            server_.run("rollback to savepoint orm_step");
        }
    }

    static std::string in_transaction(std::string statement) {
        const std::string word = "INDEX CONCURRENTLY ";
        if (const std::size_t at = statement.find(word); at != std::string::npos && at < 20)
            statement.erase(at + 6, word.size() - 6);
        return statement;
    }

    void set_schemas_aside(const catalog::database& wanted) {
        std::string path;
        std::vector<std::string> names{catalog::default_schema};
        for (const catalog::schema& schema : wanted.schemas) names.push_back(schema.name);
        for (const std::string& name : names) {
            const bool exists = has(server_.schemas, name);
            const std::string aside = "orm_was_" + std::to_string(number_++);
            if (exists) server_.run("ALTER SCHEMA " + ddl::name_text(name) + " RENAME TO " + aside);
            server_.run("CREATE SCHEMA " + ddl::name_text(name));
            if (name == catalog::default_schema)
                path = ddl::name_text(name) + (exists ? ", " + aside : "");
        }
        server_.run("SET LOCAL search_path TO " + path);
        server_.run("SET LOCAL check_function_bodies TO off");
    }

    const scratch_transaction& server_;
    int number_ = 0;
};

/// The schemas that stepped aside carry their own names in what the server shows of extensions.
inline void restore_schema_names(std::string& text) {
    for (std::size_t at = text.find("orm_was_0."); at != std::string::npos;
         at = text.find("orm_was_0.", at))
        text.replace(at, 10, "public.");
}

inline void take_text(std::string& wanted, const std::string& shown) {
    wanted = shown;
    restore_schema_names(wanted);
}

inline void take_text(std::optional<std::string>& wanted, const std::optional<std::string>& shown) {
    if (wanted && shown) take_text(*wanted, *shown);
}

inline void take_index(catalog::index& wanted, const catalog::index* shown) {
    if (shown == nullptr || shown->keys.size() != wanted.keys.size()) return;
    take_text(wanted.predicate, shown->predicate);
    for (std::size_t at = 0; at < wanted.keys.size(); ++at) wanted.keys[at] = shown->keys[at];
}

inline void take_column(catalog::column& wanted, const catalog::column* shown) {
    if (shown == nullptr) return;
    wanted.type = shown->type;
    take_text(wanted.default_expression, shown->default_expression);
    if (wanted.generated && shown->generated)
        take_text(wanted.generated->expression, shown->generated->expression);
    if (!wanted.collation.empty()) wanted.collation = shown->collation;
}

inline void take_table(catalog::table& wanted, const catalog::table& shown) {
    for (catalog::column& column : wanted.columns)
        take_column(column, catalog::find(shown.columns, column.name));
    for (catalog::check_constraint& check : wanted.checks)
        if (const auto* same = catalog::find(shown.checks, check.name))
            take_text(check.expression, same->expression);
    for (catalog::exclusion_constraint& each : wanted.exclusions)
        if (const auto* same = catalog::find(shown.exclusions, each.name))
            take_text(each.definition, same->definition);
    for (catalog::index& index : wanted.indexes)
        take_index(index, catalog::find(shown.indexes, index.name));
    for (catalog::policy& policy : wanted.policies)
        if (const auto* same = catalog::find(shown.policies, policy.name)) {
            take_text(policy.using_expression, same->using_expression);
            take_text(policy.check_expression, same->check_expression);
        }
    for (catalog::trigger& trigger : wanted.triggers)
        if (const auto* same = catalog::find(shown.triggers, trigger.name))
            take_text(trigger.definition, same->definition);
    if (!wanted.partition_key.empty()) take_text(wanted.partition_key, shown.partition_key);
}

/// Finds tables by name quickly.
inline std::map<catalog::qualified_name, const catalog::table*> tables_by_name(
    const catalog::database& of) {
    std::map<catalog::qualified_name, const catalog::table*> tables;
    for (const catalog::table& table : of.tables)
        tables.emplace(catalog::qualified_name{table.schema, table.name}, &table);
    return tables;
}

inline void take_views(catalog::database& wanted, const catalog::database& shown) {
    for (catalog::view& view : wanted.views) {
        const catalog::view* same = catalog::find(shown.views, view.schema, view.name);
        if (same == nullptr) continue;
        take_text(view.definition, same->definition);
        for (catalog::index& index : view.indexes)
            take_index(index, catalog::find(same->indexes, index.name));
    }
}

inline void take_domains(catalog::database& wanted, const catalog::database& shown) {
    for (catalog::domain& domain : wanted.domains) {
        const catalog::domain* same = catalog::find(shown.domains, domain.schema, domain.name);
        if (same == nullptr) continue;
        domain.base = same->base;
        take_text(domain.default_expression, same->default_expression);
        for (catalog::check_constraint& check : domain.checks)
            if (const auto* shown_check = catalog::find(same->checks, check.name))
                take_text(check.expression, shown_check->expression);
    }
}

}  // namespace detail

/// The wanted catalog with every expression as the server would show it: defaults, checks, generated
/// columns, index keys and predicates, policies, views, triggers. Compared with the live catalog,
/// only real differences are left. What the server refuses to build keeps its text.
///
/// Takes:    wanted; server, a transaction that the caller rolls back afterwards.
inline catalog::database normalised(catalog::database wanted, const scratch_transaction& server) {
    const catalog::database shown = detail::scratch_build(server).show(wanted);
    const auto tables = detail::tables_by_name(shown);
    for (catalog::table& table : wanted.tables) {
        const auto same = tables.find({table.schema, table.name});
        if (same != tables.end() && !table.is_external) detail::take_table(table, *same->second);
    }
    detail::take_views(wanted, shown);
    detail::take_domains(wanted, shown);
    return wanted;
}

}  // namespace orm::diff
