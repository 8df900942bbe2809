// SPDX-License-Identifier: MIT
// Carries a rename through a catalog, as the server does: whatever refers to the old name follows.
#pragma once

#include <string>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/diff/text.hpp>

namespace orm::diff {

namespace detail {

inline void replace(std::string& text, const std::string& from, const std::string& to) {
    if (text == from) text = to;
}

inline void replace_all(std::vector<std::string>& names, const std::string& from,
                        const std::string& to) {
    for (std::string& name : names) replace(name, from, to);
}

inline void replace(catalog::qualified_name& name, const catalog::qualified_name& from,
                    const catalog::qualified_name& to) {
    if (name == from) name = to;
}

/// Calls `edit` with every expression that belongs to the table.
template <class Edit>
void for_each_expression(catalog::table& table, const Edit& edit) {
    for (catalog::column& column : table.columns)
        if (column.generated) edit(column.generated->expression);
    for (catalog::check_constraint& check : table.checks) edit(check.expression);
    for (catalog::exclusion_constraint& each : table.exclusions) edit(each.definition);
    for (catalog::index& index : table.indexes) {
        edit(index.predicate);
        for (catalog::index_key& key : index.keys)
            if (key.is_expression) edit(key.value);
    }
    for (catalog::policy& policy : table.policies) {
        if (policy.using_expression) edit(*policy.using_expression);
        if (policy.check_expression) edit(*policy.check_expression);
    }
    for (catalog::trigger& trigger : table.triggers) edit(trigger.definition);
}

template <class Edit>
void for_each_type(catalog::database& of, const Edit& edit) {
    for (catalog::table& table : of.tables)
        for (catalog::column& column : table.columns) edit(column.type);
    for (catalog::domain& domain : of.domains) edit(domain.base);
    for (catalog::composite& composite : of.composites)
        for (catalog::column& field : composite.fields) edit(field.type);
}

inline void rename_column_in_keys(catalog::table& table, const std::string& from,
                                  const std::string& to) {
    if (table.primary_key) replace_all(table.primary_key->columns, from, to);
    for (catalog::unique_constraint& unique : table.uniques) replace_all(unique.columns, from, to);
    for (catalog::foreign_key& key : table.foreign_keys) replace_all(key.columns, from, to);
    for (catalog::index& index : table.indexes) {
        replace_all(index.included_columns, from, to);
        for (catalog::index_key& key : index.keys)
            if (!key.is_expression) replace(key.value, from, to);
    }
}

}  // namespace detail

/// A schema gets a new name.
inline void apply_schema_rename(catalog::database& of, const std::string& from,
                                const std::string& to) {
    const auto edit = [&](auto& objects) {
        for (auto& each : objects) detail::replace(each.schema, from, to);
    };
    for (catalog::schema& schema : of.schemas) detail::replace(schema.name, from, to);
    edit(of.extensions), edit(of.collations), edit(of.enums), edit(of.domains);
    edit(of.composites), edit(of.sequences), edit(of.routines), edit(of.tables);
    edit(of.views), edit(of.privileges);
    detail::for_each_type(
        of, [&](catalog::column_type& type) { detail::replace(type.schema, from, to); });
    for (catalog::table& table : of.tables) {
        for (catalog::foreign_key& key : table.foreign_keys)
            detail::replace(key.referenced_schema, from, to);
        for (catalog::qualified_name& parent : table.parents)
            detail::replace(parent.schema, from, to);
        if (table.partition_of) detail::replace(table.partition_of->parent.schema, from, to);
    }
    for (catalog::view& view : of.views) view.definition = with_renamed(view.definition, from, to);
}

/// An enum, domain or composite type gets a new name or moves to another schema.
inline void apply_type_rename(catalog::database& of, const catalog::qualified_name& from,
                              const catalog::qualified_name& to) {
    detail::for_each_type(of, [&](catalog::column_type& type) {
        if (type.schema != from.schema || type.name != from.name) return;
        type.schema = to.schema;
        type.name = to.name;
    });
}

/// A table gets a new name or moves to another schema.
inline void apply_table_rename(catalog::database& of, const catalog::qualified_name& from,
                               const catalog::qualified_name& to) {
    for (catalog::table& table : of.tables) {
        if (table.schema == from.schema && table.name == from.name) {
            detail::for_each_expression(
                table, [&](std::string& text) { text = with_renamed(text, from.name, to.name); });
            table.schema = to.schema;
            table.name = to.name;
        }
        for (catalog::foreign_key& key : table.foreign_keys) {
            if (key.referenced_schema != from.schema || key.referenced_table != from.name) continue;
            key.referenced_schema = to.schema;
            key.referenced_table = to.name;
        }
        for (catalog::qualified_name& parent : table.parents) detail::replace(parent, from, to);
        if (table.partition_of) detail::replace(table.partition_of->parent, from, to);
    }
    for (catalog::privilege& each : of.privileges) {
        if (each.schema != from.schema || each.table != from.name) continue;
        each.schema = to.schema;
        each.table = to.name;
    }
    for (catalog::view& view : of.views)
        view.definition = with_renamed(view.definition, from.name, to.name);
}

/// A column of `table` gets a new name.
inline void apply_column_rename(catalog::database& of, const catalog::qualified_name& owner,
                                const std::string& from, const std::string& to) {
    for (catalog::table& table : of.tables) {
        for (catalog::foreign_key& key : table.foreign_keys)
            if (key.referenced_schema == owner.schema && key.referenced_table == owner.name)
                detail::replace_all(key.referenced_columns, from, to);
        if (table.schema != owner.schema || table.name != owner.name) continue;
        for (catalog::column& column : table.columns) detail::replace(column.name, from, to);
        detail::rename_column_in_keys(table, from, to);
        detail::for_each_expression(
            table, [&](std::string& text) { text = with_renamed(text, from, to, owner.name); });
    }
}

}  // namespace orm::diff
