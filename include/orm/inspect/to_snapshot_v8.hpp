// SPDX-License-Identifier: MIT
// Writes snapshots of version 8, field by field as Drizzle 1.0 writes them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/inspect/json_fields.hpp>
#include <orm/inspect/snapshot.hpp>
#include <orm/inspect/view_options.hpp>

namespace orm::inspect {

namespace detail {

inline json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

inline json optional_or_null(const std::optional<std::string>& text) {
    return text ? json(*text) : json();
}

/// Writes the entities of a catalog in the order in which Drizzle lists their kinds.
class entity_writer {
public:
    json write(const catalog::database& of) {
        for (const auto& each : of.schemas) add({{"name", each.name}, {"entityType", "schemas"}});
        for (const auto& each : of.enums) add_enum(each);
        for (const auto& each : of.sequences) add_sequence(each);
        for (const auto& each : of.roles) add_role(each);
        for (const auto& each : of.privileges) add_privilege(each);
        for (const auto& each : of.tables) add_table(each);
        for_each_member(of, [&](const catalog::table& table) {
            for (const auto& each : table.columns) add_column(table, each);
        });
        for_each_member(of, [&](const catalog::table& table) {
            for (const auto& each : table.indexes) add_index(table, each);
        });
        for_each_member(of, [&](const catalog::table& table) {
            for (const auto& each : table.foreign_keys) add_foreign_key(table, each);
        });
        for_each_member(of, [&](const catalog::table& table) { add_keys(table); });
        for (const auto& table : of.tables)
            for (const auto& each : table.policies) add_policy(table, each);
        for (const auto& each : of.views) add_view(each);
        return std::move(entities_);
    }

    /// Numbers and flags are no text in a snapshot; the words of options that take words are.
    static json option_value(const view_option& option, const std::string& value) {
        if (option.sql == "check_option" || option.sql == "vacuum_index_cleanup") return value;
        const json parsed = json::parse(value, nullptr, false);
        return parsed.is_discarded() ? json(value) : parsed;
    }

private:
    template <class Use>
    static void for_each_member(const catalog::database& of, const Use& use) {
        for (const catalog::table& table : of.tables)
            if (!table.is_external) use(table);
    }

    void add(json entity) { entities_.push_back(std::move(entity)); }

    static void place(json& entity, const catalog::table& table, const std::string& name,
                      const char* type) {
        entity["name"] = name;
        entity["entityType"] = type;
        entity["schema"] = table.schema;
        entity["table"] = table.name;
    }

    template <class Object>
    void add_in_schema(json entity, const Object& of, const char* type) {
        entity["name"] = of.name;
        entity["entityType"] = type;
        entity["schema"] = of.schema;
        add(std::move(entity));
    }

    void add_enum(const catalog::enumeration& of) {
        add_in_schema({{"values", of.values}}, of, "enums");
    }

    void add_sequence(const catalog::sequence& of) {
        const catalog::sequence_options& options = of.options;
        add_in_schema({{"incrementBy", std::to_string(options.increment)},
                       {"minValue", std::to_string(options.minimum)},
                       {"maxValue", std::to_string(options.maximum)},
                       {"startWith", std::to_string(options.start)},
                       {"cacheSize", options.cache},
                       {"cycle", options.cycles}},
                      of, "sequences");
    }

    void add_role(const catalog::role& of) {
        add({{"superuser", of.is_superuser},
             {"createDb", of.may_create_databases},
             {"createRole", of.may_create_roles},
             {"inherit", of.inherits},
             {"canLogin", of.may_login},
             {"replication", of.may_replicate},
             {"bypassRls", of.bypasses_row_security},
             {"connLimit", of.connection_limit},
             {"password", nullptr},
             {"validUntil", text_or_null(of.valid_until)},
             {"name", of.name},
             {"entityType", "roles"}});
    }

    void add_privilege(const catalog::privilege& of) {
        add({{"grantor", of.grantor},
             {"grantee", of.grantee},
             {"type", of.type},
             {"isGrantable", of.is_grantable},
             {"name",
              of.grantor + "_" + of.grantee + "_" + of.schema + "_" + of.table + "_" + of.type},
             {"entityType", "privileges"},
             {"schema", of.schema},
             {"table", of.table}});
    }

    void add_table(const catalog::table& of) {
        if (!of.is_external) add_in_schema({{"isRlsEnabled", of.has_row_security}}, of, "tables");
    }

    static json identity_of(const catalog::identity& of) {
        return {{"type", of.kind == catalog::identity_kind::always ? "always" : "byDefault"},
                {"name", of.sequence_name},
                {"increment", std::to_string(of.options.increment)},
                {"startWith", std::to_string(of.options.start)},
                {"minValue", std::to_string(of.options.minimum)},
                {"maxValue", std::to_string(of.options.maximum)},
                {"cache", of.options.cache},
                {"cycle", of.options.cycles}};
    }

    void add_column(const catalog::table& table, const catalog::column& of) {
        json entity{{"type", of.type.name},
                    {"typeSchema", text_or_null(of.type.schema)},
                    {"notNull", of.is_not_null},
                    {"dimensions", of.type.dimensions},
                    {"default", optional_or_null(of.default_expression)},
                    {"generated", nullptr},
                    {"identity", nullptr}};
        if (of.generated) {
            const bool is_stored = of.generated->kind == catalog::generation::stored;
            entity["generated"] = {{"as", of.generated->expression},
                                   {"type", is_stored ? "stored" : "virtual"}};
        }
        if (of.identity) entity["identity"] = identity_of(*of.identity);
        place(entity, table, of.name, "columns");
        add(std::move(entity));
    }

    static json key_of(const catalog::index_key& of) {
        json operator_class;
        if (!of.operator_class.empty())
            operator_class = {{"name", of.operator_class}, {"default", false}};
        return {{"value", of.value},
                {"isExpression", of.is_expression},
                {"asc", !of.is_descending},
                {"nullsFirst", of.nulls_first},
                {"opclass", std::move(operator_class)}};
    }

    void add_index(const catalog::table& table, const catalog::index& of) {
        json keys = json::array();
        for (const catalog::index_key& key : of.keys) keys.push_back(key_of(key));
        json entity{{"nameExplicit", of.has_explicit_name},
                    {"columns", std::move(keys)},
                    {"isUnique", of.is_unique},
                    {"where", text_or_null(of.predicate)},
                    {"with", of.storage_parameters},
                    {"method", of.method},
                    {"concurrently", of.concurrently}};
        place(entity, table, of.name, "indexes");
        add(std::move(entity));
    }

    void add_foreign_key(const catalog::table& table, const catalog::foreign_key& of) {
        json entity{{"nameExplicit", of.has_explicit_name},
                    {"columns", of.columns},
                    {"schemaTo", of.referenced_schema},
                    {"tableTo", of.referenced_table},
                    {"columnsTo", of.referenced_columns},
                    {"onUpdate", of.on_update},
                    {"onDelete", of.on_delete}};
        place(entity, table, of.name, "fks");
        add(std::move(entity));
    }

    void add_keys(const catalog::table& table) {
        if (table.primary_key) {
            json entity{{"columns", table.primary_key->columns},
                        {"nameExplicit", table.primary_key->has_explicit_name}};
            place(entity, table, table.primary_key->name, "pks");
            add(std::move(entity));
        }
        for (const catalog::unique_constraint& of : table.uniques) {
            json entity{{"nameExplicit", of.has_explicit_name},
                        {"columns", of.columns},
                        {"nullsNotDistinct", of.nulls_not_distinct}};
            place(entity, table, of.name, "uniques");
            add(std::move(entity));
        }
        for (const catalog::check_constraint& of : table.checks) {
            json entity{{"value", of.expression}};
            place(entity, table, of.name, "checks");
            add(std::move(entity));
        }
    }

    void add_policy(const catalog::table& table, const catalog::policy& of) {
        json entity{{"as", of.is_permissive ? "PERMISSIVE" : "RESTRICTIVE"},
                    {"for", of.command},
                    {"roles", of.roles},
                    {"using", optional_or_null(of.using_expression)},
                    {"withCheck", optional_or_null(of.check_expression)}};
        place(entity, table, of.name, "policies");
        add(std::move(entity));
    }

    static json options_of(const catalog::view& of) {
        if (of.options.empty()) return nullptr;
        json options;
        for (const view_option& option : view_options) {
            const auto found = of.options.find(std::string(option.sql));
            options[std::string(option.snapshot)] =
                found == of.options.end() ? json() : option_value(option, found->second);
        }
        return options;
    }

    void add_view(const catalog::view& of) {
        add_in_schema({{"definition", of.definition},
                       {"with", options_of(of)},
                       {"withNoData", of.has_no_data ? json(true) : json()},
                       {"using", text_or_null(of.access_method)},
                       {"tablespace", text_or_null(of.tablespace)},
                       {"materialized", of.is_materialized}},
                      of, "views");
    }

    json entities_ = json::array();
};

}  // namespace detail

/// The `"ddl"` list of a version 8 snapshot. What version 8 has no words for is left out.
inline nlohmann::ordered_json to_entities_v8(const catalog::database& of) {
    return detail::entity_writer().write(of);
}

/// The text of a version 8 snapshot file, indented by two blanks as Drizzle does.
inline std::string to_snapshot_v8(const snapshot& of) {
    const nlohmann::ordered_json file{{"version", "8"},
                                      {"dialect", "postgres"},
                                      {"id", of.id},
                                      {"prevIds", of.previous},
                                      {"ddl", to_entities_v8(of.database)},
                                      {"renames", of.renames}};
    return file.dump(2);
}

}  // namespace orm::inspect
