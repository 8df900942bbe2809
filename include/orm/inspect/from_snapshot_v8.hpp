// SPDX-License-Identifier: MIT
// Reads snapshots of version 8 (Drizzle 1.0): one flat list of entities.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/inspect/json_fields.hpp>
#include <orm/inspect/view_options.hpp>

namespace orm::inspect {

namespace detail {

/// Builds a catalog from flat entities; finds tables by name in logarithmic time.
class entity_reader {
public:
    catalog::database read(const json& entities) {
        if (!entities.is_array()) throw invalid_snapshot("snapshot: \"ddl\" is not a list");
        for (const json& entity : entities) {
            const std::string type = text(entity, "entityType");
            if (type == "tables") add_table(entity);
            if (type == "enums") add_enum(entity);
        }
        for (const json& entity : entities) add(entity, text(entity, "entityType"));
        finish();
        return std::move(database_);
    }

private:
    using key = std::pair<std::string, std::string>;

    void add(const json& entity, const std::string& type) {
        if (type == "tables" || type == "enums") return;
        if (type == "schemas") add_schema(identifier(entity, "name"));
        else if (type == "columns") owner(entity).columns.push_back(read_column(entity));
        else if (type == "indexes") owner(entity).indexes.push_back(read_index(entity));
        else if (type == "pks") owner(entity).primary_key = read_primary_key(entity);
        else if (type == "uniques") owner(entity).uniques.push_back(read_unique(entity));
        else if (type == "fks") owner(entity).foreign_keys.push_back(read_foreign_key(entity));
        else if (type == "checks")
            owner(entity).checks.push_back(
                {identifier(entity, "name"), text(entity, "value"), true, true, ""});
        else if (type == "policies") owner(entity).policies.push_back(read_policy(entity));
        else if (type == "sequences") database_.sequences.push_back(read_sequence(entity));
        else if (type == "roles") add_role(read_role(entity));
        else if (type == "privileges") database_.privileges.push_back(read_privilege(entity));
        else if (type == "views") database_.views.push_back(read_view(entity));
        else throw invalid_snapshot("snapshot: unknown entityType \"" + type + "\"");
    }

    /// Every database has this schema.
    void add_schema(std::string name) {
        if (name != catalog::default_schema) database_.schemas.push_back({std::move(name), ""});
    }

    /// Predefined roles belong to the server.
    void add_role(catalog::role role) {
        if (role.name.rfind("pg_", 0) != 0) database_.roles.push_back(std::move(role));
    }

    void add_table(const json& entity) {
        catalog::table table;
        table.schema = identifier(entity, "schema", "public");
        table.name = identifier(entity, "name");
        table.has_row_security = flag(entity, "isRlsEnabled");
        table_positions_.emplace(key(table.schema, table.name), database_.tables.size());
        database_.tables.push_back(std::move(table));
    }

    /// The table of an entity. One that is not listed belongs to somebody else.
    catalog::table& owner(const json& entity) {
        const key name(identifier(entity, "schema", "public"), identifier(entity, "table"));
        const auto [found, is_new] = table_positions_.emplace(name, database_.tables.size());
        if (is_new) {
            catalog::table table;
            table.schema = name.first;
            table.name = name.second;
            table.is_external = true;
            database_.tables.push_back(std::move(table));
        }
        return database_.tables[found->second];
    }

    void add_enum(const json& entity) {
        database_.enums.push_back({identifier(entity, "schema", "public"),
                                   identifier(entity, "name"), texts(entity, "values"), ""});
    }

    catalog::column read_column(const json& entity) const {
        catalog::column column;
        column.name = identifier(entity, "name");
        column.type = read_type(entity);
        column.is_not_null = flag(entity, "notNull");
        column.default_expression = optional_text(entity, "default");
        if (const json* rule = field(entity, "generated")) {
            column.generated = {text(*rule, "type") == "virtual"
                                    ? catalog::generation::computed_on_read
                                    : catalog::generation::stored,
                                text(*rule, "as")};
            // Drizzle never writes NOT NULL on a generated column, whatever the entity says.
            column.is_not_null = false;
        }
        if (const json* identity = field(entity, "identity"))
            column.identity = read_identity(*identity);
        return column;
    }

    catalog::column_type read_type(const json& entity) const {
        const std::string spelling = text(entity, "type");
        catalog::column_type type = catalog::built_in_type(spelling);
        if (field(entity, "dimensions") != nullptr)
            type.dimensions = static_cast<int>(integer(entity, "dimensions", 0));
        const std::string name = catalog::cut_to_identifier(spelling.substr(0, spelling.find('[')));
        type.schema = identifier(entity, "typeSchema");
        // Snapshots that were converted from older versions may lack the schema of an enum.
        if (type.schema.empty() &&
            catalog::find(database_.enums, catalog::default_schema, name) != nullptr)
            type.schema = catalog::default_schema;
        if (type.is_user_defined()) type.name = name;
        return type;
    }

    static catalog::identity read_identity(const json& entity) {
        catalog::identity identity;
        identity.kind = text(entity, "type") == "always" ? catalog::identity_kind::always
                                                         : catalog::identity_kind::by_default;
        identity.sequence_name = identifier(entity, "name");
        identity.options = read_options(entity, "increment", "cache");
        return identity;
    }

    static catalog::sequence_options read_options(const json& entity, const char* increment,
                                                  const char* cache) {
        catalog::sequence_options options;
        options.increment = integer(entity, increment, options.increment);
        options.minimum = integer(entity, "minValue", options.minimum);
        options.maximum = integer(entity, "maxValue", options.maximum);
        options.start = integer(entity, "startWith", options.start);
        options.cache = integer(entity, cache, options.cache);
        options.cycles = flag(entity, "cycle");
        return options;
    }

    static catalog::index read_index(const json& entity) {
        catalog::index index;
        index.name = identifier(entity, "name");
        index.has_explicit_name = flag(entity, "nameExplicit");
        for (const json& key : entity.at("columns")) index.keys.push_back(read_index_key(key));
        index.is_unique = flag(entity, "isUnique");
        index.concurrently = flag(entity, "concurrently");
        index.method = text(entity, "method", "btree");
        index.predicate = text(entity, "where");
        index.storage_parameters = text(entity, "with");
        return index;
    }

    static catalog::index_key read_index_key(const json& entity) {
        catalog::index_key key;
        key.value = text(entity, "value");
        key.is_expression = flag(entity, "isExpression");
        key.is_descending = !flag(entity, "asc", true);
        key.nulls_first = flag(entity, "nullsFirst");
        if (const json* operator_class = field(entity, "opclass"))
            if (!flag(*operator_class, "default"))
                key.operator_class = text(*operator_class, "name");
        return key;
    }

    static catalog::primary_key read_primary_key(const json& entity) {
        catalog::primary_key key;
        key.name = identifier(entity, "name");
        key.has_explicit_name = flag(entity, "nameExplicit");
        key.columns = identifiers(entity, "columns");
        return key;
    }

    static catalog::unique_constraint read_unique(const json& entity) {
        catalog::unique_constraint unique;
        unique.name = identifier(entity, "name");
        unique.has_explicit_name = flag(entity, "nameExplicit");
        unique.columns = identifiers(entity, "columns");
        unique.nulls_not_distinct = flag(entity, "nullsNotDistinct");
        return unique;
    }

    static catalog::foreign_key read_foreign_key(const json& entity) {
        catalog::foreign_key key;
        key.name = identifier(entity, "name");
        key.has_explicit_name = flag(entity, "nameExplicit");
        key.columns = identifiers(entity, "columns");
        key.referenced_schema = identifier(entity, "schemaTo", "public");
        key.referenced_table = identifier(entity, "tableTo");
        key.referenced_columns = identifiers(entity, "columnsTo");
        key.on_update = text(entity, "onUpdate", "NO ACTION");
        key.on_delete = text(entity, "onDelete", "NO ACTION");
        return key;
    }

    static catalog::policy read_policy(const json& entity) {
        catalog::policy policy;
        policy.name = identifier(entity, "name");
        policy.is_permissive = text(entity, "as", "PERMISSIVE") != "RESTRICTIVE";
        policy.command = text(entity, "for", "ALL");
        policy.roles = texts(entity, "roles");
        policy.using_expression = optional_text(entity, "using");
        policy.check_expression = optional_text(entity, "withCheck");
        return policy;
    }

    static catalog::sequence read_sequence(const json& entity) {
        catalog::sequence sequence;
        sequence.schema = identifier(entity, "schema", "public");
        sequence.name = identifier(entity, "name");
        sequence.options = read_options(entity, "incrementBy", "cacheSize");
        return sequence;
    }

    static catalog::role read_role(const json& entity) {
        catalog::role role;
        role.name = identifier(entity, "name");
        role.is_superuser = flag(entity, "superuser");
        role.may_create_databases = flag(entity, "createDb");
        role.may_create_roles = flag(entity, "createRole");
        role.inherits = flag(entity, "inherit", true);
        role.may_login = flag(entity, "canLogin");
        role.may_replicate = flag(entity, "replication");
        role.bypasses_row_security = flag(entity, "bypassRls");
        role.connection_limit = static_cast<int>(integer(entity, "connLimit", -1));
        role.valid_until = text(entity, "validUntil");
        return role;
    }

    static catalog::privilege read_privilege(const json& entity) {
        return {text(entity, "grantor"),
                text(entity, "grantee"),
                identifier(entity, "schema", "public"),
                identifier(entity, "table"),
                text(entity, "type"),
                flag(entity, "isGrantable")};
    }

    static catalog::view read_view(const json& entity) {
        catalog::view view;
        view.schema = identifier(entity, "schema", "public");
        view.name = identifier(entity, "name");
        view.definition = text(entity, "definition");
        view.is_materialized = flag(entity, "materialized");
        view.has_no_data = flag(entity, "withNoData");
        view.access_method = text(entity, "using");
        view.tablespace = text(entity, "tablespace");
        if (const json* options = field(entity, "with"))
            for (const view_option& option : view_options)
                if (const auto value =
                        optional_text(*options, std::string(option.snapshot).c_str()))
                    view.options.emplace(option.sql, *value);
        return view;
    }

    /// Columns of primary keys are not null, and an index may be that of a constraint.
    void finish() {
        for (catalog::table& table : database_.tables)
            for (catalog::column& column : table.columns) {
                if (table.primary_key && contains(table.primary_key->columns, column.name))
                    column.is_not_null = true;
            }
        for (catalog::table& table : database_.tables) drop_backing_indexes(table);
    }

    /// The index of a constraint has the constraint's name and is no index of its own.
    static void drop_backing_indexes(catalog::table& table) {
        std::vector<catalog::index> kept;
        for (catalog::index& index : table.indexes) {
            const bool backs_key = table.primary_key && table.primary_key->name == index.name;
            if (!backs_key && catalog::find(table.uniques, index.name) == nullptr)
                kept.push_back(std::move(index));
        }
        table.indexes = std::move(kept);
    }

    static bool contains(const std::vector<std::string>& names, const std::string& name) {
        for (const std::string& each : names)
            if (each == name) return true;
        return false;
    }

    catalog::database database_;
    std::map<key, std::size_t> table_positions_;
};

}  // namespace detail

/// The catalog that a list of version 8 entities describes (`"ddl"` of a snapshot).
///
/// Throws:   invalid_snapshot for unknown entities and fields of a wrong type.
inline catalog::database from_entities_v8(const nlohmann::ordered_json& entities) {
    try {
        return detail::entity_reader().read(entities);
    } catch (const nlohmann::json::exception& failure) {
        throw invalid_snapshot(std::string("snapshot: ") + failure.what());
    }
}

}  // namespace orm::inspect
