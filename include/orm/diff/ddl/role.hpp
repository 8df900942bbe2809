// SPDX-License-Identifier: MIT
// DDL of roles, privileges, schemas, extensions and routines.
#pragma once

#include <string>

#include <orm/diff/change.hpp>
#include <orm/diff/ddl/name.hpp>
#include <orm/diff/ddl/policy.hpp>
#include <orm/diff/text.hpp>

namespace orm::diff::ddl {

namespace detail {

/// The attributes in which a role differs from another, in PostgreSQL's order.
inline std::string role_attributes(const catalog::role& from, const catalog::role& to) {
    std::string text;
    const auto flag = [&](bool before, bool after, const char* word) {
        if (before != after) text += std::string(after ? " " : " NO") + word;
    };
    flag(from.is_superuser, to.is_superuser, "SUPERUSER");
    flag(from.may_create_databases, to.may_create_databases, "CREATEDB");
    flag(from.may_create_roles, to.may_create_roles, "CREATEROLE");
    flag(from.inherits, to.inherits, "INHERIT");
    flag(from.may_login, to.may_login, "LOGIN");
    flag(from.may_replicate, to.may_replicate, "REPLICATION");
    flag(from.bypasses_row_security, to.bypasses_row_security, "BYPASSRLS");
    if (from.connection_limit != to.connection_limit)
        text += " CONNECTION LIMIT " + std::to_string(to.connection_limit);
    if (from.valid_until != to.valid_until)
        text += " VALID UNTIL " +
                lexical::quoted_literal(to.valid_until.empty() ? "infinity" : to.valid_until);
    return text;
}

}  // namespace detail

inline sql_list role_statements(const change& of) {
    const std::string name = name_text(of.at.name);
    if (of.what == verb::rename)
        return {"ALTER ROLE " + name + " RENAME TO " + name_text(of.to.name) + ";"};
    if (of.what == verb::drop) return {"DROP ROLE " + name + ";"};
    const auto& to = std::get<catalog::role>(of.after);
    const bool is_new = of.what == verb::add;
    const std::string attributes =
        detail::role_attributes(is_new ? catalog::role{} : std::get<catalog::role>(of.before), to);
    const std::string with = attributes.empty() ? "" : " WITH" + attributes;
    sql_list sql;
    if (is_new) sql.push_back("CREATE ROLE " + name + with + ";");
    else if (!with.empty()) sql.push_back("ALTER ROLE " + name + with + ";");
    if (is_new ? !to.comment.empty() : of.has("comment"))
        sql.push_back(comment_on("ROLE " + name, to.comment));
    return sql;
}

namespace detail {

inline std::string grant(const catalog::privilege& of) {
    return "GRANT " + of.type + " ON " + name_text(of.schema, of.table) + " TO " +
           role_text(of.grantee) + (of.is_grantable ? " WITH GRANT OPTION;" : ";");
}

inline std::string revoke(const catalog::privilege& of) {
    return "REVOKE " + of.type + " ON " + name_text(of.schema, of.table) + " FROM " +
           role_text(of.grantee) + ";";
}

}  // namespace detail

inline sql_list privilege_statements(const change& of) {
    if (of.what == verb::add) return {detail::grant(std::get<catalog::privilege>(of.after))};
    if (of.what == verb::drop) return {detail::revoke(std::get<catalog::privilege>(of.before))};
    return {detail::revoke(std::get<catalog::privilege>(of.before)),
            detail::grant(std::get<catalog::privilege>(of.after))};
}

inline sql_list schema_statements(const change& of) {
    const std::string name = name_text(of.at.name);
    if (of.what == verb::drop) return {"DROP SCHEMA " + name + ";\n"};
    if (of.what == verb::rename)
        return {"ALTER SCHEMA " + name + " RENAME TO " + name_text(of.to.name) + ";\n"};
    const auto& to = std::get<catalog::schema>(of.after);
    sql_list sql;
    if (of.what == verb::add) sql.push_back("CREATE SCHEMA " + name + ";\n");
    if (of.what == verb::add ? !to.comment.empty() : of.has("comment"))
        sql.push_back(comment_on("SCHEMA " + name, to.comment));
    return sql;
}

inline sql_list extension_statements(const change& of) {
    const std::string name = name_text(of.at.name);
    if (of.what == verb::drop) return {"DROP EXTENSION " + name + ";"};
    const auto& to = std::get<catalog::extension>(of.after);
    sql_list sql;
    if (of.what == verb::add)
        sql.push_back("CREATE EXTENSION IF NOT EXISTS " + name +
                      (to.schema.empty() ? "" : " WITH SCHEMA " + name_text(to.schema)) + ";");
    else if (of.has("schema"))
        sql.push_back("ALTER EXTENSION " + name + " SET SCHEMA " + name_text(to.schema) + ";");
    if (of.what != verb::add && of.has("comment"))
        sql.push_back(comment_on("EXTENSION " + name, to.comment));
    return sql;
}

/// The definition is CREATE OR REPLACE as the server gives it, so it serves for changes as well.
inline sql_list routine_statements(const change& of) {
    const auto& routine = std::get<catalog::routine>(of.what == verb::drop ? of.before : of.after);
    const std::string target = std::string(routine.is_procedure ? "PROCEDURE " : "FUNCTION ") +
                               name_text(routine.schema, routine.name) + "(" + routine.signature +
                               ")";
    if (of.what == verb::drop) return {"DROP " + target + ";"};
    sql_list sql;
    if (!of.is_only("comment")) sql.push_back(diff::detail::trimmed(routine.definition) + ";");
    if (of.what == verb::add ? !routine.comment.empty() : of.has("comment"))
        sql.push_back(comment_on(target, routine.comment));
    return sql;
}

}  // namespace orm::diff::ddl
