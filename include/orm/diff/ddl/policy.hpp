// SPDX-License-Identifier: MIT
// DDL of row level security policies and triggers.
#pragma once

#include <string>
#include <string_view>

#include <orm/diff/change.hpp>
#include <orm/diff/ddl/name.hpp>

namespace orm::diff::ddl {

namespace detail {

/// Keywords stand for roles and must not be quoted.
inline std::string role_text(const std::string& role) {
    for (const std::string_view keyword :
         {"public", "current_role", "current_user", "session_user"})
        if (role == keyword) return role;
    return name_text(role);
}

inline std::string roles_text(const std::vector<std::string>& roles) {
    std::string text;
    for (const std::string& role : roles) {
        if (&role != &roles.front()) text += ", ";
        text += role_text(role);
    }
    return roles.empty() ? "public" : text;
}

inline std::string policy_expressions(const catalog::policy& policy) {
    std::string text;
    if (policy.using_expression) text += " USING (" + *policy.using_expression + ")";
    if (policy.check_expression) text += " WITH CHECK (" + *policy.check_expression + ")";
    return text;
}

inline std::string create_policy(const std::string& target, const catalog::policy& policy) {
    return "CREATE POLICY " + target + " AS " +
           (policy.is_permissive ? "PERMISSIVE" : "RESTRICTIVE") + " FOR " + policy.command +
           " TO " + roles_text(policy.roles) + policy_expressions(policy) + ";";
}

}  // namespace detail

inline sql_list policy_statements(const change& of) {
    const std::string target =
        name_text(of.at.name) + " ON " + name_text(of.at.schema, of.at.table);
    if (of.what == verb::rename)
        return {"ALTER POLICY " + target + " RENAME TO " + name_text(of.to.name) + ";"};
    sql_list sql;
    if (of.what == verb::drop || of.what == verb::recreate)
        sql.push_back("DROP POLICY " + target + ";");
    const auto* after = std::get_if<catalog::policy>(&of.after);
    if (of.what == verb::add || of.what == verb::recreate)
        sql.push_back(detail::create_policy(target, *after));
    if (of.what == verb::alter && !of.is_only("comment"))
        sql.push_back("ALTER POLICY " + target + " TO " + detail::roles_text(after->roles) +
                      detail::policy_expressions(*after) + ";");
    const bool says_comment =
        after != nullptr && (of.what == verb::alter ? of.has("comment") : !after->comment.empty());
    if (says_comment) sql.push_back(comment_on("POLICY " + target, after->comment));
    return sql;
}

inline sql_list trigger_statements(const change& of) {
    const std::string target =
        name_text(of.at.name) + " ON " + name_text(of.at.schema, of.at.table);
    if (of.what == verb::rename)
        return {"ALTER TRIGGER " + target + " RENAME TO " + name_text(of.to.name) + ";"};
    sql_list sql;
    if (of.what == verb::drop || of.what == verb::recreate)
        sql.push_back("DROP TRIGGER " + target + ";");
    const auto* after = std::get_if<catalog::trigger>(&of.after);
    if (of.what == verb::add || of.what == verb::recreate) sql.push_back(after->definition + ";");
    const bool says_comment =
        after != nullptr && (of.what == verb::alter ? of.has("comment") : !after->comment.empty());
    if (says_comment) sql.push_back(comment_on("TRIGGER " + target, after->comment));
    return sql;
}

}  // namespace orm::diff::ddl
