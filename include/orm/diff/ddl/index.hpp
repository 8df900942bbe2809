// SPDX-License-Identifier: MIT
// DDL of indexes.
#pragma once

#include <string>

#include <orm/diff/change.hpp>
#include <orm/diff/ddl/constraint.hpp>
#include <orm/diff/ddl/name.hpp>

namespace orm::diff::ddl {

namespace detail {

inline std::string key_text(const catalog::index_key& key) {
    std::string text = key.is_expression ? key.value : name_text(key.value);
    if (!key.collation.empty()) text += " COLLATE " + key.collation;
    if (!key.operator_class.empty()) text += " " + key.operator_class;
    if (key.is_descending) text += key.nulls_first ? " DESC" : " DESC NULLS LAST";
    else if (key.nulls_first) text += " NULLS FIRST";
    return text;
}

inline std::string keys_text(const catalog::index& index) {
    std::string text;
    for (const catalog::index_key& key : index.keys) {
        if (&key != &index.keys.front()) text += ',';
        text += key_text(key);
    }
    return text;
}

}  // namespace detail

/// CREATE INDEX in the order of PostgreSQL's grammar.
inline std::string create_index(const address& at, const catalog::index& index) {
    std::string text = index.is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    if (index.concurrently) text += "CONCURRENTLY ";
    text += name_text(index.name) + " ON " + name_text(at.schema, at.table);
    if (index.method != "btree") text += " USING " + index.method;
    text += " (" + detail::keys_text(index) + ")" + include_text(index.included_columns);
    if (index.nulls_not_distinct) text += " NULLS NOT DISTINCT";
    if (!index.storage_parameters.empty()) text += " WITH (" + index.storage_parameters + ")";
    if (!index.tablespace.empty()) text += " TABLESPACE " + name_text(index.tablespace);
    if (!index.predicate.empty()) text += " WHERE " + index.predicate;
    return text + ";";
}

inline sql_list index_statements(const change& of) {
    const std::string name = name_text(of.at.schema, of.at.name);
    if (of.what == verb::rename)
        return {"ALTER INDEX " + name + " RENAME TO " + name_text(of.to.name) + ";"};
    sql_list sql;
    if (of.what == verb::drop || of.what == verb::recreate)
        sql.push_back("DROP INDEX " + name + ";");
    const auto* after = std::get_if<catalog::index>(&of.after);
    if (of.what == verb::add || of.what == verb::recreate)
        sql.push_back(create_index(of.at, *after));
    const bool says_comment =
        after != nullptr && (of.what == verb::alter ? of.has("comment") : !after->comment.empty());
    if (says_comment) sql.push_back(comment_on("INDEX " + name, after->comment));
    return sql;
}

}  // namespace orm::diff::ddl
