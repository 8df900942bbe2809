// SPDX-License-Identifier: MIT
// DDL of columns: definitions, and one statement for each thing that changes.
#pragma once

#include <string>
#include <vector>

#include <orm/catalog/names.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/diff/change.hpp>
#include <orm/diff/ddl/name.hpp>
#include <orm/diff/ddl/sequence.hpp>
#include <orm/diff/text.hpp>

namespace orm::diff::ddl {

/// `varchar(255)`, `"mood"`, `integer[][]`.
inline std::string type_text(const catalog::column_type& type) {
    std::string text = type.is_user_defined() ? name_text(type.schema, type.name) : type.name;
    for (int dimension = 0; dimension < type.dimensions; ++dimension) text += "[]";
    return text;
}

/// What stands behind DEFAULT. Literals of enums and arrays get a cast, so that the server needs no
/// guess; an array is cast with one `[]`, for PostgreSQL knows no others.
inline std::string default_text(const std::string& expression, catalog::column_type type) {
    const bool is_literal = diff::detail::literal_without_cast(expression) == expression;
    const bool needs_cast = type.is_user_defined() || type.dimensions > 0;
    if (!is_literal || !needs_cast) return expression;
    if (type.dimensions > 1) type.dimensions = 1;
    return expression + "::" + type_text(type);
}

/// `GENERATED ALWAYS AS IDENTITY (sequence name "t_id_seq" INCREMENT BY 1 ...)`.
inline std::string identity_text(const std::string& schema, const std::string& table,
                                 const catalog::column& column) {
    const catalog::identity& identity = *column.identity;
    const std::string name = identity.sequence_name.empty()
                                 ? catalog::sequence_name(table, column.name)
                                 : identity.sequence_name;
    const bool is_always = identity.kind == catalog::identity_kind::always;
    return std::string("GENERATED ") + (is_always ? "ALWAYS" : "BY DEFAULT") +
           " AS IDENTITY (sequence name " + name_text(schema, name) + " " +
           sequence_options_text(identity.options) + ")";
}

inline std::string generated_text(const catalog::generated& rule) {
    const bool is_stored = rule.kind == catalog::generation::stored;
    return " GENERATED ALWAYS AS (" + rule.expression + ")" + (is_stored ? " STORED" : " VIRTUAL");
}

/// `"email" text NOT NULL UNIQUE`. `key` is what the caller wants behind the type (` PRIMARY KEY`),
/// `unique` what it wants behind NOT NULL.
inline std::string column_text(const std::string& schema, const std::string& table,
                               const catalog::column& column, const std::string& key = {},
                               const std::string& unique = {}) {
    std::string text = name_text(column.name) + " " + type_text(column.type);
    if (!column.collation.empty()) text += " COLLATE " + column.collation;
    text += key;
    if (column.default_expression)
        text += " DEFAULT " + default_text(*column.default_expression, column.type);
    if (column.generated) text += generated_text(*column.generated);
    const bool says_not_null =
        column.is_not_null && key.empty() && !column.identity && !catalog::is_serial(column.type);
    if (says_not_null) text += " NOT NULL";
    text += unique;
    if (column.identity) text += " " + identity_text(schema, table, column);
    return text;
}

/// Writes the statements that alter one column, in the order in which PostgreSQL accepts them.
class column_alteration {
public:
    explicit column_alteration(const change& of)
        : of_(of),
          from_(std::get<catalog::column>(of.before)),
          to_(std::get<catalog::column>(of.after)) {}

    sql_list statements() {
        leave_serial();
        leave_identity();
        if (of_.has("generated") && from_.generated && !to_.generated) say("DROP EXPRESSION");
        change_type();
        if (of_.has("default") && !is_default_done_) set_default();
        enter_serial();
        change_not_null();
        enter_identity();
        if (of_.has("comment")) sql_.push_back(column_comment());
        return std::move(sql_);
    }

    std::string column_comment() const {
        return comment_on("COLUMN " + table_name() + "." + name_text(to_.name), to_.comment);
    }

private:
    std::string table_name() const { return name_text(of_.at.schema, of_.at.table); }

    void say(const std::string& action) {
        sql_.push_back("ALTER TABLE " + table_name() + " ALTER COLUMN " + name_text(to_.name) +
                       " " + action + ";");
    }

    static bool is_serial_alone(const catalog::column& one, const catalog::column& other) {
        return catalog::is_serial(one.type) && !catalog::is_serial(other.type);
    }

    std::string sequence_of(const catalog::column& column) const {
        return column.owned_sequence.empty() ? catalog::sequence_name(of_.at.table, column.name)
                                             : column.owned_sequence;
    }

    void leave_serial() {
        if (!is_serial_alone(from_, to_)) return;
        say("DROP DEFAULT");
        sql_.push_back("DROP SEQUENCE " + name_text(of_.at.schema, sequence_of(from_)) + ";");
    }

    void enter_serial() {
        if (!is_serial_alone(to_, from_)) return;
        const std::string sequence = name_text(of_.at.schema, sequence_of(to_));
        sql_.push_back("CREATE SEQUENCE " + sequence + ";");
        say("SET DEFAULT nextval(" + lexical::quoted_literal(sequence) + ")");
        sql_.push_back("ALTER SEQUENCE " + sequence + " OWNED BY " + table_name() + "." +
                       name_text(to_.name) + ";");
    }

    void leave_identity() {
        if (of_.has("identity") && from_.identity && !to_.identity) say("DROP IDENTITY");
    }

    void enter_identity() {
        if (!of_.has("identity") || !to_.identity) return;
        if (from_.identity) change_identity();
        else say("ADD " + identity_text(of_.at.schema, of_.at.table, to_));
    }

    void change_identity() {
        const catalog::sequence_options& from = from_.identity->options;
        const catalog::sequence_options& to = to_.identity->options;
        const auto option = [&](bool differs, const std::string& text) {
            if (differs) say("SET " + text);
        };
        const bool is_always = to_.identity->kind == catalog::identity_kind::always;
        option(from_.identity->kind != to_.identity->kind,
               std::string("GENERATED ") + (is_always ? "ALWAYS" : "BY DEFAULT"));
        option(from.minimum != to.minimum, "MINVALUE " + std::to_string(to.minimum));
        option(from.maximum != to.maximum, "MAXVALUE " + std::to_string(to.maximum));
        option(from.increment != to.increment, "INCREMENT BY " + std::to_string(to.increment));
        option(from.start != to.start, "START WITH " + std::to_string(to.start));
        option(from.cache != to.cache, "CACHE " + std::to_string(to.cache));
        option(from.cycles != to.cycles, to.cycles ? "CYCLE" : "NO CYCLE");
    }

    /// A default that cannot follow the type by itself is dropped before and set after.
    void change_type() {
        const bool has_new_type =
            catalog::without_serial(from_.type) != catalog::without_serial(to_.type);
        if (!has_new_type && !of_.has("collation")) return;
        const bool is_about_enum = from_.type.is_user_defined() || to_.type.is_user_defined();
        const bool resets = of_.has("type") && (is_about_enum || of_.has("default"));
        if (resets && from_.default_expression) say("DROP DEFAULT");
        say("SET DATA TYPE " + type_text(catalog::without_serial(to_.type)) + collate() +
            using_clause());
        if (resets && to_.default_expression) set_default();
        is_default_done_ = resets;
    }

    std::string collate() const {
        if (!of_.has("collation")) return {};
        return " COLLATE " + (to_.collation.empty() ? std::string("\"default\"") : to_.collation);
    }

    /// One user's type becomes another through text.
    std::string using_clause() const {
        if (!of_.has("type")) return {};
        const bool both = from_.type.is_user_defined() && to_.type.is_user_defined();
        std::string text_type = "text";
        for (int dimension = 0; dimension < to_.type.dimensions; ++dimension) text_type += "[]";
        return " USING " + name_text(to_.name) + (both ? "::" + text_type : "") +
               "::" + type_text(catalog::without_serial(to_.type));
    }

    void set_default() {
        if (!to_.default_expression) return say("DROP DEFAULT");
        say("SET DEFAULT " + default_text(*to_.default_expression, to_.type));
    }

    void change_not_null() {
        if (of_.has("not_null")) say(to_.is_not_null ? "SET NOT NULL" : "DROP NOT NULL");
    }

    const change& of_;
    const catalog::column& from_;
    const catalog::column& to_;
    sql_list sql_;
    bool is_default_done_ = false;
};

inline std::string add_column(const address& at, const catalog::column& column) {
    return alter_table(at.schema, at.table) + "ADD COLUMN " +
           column_text(at.schema, at.table, column) + ";";
}

inline std::string drop_column(const address& at) {
    return alter_table(at.schema, at.table) + "DROP COLUMN " + name_text(at.name) + ";";
}

inline sql_list column_statements(const change& of) {
    sql_list sql;
    if (of.what == verb::alter) return column_alteration(of).statements();
    if (of.what == verb::rename)
        return {alter_table(of.at.schema, of.at.table) + "RENAME COLUMN " + name_text(of.at.name) +
                " TO " + name_text(of.to.name) + ";"};
    if (of.what != verb::add) sql.push_back(drop_column(of.at));
    if (const auto* column = std::get_if<catalog::column>(&of.after)) {
        sql.push_back(add_column(of.at, *column));
        if (!column->comment.empty())
            sql.push_back(comment_on(
                "COLUMN " + name_text(of.at.schema, of.at.table) + "." + name_text(column->name),
                column->comment));
    }
    return sql;
}

}  // namespace orm::diff::ddl
