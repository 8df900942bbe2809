// SPDX-License-Identifier: MIT
// Names in DDL: always quoted, the schema `public` left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/qualified_name.hpp>
#include <orm/sql/quote.hpp>

namespace orm::diff::ddl {

using sql_list = std::vector<std::string>;

inline std::string name_text(std::string_view name) { return lexical::quoted_identifier(name); }

/// `"users"`, `"auth"."users"`.
inline std::string name_text(const std::string& schema, const std::string& name) {
    if (schema.empty() || schema == catalog::default_schema) return name_text(name);
    return name_text(schema) + "." + name_text(name);
}

/// `"a","b"`.
inline std::string names_text(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        if (&name != &names.front()) text += ',';
        text += name_text(name);
    }
    return text;
}

inline std::string alter_table(const std::string& schema, const std::string& table) {
    return "ALTER TABLE " + name_text(schema, table) + " ";
}

/// `COMMENT ON TABLE "users" IS 'text';`. An empty comment is removed.
inline std::string comment_on(const std::string& what, const std::string& comment) {
    const std::string text = comment.empty() ? "NULL" : lexical::quoted_literal(comment);
    return "COMMENT ON " + what + " IS " + text + ";";
}

}  // namespace orm::diff::ddl
