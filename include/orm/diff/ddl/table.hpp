// SPDX-License-Identifier: MIT
// DDL of tables.
#pragma once

#include <string>

#include <orm/catalog/names.hpp>
#include <orm/diff/change.hpp>
#include <orm/diff/ddl/column.hpp>
#include <orm/diff/ddl/constraint.hpp>
#include <orm/diff/ddl/index.hpp>
#include <orm/diff/ddl/name.hpp>
#include <orm/diff/ddl/policy.hpp>

namespace orm::diff::ddl {

/// Writes CREATE TABLE with everything that the table value still holds: members that were split off
/// into changes of their own are written by those.
class table_creation {
public:
    explicit table_creation(const catalog::table& table) : table_(table) {}

    sql_list statements() {
        sql_.push_back(create());
        if (!table_.comment.empty()) sql_.push_back(comment_on("TABLE " + name(), table_.comment));
        for (const catalog::column& column : table_.columns)
            if (!column.comment.empty())
                sql_.push_back(
                    comment_on("COLUMN " + name() + "." + name_text(column.name), column.comment));
        add_constraint_comments();
        add_members();
        return std::move(sql_);
    }

private:
    std::string name() const { return name_text(table_.schema, table_.name); }

    std::string create() const {
        std::string text = table_.is_unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ";
        text += name();
        if (table_.partition_of) text += partition_text();
        else text += " (\n" + lines() + "\n)";
        if (!table_.parents.empty()) text += " INHERITS (" + parents_text() + ")";
        if (!table_.partition_key.empty()) text += " PARTITION BY " + table_.partition_key;
        if (!table_.access_method.empty()) text += " USING " + name_text(table_.access_method);
        if (!table_.storage_parameters.empty()) text += " WITH (" + table_.storage_parameters + ")";
        if (!table_.tablespace.empty()) text += " TABLESPACE " + name_text(table_.tablespace);
        return text + ";\n";
    }

    /// A partition has the columns of its parent; it may add constraints.
    std::string partition_text() const {
        const catalog::qualified_name& parent = table_.partition_of->parent;
        std::string text = " PARTITION OF " + name_text(parent.schema, parent.name);
        const std::string constraints = constraint_lines();
        if (!constraints.empty()) text += " (\n" + constraints + "\n)";
        return text + " " + table_.partition_of->bound;
    }

    std::string parents_text() const {
        std::string text;
        for (const catalog::qualified_name& parent : table_.parents)
            text += (text.empty() ? "" : ", ") + name_text(parent.schema, parent.name);
        return text;
    }

    static void append_line(std::string& text, const std::string& line) {
        text += (text.empty() ? "\t" : ",\n\t") + line;
    }

    std::string lines() const {
        std::string text;
        for (const catalog::column& column : table_.columns) append_line(text, column_line(column));
        const std::string constraints = constraint_lines();
        if (!constraints.empty()) text += (text.empty() ? "" : ",\n") + constraints;
        return text;
    }

    std::string column_line(catalog::column column) const {
        std::string key;
        if (table_.primary_key) {
            for (const std::string& each : table_.primary_key->columns)
                if (each == column.name) column.is_not_null = false;
            if (is_inline(*table_.primary_key) &&
                table_.primary_key->columns.front() == column.name)
                key = " PRIMARY KEY" + deferral_text(table_.primary_key->checked);
        }
        return column_text(table_.schema, table_.name, column, key, unique_of(column));
    }

    bool is_inline(const catalog::primary_key& key) const {
        return key.columns.size() == 1 && has_server_name(table_.name, key) &&
               key.included_columns.empty();
    }

    static bool is_inline(const catalog::unique_constraint& unique) {
        return unique.columns.size() == 1 && unique.included_columns.empty();
    }

    /// ` UNIQUE`, ` CONSTRAINT "name" UNIQUE NULLS NOT DISTINCT` or nothing.
    std::string unique_of(const catalog::column& column) const {
        std::string text;
        for (const catalog::unique_constraint& unique : table_.uniques) {
            if (!is_inline(unique) || unique.columns.front() != column.name) continue;
            const bool has_server_name = !unique.has_explicit_name &&
                                         unique.name == table_.name + "_" + column.name + "_key";
            text += has_server_name ? " UNIQUE" : " " + constraint_name(unique.name) + "UNIQUE";
            if (unique.nulls_not_distinct) text += " NULLS NOT DISTINCT";
            text += deferral_text(unique.checked);
        }
        return text;
    }

    std::string constraint_lines() const {
        std::string text;
        const bool has_columns = !table_.partition_of;
        if (table_.primary_key && !(has_columns && is_inline(*table_.primary_key)))
            append_line(text, definition(table_.name, *table_.primary_key));
        for (const catalog::unique_constraint& unique : table_.uniques)
            if (!(has_columns && is_inline(unique)))
                append_line(text, definition(table_.name, unique));
        for (const catalog::check_constraint& check : table_.checks)
            if (check.is_validated) append_line(text, definition(table_.name, check));
        for (const catalog::exclusion_constraint& each : table_.exclusions)
            append_line(text, definition(table_.name, each));
        return text;
    }

    template <class Constraint>
    void add_comment(const Constraint& of) {
        if (!of.comment.empty())
            sql_.push_back(
                comment_on("CONSTRAINT " + name_text(of.name) + " ON " + name(), of.comment));
    }

    void add_constraint_comments() {
        if (table_.primary_key) add_comment(*table_.primary_key);
        for (const auto& each : table_.uniques) add_comment(each);
        for (const auto& each : table_.checks)
            if (each.is_validated) add_comment(each);
        for (const auto& each : table_.exclusions) add_comment(each);
    }

    void append(const sql_list& more) { sql_.insert(sql_.end(), more.begin(), more.end()); }

    void add_members() {
        const auto add = [&](object_kind kind, const auto& member) {
            return added(kind, {table_.schema, table_.name, member.name}, member);
        };
        // CREATE TABLE takes every check as valid.
        for (const auto& each : table_.checks)
            if (!each.is_validated)
                append(constraint_statements<catalog::check_constraint>(
                    add(object_kind::check, each)));
        for (const auto& each : table_.indexes)
            append(index_statements(add(object_kind::index, each)));
        for (const auto& each : table_.foreign_keys)
            append(
                constraint_statements<catalog::foreign_key>(add(object_kind::foreign_key, each)));
        if (table_.has_row_security) sql_.push_back(alter_table() + "ENABLE ROW LEVEL SECURITY;");
        if (table_.forces_row_security) sql_.push_back(alter_table() + "FORCE ROW LEVEL SECURITY;");
        for (const auto& each : table_.policies)
            append(policy_statements(add(object_kind::policy, each)));
        for (const auto& each : table_.triggers)
            append(trigger_statements(add(object_kind::trigger, each)));
    }

    std::string alter_table() const { return ddl::alter_table(table_.schema, table_.name); }

    const catalog::table& table_;
    sql_list sql_;
};

namespace detail {

/// The names in `fillfactor=70, autovacuum_enabled=false`.
inline std::string parameter_names(const std::string& parameters) {
    std::string names;
    bool is_name = true;
    for (const char character : parameters) {
        if (character == '=') is_name = false;
        if (character == ',') is_name = true;
        if (is_name) names += character;
    }
    return names;
}

inline void alter_row_security(sql_list& sql, const std::string& alter, const catalog::table& from,
                               const catalog::table& to) {
    if (from.has_row_security != to.has_row_security)
        sql.push_back(alter + (to.has_row_security ? "ENABLE" : "DISABLE") +
                      " ROW LEVEL SECURITY;");
    if (from.forces_row_security != to.forces_row_security)
        sql.push_back(alter + (to.forces_row_security ? "FORCE" : "NO FORCE") +
                      " ROW LEVEL SECURITY;");
}

inline void alter_ancestry(sql_list& sql, const change& of, const catalog::table& from,
                           const catalog::table& to) {
    const std::string self = name_text(of.at.schema, of.at.name);
    const auto parent = [](const catalog::qualified_name& name) {
        return name_text(name.schema, name.name);
    };
    if (of.has("partition_of") && from.partition_of)
        sql.push_back("ALTER TABLE " + parent(from.partition_of->parent) + " DETACH PARTITION " +
                      self + ";");
    if (of.has("partition_of") && to.partition_of)
        sql.push_back("ALTER TABLE " + parent(to.partition_of->parent) + " ATTACH PARTITION " +
                      self + " " + to.partition_of->bound + ";");
    if (!of.has("parents")) return;
    for (const catalog::qualified_name& each : from.parents)
        sql.push_back("ALTER TABLE " + self + " NO INHERIT " + parent(each) + ";");
    for (const catalog::qualified_name& each : to.parents)
        sql.push_back("ALTER TABLE " + self + " INHERIT " + parent(each) + ";");
}

inline void alter_storage(sql_list& sql, const change& of, const std::string& alter,
                          const catalog::table& from, const catalog::table& to) {
    if (of.has("unlogged"))
        sql.push_back(alter + (to.is_unlogged ? "SET UNLOGGED;" : "SET LOGGED;"));
    if (of.has("with") && !from.storage_parameters.empty())
        sql.push_back(alter + "RESET (" + parameter_names(from.storage_parameters) + ");");
    if (of.has("with") && !to.storage_parameters.empty())
        sql.push_back(alter + "SET (" + to.storage_parameters + ");");
    if (of.has("access_method"))
        sql.push_back(alter + "SET ACCESS METHOD " +
                      name_text(to.access_method.empty() ? "heap" : to.access_method) + ";");
    if (of.has("tablespace"))
        sql.push_back(alter + "SET TABLESPACE " +
                      name_text(to.tablespace.empty() ? "pg_default" : to.tablespace) + ";");
}

inline sql_list alter_table_statements(const change& of) {
    const auto& from = std::get<catalog::table>(of.before);
    const auto& to = std::get<catalog::table>(of.after);
    const std::string alter = alter_table(of.at.schema, of.at.name);
    sql_list sql;
    alter_row_security(sql, alter, from, to);
    alter_ancestry(sql, of, from, to);
    alter_storage(sql, of, alter, from, to);
    if (of.has("comment"))
        sql.push_back(comment_on("TABLE " + name_text(of.at.schema, of.at.name), to.comment));
    return sql;
}

}  // namespace detail

inline sql_list table_statements(const change& of) {
    const std::string alter = alter_table(of.at.schema, of.at.name);
    switch (of.what) {
        case verb::add: return table_creation(std::get<catalog::table>(of.after)).statements();
        case verb::drop: return {"DROP TABLE " + name_text(of.at.schema, of.at.name) + ";"};
        case verb::rename: return {alter + "RENAME TO " + name_text(of.to.name) + ";"};
        case verb::move: return {alter + "SET SCHEMA " + name_text(of.to.schema) + ";\n"};
        default: return detail::alter_table_statements(of);
    }
}

}  // namespace orm::diff::ddl
