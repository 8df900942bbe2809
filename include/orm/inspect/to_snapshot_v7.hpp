// SPDX-License-Identifier: MIT
// Writes snapshots of version 7, as drizzle-kit 0.x reads them.
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include <orm/catalog/database.hpp>
#include <orm/inspect/json_fields.hpp>
#include <orm/inspect/snapshot.hpp>
#include <orm/inspect/to_snapshot_v8.hpp>
#include <orm/inspect/view_options.hpp>

namespace orm::inspect {

namespace detail {

/// Writes the maps of one snapshot. Keys are names, with the schema where version 7 has it.
class snapshot_v7_writer {
public:
    json write(const snapshot& of) {
        json file{{"id", of.id},
                  {"prevId", of.previous.empty() ? origin_id : of.previous.front()},
                  {"version", "7"},
                  {"dialect", "postgresql"}};
        file["tables"] = map_of(of.database.tables, [&](json& into, const catalog::table& each) {
            if (!each.is_external) into[each.schema + "." + each.name] = table_of(each);
        });
        file["enums"] = map_of(of.database.enums, [](json& into, const catalog::enumeration& each) {
            into[each.schema + "." + each.name] = {
                {"name", each.name}, {"schema", each.schema}, {"values", each.values}};
        });
        file["schemas"] = map_of(of.database.schemas, [](json& into, const catalog::schema& each) {
            into[each.name] = each.name;
        });
        file["sequences"] =
            map_of(of.database.sequences, [](json& into, const catalog::sequence& each) {
                into[each.schema + "." + each.name] = sequence_of(each);
            });
        file["roles"] = map_of(of.database.roles, [](json& into, const catalog::role& each) {
            into[each.name] = {{"name", each.name},
                               {"createDb", each.may_create_databases},
                               {"createRole", each.may_create_roles},
                               {"inherit", each.inherits}};
        });
        file["policies"] = map_of(of.database.tables, add_linked_policies);
        file["views"] = map_of(of.database.views, [](json& into, const catalog::view& each) {
            into[each.schema + "." + each.name] = view_of(each);
        });
        file["_meta"] = renames_of(of);
        return file;
    }

private:
    /// `public.users.name` → `public.users.full_name`, sorted by the number of parts.
    static json renames_of(const snapshot& of) {
        json renames{
            {"columns", json::object()}, {"schemas", json::object()}, {"tables", json::object()}};
        for (const std::string& each : of.renames) {
            const std::size_t arrow = each.find("->");
            if (arrow == std::string::npos) continue;
            const std::string from = each.substr(0, arrow);
            const auto dots = std::count(from.begin(), from.end(), '.');
            const char* kind = dots == 0 ? "schemas" : dots == 1 ? "tables" : "columns";
            renames[kind][from] = each.substr(arrow + 2);
        }
        return renames;
    }

    template <class Objects, class Add>
    static json map_of(const Objects& objects, const Add& add) {
        json map = json::object();
        for (const auto& each : objects) add(map, each);
        return map;
    }

    static std::string lower_case(std::string text) {
        for (char& character : text)
            if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
        return text;
    }

    static json table_of(const catalog::table& of) {
        const bool is_public = of.schema == catalog::default_schema;
        json table{{"name", of.name}, {"schema", is_public ? "" : of.schema}};
        table["columns"] = map_of(of.columns, [&](json& into, const catalog::column& each) {
            into[each.name] = column_of(of, each);
        });
        table["indexes"] = map_of(of.indexes, [](json& into, const catalog::index& each) {
            into[each.name] = index_of(each);
        });
        table["foreignKeys"] =
            map_of(of.foreign_keys, [&](json& into, const catalog::foreign_key& each) {
                into[each.name] = foreign_key_of(of, each);
            });
        table["compositePrimaryKeys"] = composite_keys_of(of);
        table["uniqueConstraints"] =
            map_of(of.uniques, [](json& into, const catalog::unique_constraint& each) {
                into[each.name] = {{"name", each.name},
                                   {"nullsNotDistinct", each.nulls_not_distinct},
                                   {"columns", each.columns}};
            });
        table["policies"] = map_of(of.policies, [](json& into, const catalog::policy& each) {
            into[each.name] = policy_of(each);
        });
        table["checkConstraints"] =
            map_of(of.checks, [](json& into, const catalog::check_constraint& each) {
                into[each.name] = {{"name", each.name}, {"value", each.expression}};
            });
        table["isRLSEnabled"] = of.has_row_security && of.policies.empty();
        return table;
    }

    /// A key of one column with PostgreSQL's own name is a property of the column.
    static bool is_column_key(const catalog::table& of, const std::string& column) {
        return of.primary_key && of.primary_key->columns.size() == 1 &&
               of.primary_key->columns.front() == column &&
               of.primary_key->name == of.name + "_pkey";
    }

    static json composite_keys_of(const catalog::table& of) {
        json keys = json::object();
        if (of.primary_key && !is_column_key(of, of.primary_key->columns.front()))
            keys[of.primary_key->name] = {{"name", of.primary_key->name},
                                          {"columns", of.primary_key->columns}};
        return keys;
    }

    static json column_of(const catalog::table& table, const catalog::column& of) {
        std::string type = of.type.name;
        // drizzle-kit compares the text, and writes a blank here.
        if (const std::size_t comma = type.find(',');
            type.rfind("numeric(", 0) == 0 && comma != std::string::npos)
            type.insert(comma + 1, " ");
        for (int dimension = 0; dimension < of.type.dimensions; ++dimension) type += "[]";
        json column{{"name", of.name}, {"type", type}};
        if (of.type.is_user_defined()) column["typeSchema"] = of.type.schema;
        column["primaryKey"] = is_column_key(table, of.name);
        column["notNull"] = of.is_not_null;
        if (of.default_expression) column["default"] = default_of(*of.default_expression);
        if (of.generated)
            column["generated"] = {{"as", of.generated->expression}, {"type", "stored"}};
        if (of.identity) column["identity"] = identity_of(table, *of.identity);
        return column;
    }

    /// Numbers and flags are no text in version 7, unless JSON would write the number in another way:
    /// 1.50 is not 1.5 to whom compares texts, and forty digits are more than JSON's numbers hold.
    static json default_of(const std::string& expression) {
        const bool is_flag = expression == "true" || expression == "false";
        const json parsed = json::parse(expression, nullptr, false);
        const bool is_same_number = parsed.is_number() && parsed.dump() == expression;
        return is_flag || is_same_number ? parsed : json(expression);
    }

    static json options_of(json object, const catalog::sequence_options& of) {
        object["increment"] = std::to_string(of.increment);
        object["minValue"] = std::to_string(of.minimum);
        object["maxValue"] = std::to_string(of.maximum);
        object["startWith"] = std::to_string(of.start);
        object["cache"] = std::to_string(of.cache);
        object["cycle"] = of.cycles;
        return object;
    }

    static json identity_of(const catalog::table& table, const catalog::identity& of) {
        const bool is_always = of.kind == catalog::identity_kind::always;
        return options_of({{"type", is_always ? "always" : "byDefault"},
                           {"name", of.sequence_name},
                           {"schema", table.schema}},
                          of.options);
    }

    static json sequence_of(const catalog::sequence& of) {
        return options_of({{"name", of.name}, {"schema", of.schema}}, of.options);
    }

    static json index_of(const catalog::index& of) {
        json keys = json::array();
        for (const catalog::index_key& key : of.keys) {
            json entry{{"expression", key.value},
                       {"isExpression", key.is_expression},
                       {"asc", !key.is_descending},
                       {"nulls", key.nulls_first ? "first" : "last"}};
            if (!key.operator_class.empty()) entry["opclass"] = key.operator_class;
            keys.push_back(std::move(entry));
        }
        json index{{"name", of.name}, {"columns", std::move(keys)}, {"isUnique", of.is_unique}};
        if (!of.predicate.empty()) index["where"] = of.predicate;
        index["concurrently"] = of.concurrently;
        index["method"] = of.method;
        index["with"] = parameters_of(of.storage_parameters);
        return index;
    }

    /// `fillfactor=70,fastupdate=off` as an object.
    static json parameters_of(const std::string& text) {
        json parameters = json::object();
        std::string name;
        std::string value;
        bool is_name = true;
        for (const char character : text + ",") {
            if (character == ',') {
                if (!name.empty()) parameters[name] = value;
                name.clear(), value.clear(), is_name = true;
            } else if (character == '=') is_name = false;
            else if (character != ' ') (is_name ? name : value) += character;
        }
        return parameters;
    }

    static json foreign_key_of(const catalog::table& table, const catalog::foreign_key& of) {
        json key{{"name", of.name}, {"tableFrom", table.name}, {"tableTo", of.referenced_table}};
        if (of.referenced_schema != catalog::default_schema) key["schemaTo"] = of.referenced_schema;
        key["columnsFrom"] = of.columns;
        key["columnsTo"] = of.referenced_columns;
        key["onDelete"] = lower_case(of.on_delete);
        key["onUpdate"] = lower_case(of.on_update);
        return key;
    }

    static json policy_of(const catalog::policy& of) {
        json policy{{"name", of.name},
                    {"as", of.is_permissive ? "PERMISSIVE" : "RESTRICTIVE"},
                    {"for", of.command},
                    {"to", of.roles}};
        if (of.using_expression) policy["using"] = *of.using_expression;
        if (of.check_expression) policy["withCheck"] = *of.check_expression;
        return policy;
    }

    static void add_linked_policies(json& into, const catalog::table& table) {
        if (!table.is_external) return;
        for (const catalog::policy& each : table.policies) {
            json policy = policy_of(each);
            policy["on"] = "\"" + table.schema + "\".\"" + table.name + "\"";
            into[each.name] = std::move(policy);
        }
    }

    static json view_of(const catalog::view& of) {
        json view{{"columns", json::object()},
                  {"definition", of.definition},
                  {"name", of.name},
                  {"schema", of.schema},
                  {"isExisting", false}};
        json options = json::object();
        for (const view_option& option : view_options)
            if (const auto found = of.options.find(std::string(option.sql));
                found != of.options.end())
                options[std::string(option.snapshot)] =
                    entity_writer::option_value(option, found->second);
        if (!options.empty()) view["with"] = std::move(options);
        view["materialized"] = of.is_materialized;
        if (of.has_no_data) view["withNoData"] = true;
        if (!of.access_method.empty()) view["using"] = of.access_method;
        if (!of.tablespace.empty()) view["tablespace"] = of.tablespace;
        return view;
    }
};

}  // namespace detail

/// The text of a version 7 snapshot file. What version 7 has no words for is left out.
inline std::string to_snapshot_v7(const snapshot& of) {
    return detail::snapshot_v7_writer().write(of).dump(2);
}

}  // namespace orm::inspect
