// SPDX-License-Identifier: MIT
// Changes that the page has collected: shown as SQL, then made in one transaction or not at all.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/core/error.hpp>
#include <orm/studio/error_json.hpp>
#include <orm/studio/row_place.hpp>

namespace orm::studio {

/// One statement: with placeholders for the server, with literals for the user.
struct change_statement {
    std::string sql;
    std::string shown;
    text_values values;
    std::vector<int> columns;  ///< attnum of each value that is set
};

namespace detail {

inline void add_setting(const relation_column& column, const json& value, change_statement& made,
                        bool is_insert) {
    const bool is_default = value.is_object();
    const auto text = is_default ? std::nullopt : asked::value(value);
    const std::string place = is_default ? "default" : made.values.add(text);
    const std::string literal = is_default ? "default"
                                : text     ? lexical::quoted_literal(*text)
                                           : "null";
    if (!is_default) made.columns.push_back(column.number);
    const char* const joint = made.sql.empty() ? "" : ", ";
    made.sql += joint + (is_insert ? place : column.quoted + " = " + place);
    made.shown += joint + (is_insert ? literal : column.quoted + " = " + literal);
}

/// The row as it was when the page read it: another transaction's change moves xmin.
inline void add_where(const relation& table, const json& change, change_statement& made) {
    const row_name row = row_identity(table, change, made.values);
    made.sql += " where " + row.sql;
    made.shown += " where " + row.shown;
    if (!table.has_xmin()) return;
    const std::string version = asked::text(change, "xmin");
    made.sql += " and xmin = " + made.values.add(version) + "::xid";
    made.shown += " and xmin = " + lexical::quoted_literal(version);
}

inline change_statement insert_statement(const relation& table, const json& set) {
    change_statement made;
    std::string names;
    for (const auto& [number, value] : set.items()) {
        const relation_column& column = table.column(number_from<int>(number));
        names += (names.empty() ? "" : ", ") + column.quoted;
        add_setting(column, value, made, true);
    }
    const std::string begin = "insert into " + table.quoted;
    if (names.empty()) {
        made.sql = made.shown = begin + " default values";
        return made;
    }
    made.sql = begin + " (" + names + ") values (" + made.sql + ")";
    made.shown = begin + " (" + names + ") values (" + made.shown + ")";
    return made;
}

}  // namespace detail

/// Throws:   refusal 404 for unknown tables and columns, 400 for what is no change.
inline change_statement change_to_sql(session& talk, const json& change) {
    const relation table = find_relation(talk, asked::text(change, "oid"));
    if (!table.is_table()) throw refusal(400, "only tables can be changed here");
    const std::string kind = asked::text(change, "kind");
    const json set = change.value("set", json::object());
    if (!set.is_object()) throw refusal(400, "\"set\" is no object");
    if (kind == "insert") return detail::insert_statement(table, set);
    change_statement made;
    if (kind == "update" && !set.empty()) {
        for (const auto& [number, value] : set.items())
            detail::add_setting(table.column(number_from<int>(number)), value, made, false);
        made.sql = "update " + table.quoted + " set " + made.sql;
        made.shown = "update " + table.quoted + " set " + made.shown;
    } else if (kind == "delete") {
        made.sql = made.shown = "delete from " + table.quoted;
    } else throw refusal(400, "a change is an insert, an update or a delete");
    detail::add_where(table, change, made);
    return made;
}

inline json preview_changes(access& database, const json& asked_for) {
    return database.read([&](session& talk) {
        json statements = json::array();
        for (const json& change : asked::list(asked_for, "changes"))
            statements.push_back(change_to_sql(talk, change).shown + ";");
        return json{{"statements", std::move(statements)}};
    });
}

namespace detail {

/// Which column a failure is about: named by the server, by its constraint, or the only one set.
inline int column_of(access& database, const error& failure, const json& change,
                     const change_statement& made) {
    return database.read([&](session& talk) {
        text_values values;
        values.add(asked::text(change, "oid"));
        values.add(failure.column());
        values.add(failure.constraint());
        const int named = number_from<int>(talk.value(
            "select a.attnum from pg_attribute a where a.attrelid = $1::oid and (a.attname = $2 or "
            "a.attnum in (select unnest(coalesce(k.conkey, i.indkey::int2[])) from pg_class c "
            "full join pg_constraint k on false left join pg_index i on i.indexrelid = c.oid "
            "where (k.conname = $3 and k.conrelid = $1::oid) or (c.relname = $3 and i.indrelid = "
            "$1::oid))) and a.attnum > 0 order by a.attnum = any(" +
                values.add([&] {
                    std::string set = "{0";
                    for (const int number : made.columns) set += "," + std::to_string(number);
                    return set + "}";
                }()) +
                "::int2[]) desc, a.attnum limit 1",
            values));
        if (named != 0 || made.columns.empty()) return named;
        if (made.columns.size() == 1) return made.columns[0];
        return 0;
    });
}

/// `character varying(20)` takes 20 characters; a cast would cut silently.
inline bool is_too_long(const std::string& value, const relation_column& column) {
    const std::size_t at = column.type.rfind('(');
    if (column.category != 'S' || at == std::string::npos) return false;
    const std::string_view digits = std::string_view(column.type).substr(at + 1);
    const int most = number_from<int>(digits.substr(0, digits.find(')')));
    return static_cast<int>(std::count_if(value.begin(), value.end(), [](char c) {
               return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
           })) > most;
}

/// Tries the values one by one: the one that its type refuses is the culprit.
inline int refused_value(access& database, const json& change, const change_statement& made) {
    for (std::size_t i = 0; i < made.columns.size(); ++i) {
        if (made.values.is_null(i)) continue;
        try {
            database.read([&](session& talk) {
                const relation table = find_relation(talk, asked::text(change, "oid"));
                text_values value;
                const std::string place = value.add(made.values.texts()[i]);
                const relation_column& column = table.column(made.columns[i]);
                if (is_too_long(made.values.texts()[i], column)) throw error("too long");
                return talk.value("select " + place + "::" + column.type, value);
            });
        } catch (const error&) {
            return made.columns[i];
        }
    }
    return 0;
}

struct failed_change {
    std::size_t index = 0;
    json failure;
    change_statement made;
};

}  // namespace detail

/// Makes all changes in one transaction.
///
/// Gives:    `{"done":n}`, or the error with the change and, where known, the column that it is about.
inline json commit_changes(access& database, const json& asked_for) {
    const json& changes = asked::list(asked_for, "changes");
    std::size_t at = 0;
    change_statement made;
    try {
        bool is_conflict = false;
        database.write([&](session& talk) {
            for (at = 0; at < changes.size(); ++at) {
                made = {};
                made = change_to_sql(talk, changes[at]);
                is_conflict = talk.run(made.sql, made.values).affected_rows() != 1;
                if (is_conflict) return false;
            }
            return true;
        });
        if (!is_conflict) return {{"done", changes.size()}};
        return {{"error",
                 {{"message",
                   "the row was changed or deleted by somebody else since it was read; "
                   "nothing was saved"},
                  {"change", at},
                  {"conflict", true}}}};
    } catch (const refusal&) {
        throw;
    } catch (const error& failure) {
        json told = error_json(failure);
        if (at < changes.size()) {
            told["change"] = at;
            int column = detail::column_of(database, failure, changes[at], made);
            if (column == 0) column = detail::refused_value(database, changes[at], made);
            if (column != 0) told["attnum"] = column;
        }
        return {{"error", std::move(told)}};
    }
}

}  // namespace orm::studio
