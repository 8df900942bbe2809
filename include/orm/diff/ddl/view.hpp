// SPDX-License-Identifier: MIT
// DDL of views and materialized views.
#pragma once

#include <map>
#include <string>

#include <orm/diff/change.hpp>
#include <orm/diff/ddl/index.hpp>
#include <orm/diff/ddl/name.hpp>

namespace orm::diff::ddl {

namespace detail {

inline std::string view_word(const catalog::view& view) {
    return view.is_materialized ? "MATERIALIZED VIEW " : "VIEW ";
}

/// `a = 1, b = true`.
inline std::string options_text(const std::map<std::string, std::string>& options) {
    std::string text;
    for (const auto& [name, value] : options)
        text += (text.empty() ? "" : ", ") + name + " = " + value;
    return text;
}

inline std::string create_view(const address& at, const catalog::view& view) {
    std::string text = "CREATE " + view_word(view) + name_text(at.schema, at.name);
    if (!view.access_method.empty()) text += " USING " + name_text(view.access_method);
    if (!view.options.empty()) text += " WITH (" + options_text(view.options) + ")";
    if (!view.tablespace.empty()) text += " TABLESPACE " + name_text(view.tablespace);
    text += " AS (" + view.definition + ")";
    return text + (view.has_no_data ? " WITH NO DATA;" : ";");
}

inline void alter_view_options(sql_list& sql, const std::string& alter, const catalog::view& from,
                               const catalog::view& to) {
    std::map<std::string, std::string> changed;
    for (const auto& [name, value] : to.options) {
        const auto before = from.options.find(name);
        if (before == from.options.end() || before->second != value) changed.emplace(name, value);
    }
    std::string gone;
    for (const auto& [name, value] : from.options)
        if (to.options.count(name) == 0) gone += (gone.empty() ? "" : ", ") + name;
    if (!changed.empty()) sql.push_back(alter + "SET (" + options_text(changed) + ");");
    if (!gone.empty()) sql.push_back(alter + "RESET (" + gone + ");");
}

inline sql_list alter_view(const change& of) {
    const auto& from = std::get<catalog::view>(of.before);
    const auto& to = std::get<catalog::view>(of.after);
    const std::string name = view_word(to) + name_text(of.at.schema, of.at.name);
    const std::string alter = "ALTER " + name + " ";
    sql_list sql;
    alter_view_options(sql, alter, from, to);
    if (of.has("using"))
        sql.push_back(alter + "SET ACCESS METHOD " +
                      name_text(to.access_method.empty() ? "heap" : to.access_method) + ";");
    if (of.has("tablespace"))
        sql.push_back(alter + "SET TABLESPACE " +
                      name_text(to.tablespace.empty() ? "pg_default" : to.tablespace) + ";");
    if (of.has("comment")) sql.push_back(comment_on(name, to.comment));
    return sql;
}

inline sql_list create_view_statements(const change& of) {
    const auto& view = std::get<catalog::view>(of.after);
    sql_list sql{create_view(of.at, view)};
    for (const catalog::index& index : view.indexes)
        for (const std::string& statement : index_statements(
                 added(object_kind::index, {of.at.schema, of.at.name, index.name}, index)))
            sql.push_back(statement);
    if (!view.comment.empty())
        sql.push_back(
            comment_on(view_word(view) + name_text(of.at.schema, of.at.name), view.comment));
    return sql;
}

}  // namespace detail

inline sql_list view_statements(const change& of) {
    if (of.what == verb::add) return detail::create_view_statements(of);
    if (of.what == verb::alter) return detail::alter_view(of);
    const std::string name =
        detail::view_word(std::get<catalog::view>(of.before)) + name_text(of.at.schema, of.at.name);
    if (of.what == verb::drop) return {"DROP " + name + ";"};
    if (of.what == verb::rename)
        return {"ALTER " + name + " RENAME TO " + name_text(of.to.name) + ";"};
    return {"ALTER " + name + " SET SCHEMA " + name_text(of.to.schema) + ";"};
}

}  // namespace orm::diff::ddl
