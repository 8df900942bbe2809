// SPDX-License-Identifier: MIT
// DDL of constraints.
#pragma once

#include <string>
#include <variant>

#include <orm/catalog/names.hpp>
#include <orm/diff/change.hpp>
#include <orm/diff/ddl/name.hpp>

namespace orm::diff::ddl {

inline std::string deferral_text(catalog::deferral checked) {
    switch (checked) {
        case catalog::deferral::initially_immediate: return " DEFERRABLE";
        case catalog::deferral::initially_deferred: return " DEFERRABLE INITIALLY DEFERRED";
        default: return "";
    }
}

inline std::string include_text(const std::vector<std::string>& columns) {
    return columns.empty() ? "" : " INCLUDE (" + names_text(columns) + ")";
}

inline std::string constraint_name(const std::string& name) {
    return "CONSTRAINT " + name_text(name) + " ";
}

/// A key that has the name which PostgreSQL would give it needs none in SQL.
inline bool has_server_name(const std::string& table, const catalog::primary_key& key) {
    return !key.has_explicit_name && key.name == table + "_pkey";
}

inline std::string definition(const std::string&, const catalog::primary_key& key) {
    return constraint_name(key.name) + "PRIMARY KEY(" + names_text(key.columns) + ")" +
           include_text(key.included_columns) + deferral_text(key.checked);
}

inline std::string definition(const std::string&, const catalog::unique_constraint& unique) {
    return constraint_name(unique.name) + "UNIQUE" +
           (unique.nulls_not_distinct ? " NULLS NOT DISTINCT" : "") + "(" +
           names_text(unique.columns) + ")" + include_text(unique.included_columns) +
           deferral_text(unique.checked);
}

inline std::string definition(const std::string&, const catalog::foreign_key& key) {
    const auto action = [](const char* event, const std::string& what) {
        return what == "NO ACTION" ? std::string() : std::string(" ON ") + event + " " + what;
    };
    return constraint_name(key.name) + "FOREIGN KEY (" + names_text(key.columns) + ") REFERENCES " +
           name_text(key.referenced_schema, key.referenced_table) + "(" +
           names_text(key.referenced_columns) + ")" + (key.matches_full ? " MATCH FULL" : "") +
           action("DELETE", key.on_delete) + action("UPDATE", key.on_update) +
           deferral_text(key.checked) + (key.is_validated ? "" : " NOT VALID");
}

inline std::string definition(const std::string&, const catalog::check_constraint& check) {
    return constraint_name(check.name) + "CHECK (" + check.expression + ")" +
           (check.is_inherited ? "" : " NO INHERIT") + (check.is_validated ? "" : " NOT VALID");
}

inline std::string definition(const std::string&, const catalog::exclusion_constraint& exclusion) {
    return constraint_name(exclusion.name) + exclusion.definition;
}

namespace detail {

inline std::string added_definition(const std::string& table, const catalog::primary_key& key) {
    if (!has_server_name(table, key)) return definition(table, key);
    return "PRIMARY KEY (" + names_text(key.columns) + ")" + include_text(key.included_columns) +
           deferral_text(key.checked);
}

template <class Constraint>
std::string added_definition(const std::string& table, const Constraint& of) {
    return definition(table, of);
}

/// Foreign keys and checks are replaced in one statement, so that no row slips through between.
template <class Constraint>
inline constexpr bool is_replaced_at_once = std::is_same_v<Constraint, catalog::foreign_key> ||
                                            std::is_same_v<Constraint, catalog::check_constraint>;

}  // namespace detail

template <class Constraint>
sql_list constraint_statements(const change& of) {
    const std::string table = alter_table(of.at.schema, of.at.table);
    const std::string name = name_text(of.at.name);
    if (of.what == verb::rename)
        return {table + "RENAME CONSTRAINT " + name + " TO " + name_text(of.to.name) + ";"};
    if (of.what == verb::drop) return {table + "DROP CONSTRAINT " + name + ";"};
    const auto& after = std::get<Constraint>(of.after);
    const std::string add = "ADD " + detail::added_definition(of.at.table, after) + ";";
    const std::string comment = comment_on(
        "CONSTRAINT " + name + " ON " + name_text(of.at.schema, of.at.table), after.comment);
    sql_list sql;
    if (of.what == verb::add) sql.push_back(table + add);
    else if (of.has("validated") && of.what == verb::alter)
        sql.push_back(table + "VALIDATE CONSTRAINT " + name + ";");
    else if (of.what == verb::recreate && detail::is_replaced_at_once<Constraint>)
        sql.push_back(table + "DROP CONSTRAINT " + name + ", " + add);
    else if (of.what == verb::recreate) {
        sql.push_back(table + "DROP CONSTRAINT " + name + ";");
        sql.push_back(table + add);
    }
    const bool says_comment = of.what == verb::alter ? of.has("comment") : !after.comment.empty();
    if (says_comment) sql.push_back(comment);
    return sql;
}

}  // namespace orm::diff::ddl
