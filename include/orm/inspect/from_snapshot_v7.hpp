// SPDX-License-Identifier: MIT
// Reads snapshots of version 7 and older (drizzle-kit 0.x): maps of tables, each with its members.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/inspect/json_fields.hpp>
#include <orm/inspect/view_options.hpp>

namespace orm::inspect {

namespace detail {

/// Reads the parts of one snapshot. Versions 5 and 6 lack some maps and spell some fields otherwise;
/// what is missing is empty.
class snapshot_v7_reader {
public:
    catalog::database read(const json& snapshot) {
        for_each(snapshot, "schemas", [&](const json& entry) { add_schema(entry); });
        for_each(snapshot, "roles", [&](const json& entry) { add_role(entry); });
        for_each(snapshot, "enums", [&](const json& entry) { add_enum(entry); });
        for_each(snapshot, "sequences", [&](const json& entry) { add_sequence(entry); });
        for_each(snapshot, "tables", [&](const json& entry) { add_table(entry); });
        for_each(snapshot, "policies", [&](const json& entry) { add_linked_policy(entry); });
        for_each(snapshot, "views", [&](const json& entry) { add_view(entry); });
        return std::move(database_);
    }

private:
    /// Calls `use` with every value of a map, or of a list.
    template <class Use>
    static void for_each(const json& object, const char* name, const Use& use) {
        if (const json* map = field(object, name))
            for (const json& entry : *map) use(entry);
    }

    static std::string schema_of(const json& entry, const char* name = "schema") {
        std::string schema = identifier(entry, name);
        return schema.empty() ? catalog::default_schema : schema;
    }

    static std::string upper_case(std::string text) {
        for (char& character : text)
            if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 32);
        return text;
    }

    void add_schema(const json& entry) {
        const std::string name =
            entry.is_string() ? entry.get<std::string>() : identifier(entry, "name");
        if (name != catalog::default_schema)
            database_.schemas.push_back({catalog::cut_to_identifier(name), ""});
    }

    void add_role(const json& entry) {
        catalog::role role;
        role.name = identifier(entry, "name");
        role.may_create_databases = flag(entry, "createDb");
        role.may_create_roles = flag(entry, "createRole");
        role.inherits = flag(entry, "inherit", true);
        database_.roles.push_back(std::move(role));
    }

    /// Version 5 keeps the values as an object, later versions as a list.
    void add_enum(const json& entry) {
        catalog::enumeration type{schema_of(entry), identifier(entry, "name"), {}, ""};
        for_each(entry, "values",
                 [&](const json& value) { type.values.push_back(value.get<std::string>()); });
        database_.enums.push_back(std::move(type));
    }

    static catalog::sequence_options read_options(const json& entry) {
        catalog::sequence_options options;
        options.increment = integer(entry, "increment", options.increment);
        options.minimum = integer(entry, "minValue", options.minimum);
        options.maximum = integer(entry, "maxValue", options.maximum);
        options.start = integer(entry, "startWith", options.start);
        options.cache = integer(entry, "cache", options.cache);
        options.cycles = flag(entry, "cycle");
        return options;
    }

    void add_sequence(const json& entry) {
        catalog::sequence sequence;
        sequence.schema = schema_of(entry);
        sequence.name = identifier(entry, "name");
        sequence.options = read_options(entry);
        database_.sequences.push_back(std::move(sequence));
    }

    void add_table(const json& entry) {
        catalog::table table;
        table.schema = schema_of(entry);
        table.name = identifier(entry, "name");
        table.has_row_security = flag(entry, "isRLSEnabled");
        for_each(entry, "columns", [&](const json& each) { add_column(table, each); });
        for_each(entry, "compositePrimaryKeys",
                 [&](const json& each) { add_primary_key(table, each); });
        for_each(entry, "uniqueConstraints", [&](const json& each) { add_unique(table, each); });
        for_each(entry, "foreignKeys", [&](const json& each) { add_foreign_key(table, each); });
        for_each(entry, "checkConstraints", [&](const json& each) {
            table.checks.push_back({identifier(each, "name"), text(each, "value"), true, true, ""});
        });
        for_each(entry, "indexes", [&](const json& each) { add_index(table, each); });
        for_each(entry, "policies",
                 [&](const json& each) { table.policies.push_back(read_policy(each)); });
        // Drizzle switches row security on with the first policy.
        table.has_row_security = table.has_row_security || !table.policies.empty();
        database_.tables.push_back(std::move(table));
    }

    void add_column(catalog::table& table, const json& entry) const {
        catalog::column column;
        column.name = identifier(entry, "name");
        column.type = read_type(entry);
        column.is_not_null = flag(entry, "notNull");
        column.default_expression = optional_text(entry, "default");
        if (const json* rule = field(entry, "generated"))
            column.generated = {catalog::generation::stored, text(*rule, "as")};
        if (const json* identity = field(entry, "identity")) {
            column.identity.emplace();
            column.identity->kind = text(*identity, "type") == "always"
                                        ? catalog::identity_kind::always
                                        : catalog::identity_kind::by_default;
            column.identity->sequence_name = identifier(*identity, "name");
            column.identity->options = read_options(*identity);
        }
        if (flag(entry, "primaryKey"))
            table.primary_key = {catalog::cut_to_identifier(table.name + "_pkey"),
                                 false,
                                 {column.name},
                                 {},
                                 catalog::deferral::not_deferrable,
                                 ""};
        table.columns.push_back(std::move(column));
    }

    catalog::column_type read_type(const json& entry) const {
        const std::string spelling = text(entry, "type");
        const std::string name = spelling.substr(0, spelling.find('['));
        catalog::column_type type = catalog::built_in_type(spelling);
        type.schema = identifier(entry, "typeSchema");
        if (type.schema.empty()) type.schema = schema_of_enum(name);
        if (type.is_user_defined()) type.name = name;
        return type;
    }

    /// Before version 7 an enum is known by its name alone.
    std::string schema_of_enum(const std::string& name) const {
        const catalog::enumeration* found =
            catalog::find(database_.enums, catalog::default_schema, name);
        if (found == nullptr) found = catalog::find(database_.enums, name);
        return found == nullptr ? std::string() : found->schema;
    }

    static void add_primary_key(catalog::table& table, const json& entry) {
        table.primary_key = {identifier(entry, "name"),         true,
                             identifiers(entry, "columns"),     {},
                             catalog::deferral::not_deferrable, ""};
    }

    static void add_unique(catalog::table& table, const json& entry) {
        catalog::unique_constraint unique;
        unique.name = identifier(entry, "name");
        unique.has_explicit_name = true;
        unique.columns = identifiers(entry, "columns");
        unique.nulls_not_distinct = flag(entry, "nullsNotDistinct");
        table.uniques.push_back(std::move(unique));
    }

    static void add_foreign_key(catalog::table& table, const json& entry) {
        catalog::foreign_key key;
        key.name = identifier(entry, "name");
        key.has_explicit_name = true;
        key.columns = identifiers(entry, "columnsFrom");
        key.referenced_schema = schema_of(entry, "schemaTo");
        key.referenced_table = identifier(entry, "tableTo");
        key.referenced_columns = identifiers(entry, "columnsTo");
        key.on_update = upper_case(text(entry, "onUpdate", "no action"));
        key.on_delete = upper_case(text(entry, "onDelete", "no action"));
        table.foreign_keys.push_back(std::move(key));
    }

    static void add_index(catalog::table& table, const json& entry) {
        catalog::index index;
        index.name = identifier(entry, "name");
        for_each(entry, "columns", [&](const json& key) { index.keys.push_back(read_key(key)); });
        index.is_unique = flag(entry, "isUnique");
        index.concurrently = flag(entry, "concurrently");
        index.method = text(entry, "method", "btree");
        index.predicate = text(entry, "where");
        if (const json* with = field(entry, "with"))
            for (const auto& [name, value] : with->items())
                index.storage_parameters +=
                    (index.storage_parameters.empty() ? "" : ",") + name + "=" +
                    (value.is_string() ? value.get<std::string>() : value.dump());
        table.indexes.push_back(std::move(index));
    }

    /// Before version 7 a key is nothing but a column's name.
    static catalog::index_key read_key(const json& entry) {
        catalog::index_key key;
        if (entry.is_string()) {
            key.value = catalog::cut_to_identifier(entry.get<std::string>());
            return key;
        }
        key.value = text(entry, "expression");
        key.is_expression = flag(entry, "isExpression");
        key.is_descending = !flag(entry, "asc", true);
        key.nulls_first = text(entry, "nulls", "last") == "first";
        key.operator_class = text(entry, "opclass");
        return key;
    }

    static catalog::policy read_policy(const json& entry) {
        catalog::policy policy;
        policy.name = identifier(entry, "name");
        policy.is_permissive = upper_case(text(entry, "as", "PERMISSIVE")) != "RESTRICTIVE";
        policy.command = upper_case(text(entry, "for", "ALL"));
        policy.roles = texts(entry, "to");
        policy.using_expression = optional_text(entry, "using");
        policy.check_expression = optional_text(entry, "withCheck");
        return policy;
    }

    /// A policy on a table of somebody else: `"on": "\"auth\".\"users\""`.
    void add_linked_policy(const json& entry) {
        std::string target;
        for (const char character : text(entry, "on"))
            if (character != '"') target += character;
        const std::size_t dot = target.find('.');
        const std::string schema =
            dot == std::string::npos ? catalog::default_schema : target.substr(0, dot);
        const std::string name = dot == std::string::npos ? target : target.substr(dot + 1);
        for (catalog::table& table : database_.tables)
            if (table.schema == schema && table.name == name)
                return table.policies.push_back(read_policy(entry));
        catalog::table table;
        table.schema = schema;
        table.name = name;
        table.is_external = true;
        table.policies.push_back(read_policy(entry));
        database_.tables.push_back(std::move(table));
    }

    /// A view that is marked as existing is managed by somebody else.
    void add_view(const json& entry) {
        if (flag(entry, "isExisting")) return;
        catalog::view view;
        view.schema = schema_of(entry);
        view.name = identifier(entry, "name");
        view.definition = text(entry, "definition");
        view.is_materialized = flag(entry, "materialized");
        view.has_no_data = flag(entry, "withNoData");
        view.access_method = text(entry, "using");
        view.tablespace = text(entry, "tablespace");
        if (const json* options = field(entry, "with"))
            for (const view_option& option : view_options)
                if (const auto value =
                        optional_text(*options, std::string(option.snapshot).c_str()))
                    view.options.emplace(option.sql, *value);
        database_.views.push_back(std::move(view));
    }

    catalog::database database_;
};

}  // namespace detail

/// The catalog that a snapshot of version 7 or older describes.
///
/// Throws:   invalid_snapshot when a field has a wrong type.
inline catalog::database from_snapshot_v7(const nlohmann::ordered_json& snapshot) {
    try {
        return detail::snapshot_v7_reader().read(snapshot);
    } catch (const nlohmann::json::exception& failure) {
        throw invalid_snapshot(std::string("snapshot: ") + failure.what());
    }
}

}  // namespace orm::inspect
