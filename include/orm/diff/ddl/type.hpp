// SPDX-License-Identifier: MIT
// DDL of enums, domains, composite types and collations.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/changes/types.hpp>
#include <orm/diff/ddl/column.hpp>
#include <orm/diff/ddl/constraint.hpp>
#include <orm/diff/ddl/name.hpp>

namespace orm::diff::ddl {

namespace detail {

inline std::string create_enum(const address& at, const catalog::enumeration& type) {
    std::string values;
    for (const std::string& value : type.values)
        values += (values.empty() ? "" : ", ") + lexical::quoted_literal(value);
    return "CREATE TYPE " + name_text(at.schema, at.name) + " AS ENUM(" + values + ");";
}

/// Every new value goes before the next value that exists already, or at the end.
inline sql_list add_enum_values(const address& at, const catalog::enumeration& from,
                                const catalog::enumeration& to) {
    const auto is_old = [&](const std::string& value) {
        return std::find(from.values.begin(), from.values.end(), value) != from.values.end();
    };
    sql_list sql;
    for (auto value = to.values.begin(); value != to.values.end(); ++value) {
        if (is_old(*value)) continue;
        const auto next = std::find_if(value, to.values.end(), is_old);
        sql.push_back("ALTER TYPE " + name_text(at.schema, at.name) + " ADD VALUE " +
                      lexical::quoted_literal(*value) +
                      (next == to.values.end() ? "" : " BEFORE " + lexical::quoted_literal(*next)) +
                      ";");
    }
    return sql;
}

inline std::string alter_column_of(const enum_use& use) {
    return alter_table(use.schema, use.table) + "ALTER COLUMN " + name_text(use.after.name) + " ";
}

/// PostgreSQL cannot take a value out of an enum: its columns wait as text while it is replaced.
inline sql_list replace_enum(const address& at, const used_enum& from, const used_enum& to) {
    sql_list sql;
    for (const enum_use& use : from.uses) {
        catalog::column_type waiting = use.after.type;
        waiting.schema.clear();
        waiting.name = "text";
        sql.push_back(alter_column_of(use) + "SET DATA TYPE " + type_text(waiting) + ";");
        if (use.before.default_expression) sql.push_back(alter_column_of(use) + "DROP DEFAULT;");
    }
    sql.push_back("DROP TYPE " + name_text(at.schema, at.name) + ";");
    sql.push_back(create_enum(at, to.type));
    for (const enum_use& use : from.uses) {
        const std::string type = type_text(use.after.type);
        sql.push_back(alter_column_of(use) + "SET DATA TYPE " + type + " USING " +
                      name_text(use.after.name) + "::" + type + ";");
        if (use.after.default_expression)
            sql.push_back(alter_column_of(use) + "SET DEFAULT " +
                          default_text(*use.after.default_expression, use.after.type) + ";");
    }
    return sql;
}

inline sql_list rename_or_move(const change& of, const std::string& word) {
    const std::string alter = "ALTER " + word + " " + name_text(of.at.schema, of.at.name);
    if (of.what == verb::rename) return {alter + " RENAME TO " + name_text(of.to.name) + ";"};
    return {alter + " SET SCHEMA " + name_text(of.to.schema) + ";"};
}

inline bool is_relocation(const change& of) {
    return of.what == verb::rename || of.what == verb::move;
}

inline void add_comment(sql_list& sql, const change& of, const std::string& word,
                        const std::string& comment) {
    const bool is_new = of.what == verb::add || of.what == verb::recreate;
    if (is_new ? !comment.empty() : of.has("comment"))
        sql.push_back(comment_on(word + " " + name_text(of.at.schema, of.at.name), comment));
}

}  // namespace detail

inline sql_list enum_statements(const change& of) {
    if (detail::is_relocation(of)) return detail::rename_or_move(of, "TYPE");
    if (of.what == verb::drop) return {"DROP TYPE " + name_text(of.at.schema, of.at.name) + ";"};
    const auto& to = std::get<used_enum>(of.after);
    sql_list sql;
    bool is_new = of.what == verb::add;
    if (is_new) sql = {detail::create_enum(of.at, to.type)};
    else if (of.has("values")) {
        const auto& from = std::get<used_enum>(of.before);
        // The way back of a replacement is a replacement, for it carries the defaults along.
        is_new = of.what == verb::recreate ||
                 !diff::detail::is_subsequence(from.type.values, to.type.values);
        sql = is_new ? detail::replace_enum(of.at, from, to)
                     : detail::add_enum_values(of.at, from.type, to.type);
    }
    if (is_new ? !to.type.comment.empty() : of.has("comment"))
        sql.push_back(comment_on("TYPE " + name_text(of.at.schema, of.at.name), to.type.comment));
    return sql;
}

namespace detail {

inline std::string create_domain(const address& at, const catalog::domain& domain) {
    std::string text =
        "CREATE DOMAIN " + name_text(at.schema, at.name) + " AS " + type_text(domain.base);
    if (!domain.collation.empty()) text += " COLLATE " + domain.collation;
    if (domain.default_expression) text += " DEFAULT " + *domain.default_expression;
    if (domain.is_not_null) text += " NOT NULL";
    for (const catalog::check_constraint& check : domain.checks)
        text += " " + definition({}, check);
    return text + ";";
}

inline sql_list alter_domain(const change& of) {
    const auto& from = std::get<catalog::domain>(of.before);
    const auto& to = std::get<catalog::domain>(of.after);
    const std::string alter = "ALTER DOMAIN " + name_text(of.at.schema, of.at.name) + " ";
    sql_list sql;
    if (of.has("default"))
        sql.push_back(alter +
                      (to.default_expression ? "SET DEFAULT " + *to.default_expression
                                             : std::string("DROP DEFAULT")) +
                      ";");
    if (of.has("not_null"))
        sql.push_back(alter + (to.is_not_null ? "SET NOT NULL;" : "DROP NOT NULL;"));
    const auto holds = [](const catalog::domain& domain, const catalog::check_constraint& check) {
        return std::find(domain.checks.begin(), domain.checks.end(), check) != domain.checks.end();
    };
    for (const catalog::check_constraint& check : from.checks)
        if (!holds(to, check))
            sql.push_back(alter + "DROP CONSTRAINT " + name_text(check.name) + ";");
    for (const catalog::check_constraint& check : to.checks)
        if (!holds(from, check)) sql.push_back(alter + "ADD " + definition({}, check) + ";");
    return sql;
}

inline std::string field_text(const catalog::column& field) {
    return name_text(field.name) + " " + type_text(field.type) +
           (field.collation.empty() ? "" : " COLLATE " + field.collation);
}

inline std::string create_composite(const address& at, const catalog::composite& type) {
    std::string fields;
    for (const catalog::column& field : type.fields)
        fields += (fields.empty() ? "" : ", ") + field_text(field);
    return "CREATE TYPE " + name_text(at.schema, at.name) + " AS (" + fields + ");";
}

inline sql_list alter_composite(const change& of) {
    const auto& from = std::get<catalog::composite>(of.before);
    const auto& to = std::get<catalog::composite>(of.after);
    const std::string alter = "ALTER TYPE " + name_text(of.at.schema, of.at.name) + " ";
    sql_list sql;
    for (const catalog::column& field : from.fields)
        if (catalog::find(to.fields, field.name) == nullptr)
            sql.push_back(alter + "DROP ATTRIBUTE " + name_text(field.name) + ";");
    for (const catalog::column& field : to.fields) {
        const catalog::column* before = catalog::find(from.fields, field.name);
        if (before == nullptr) sql.push_back(alter + "ADD ATTRIBUTE " + field_text(field) + ";");
        else if (before->type != field.type)
            sql.push_back(alter + "ALTER ATTRIBUTE " + name_text(field.name) + " SET DATA TYPE " +
                          type_text(field.type) + ";");
    }
    return sql;
}

}  // namespace detail

inline sql_list domain_statements(const change& of) {
    if (detail::is_relocation(of)) return detail::rename_or_move(of, "DOMAIN");
    if (of.what == verb::drop) return {"DROP DOMAIN " + name_text(of.at.schema, of.at.name) + ";"};
    const auto& to = std::get<catalog::domain>(of.after);
    sql_list sql = of.what == verb::add ? sql_list{detail::create_domain(of.at, to)}
                                        : detail::alter_domain(of);
    detail::add_comment(sql, of, "DOMAIN", to.comment);
    return sql;
}

inline sql_list composite_statements(const change& of) {
    if (detail::is_relocation(of)) return detail::rename_or_move(of, "TYPE");
    if (of.what == verb::drop) return {"DROP TYPE " + name_text(of.at.schema, of.at.name) + ";"};
    const auto& to = std::get<catalog::composite>(of.after);
    sql_list sql = of.what == verb::add ? sql_list{detail::create_composite(of.at, to)}
                                        : detail::alter_composite(of);
    detail::add_comment(sql, of, "TYPE", to.comment);
    return sql;
}

inline sql_list collation_statements(const change& of) {
    const std::string name = name_text(of.at.schema, of.at.name);
    sql_list sql;
    if (of.what == verb::drop || of.what == verb::recreate)
        sql.push_back("DROP COLLATION " + name + ";");
    const auto* to = std::get_if<catalog::collation>(&of.after);
    if (of.what == verb::add || of.what == verb::recreate)
        sql.push_back("CREATE COLLATION " + name + " (" + to->definition + ");");
    if (to != nullptr) detail::add_comment(sql, of, "COLLATION", to->comment);
    return sql;
}

}  // namespace orm::diff::ddl
