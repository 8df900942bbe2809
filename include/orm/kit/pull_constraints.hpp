// SPDX-License-Identifier: MIT
// What a pulled table says in orm::constraints(...): keys, references, checks, indexes.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/names.hpp>
#include <orm/kit/cpp_text.hpp>
#include <orm/kit/pull_columns.hpp>
#include <orm/kit/pull_names.hpp>

namespace orm::kit::detail {

class constraint_writer {
public:
    /// Takes: declared, the tables that stand before this one and can be named as constants.
    constraint_writer(const catalog::table& table, const pull_names& names,
                      const catalog::database& of,
                      const std::set<catalog::qualified_name>& declared)
        : table_(table), names_(names), of_(of), declared_(declared) {}

    /// One C++ expression for each constraint.
    std::vector<std::string> write() const {
        std::vector<std::string> items;
        if (!table_.comment.empty())
            items.push_back("orm::comment_on_table(" + cpp_literal(table_.comment) + ")");
        if (table_.primary_key && !is_word_of_column(table_, *table_.primary_key))
            items.push_back(write(*table_.primary_key));
        for (const catalog::unique_constraint& each : table_.uniques)
            if (!is_word_of_column(table_, each)) items.push_back(write(each));
        for (const catalog::foreign_key& each : table_.foreign_keys) items.push_back(write(each));
        for (const catalog::check_constraint& each : table_.checks) items.push_back(write(each));
        for (const catalog::exclusion_constraint& each : table_.exclusions)
            items.push_back("orm::exclusion(" + cpp_literal(each.name) + ", " +
                            cpp_literal(each.definition) + ")");
        for (const catalog::index& each : table_.indexes) items.push_back(write(each));
        return items;
    }

private:
    std::string field(const std::string& column) const { return field_in(table_, "t", column); }

    std::string field_in(const catalog::table& table, const std::string& object,
                         const std::string& column) const {
        const table_names& names = names_.of(table);
        for (std::size_t at = 0; at < table.columns.size(); ++at)
            if (table.columns[at].name == column) return object + "." + names.fields[at].field;
        return object + "." + near_cpp_name(column);
    }

    std::string fields(const std::vector<std::string>& columns) const {
        std::vector<std::string> written;
        for (const std::string& column : columns) written.push_back(field(column));
        return catalog::joined(written, ", ");
    }

    static std::string call(std::string_view name, const std::string& arguments) {
        return "." + std::string(name) + "(" + arguments + ")";
    }
    static std::string timing(catalog::deferral checked) {
        if (checked == catalog::deferral::not_deferrable) return "";
        return checked == catalog::deferral::initially_immediate ? ".deferrable()"
                                                                 : ".initially_deferred()";
    }
    std::string included(const std::vector<std::string>& columns) const {
        return columns.empty() ? "" : call("include", fields(columns));
    }
    static std::string named(const std::string& name, const std::string& automatic) {
        return name == automatic ? "" : call("named", cpp_literal(name));
    }

    std::string write(const catalog::primary_key& of) const {
        return "orm::primary_key_of(" + fields(of.columns) + ")" +
               named(of.name, catalog::primary_key_name(table_.name)) +
               included(of.included_columns) + timing(of.checked);
    }

    std::string write(const catalog::unique_constraint& of) const {
        return "orm::unique_of(" + fields(of.columns) + ")" +
               named(of.name, catalog::unique_name(table_.name, of.columns)) +
               (of.nulls_not_distinct ? ".nulls_not_distinct()" : "") +
               included(of.included_columns) + timing(of.checked);
    }

    /// `t.author_id.references(users.id)`, or by name where that cannot be said.
    std::string reference(const catalog::foreign_key& of) const {
        const catalog::qualified_name target{of.referenced_schema, of.referenced_table};
        const bool is_own = target.schema == table_.schema && target.name == table_.name;
        const std::string start = "orm::foreign_key_of(" + fields(of.columns) + ").references(";
        if (!is_own && declared_.count(target) == 0) {
            std::string names;
            if (target.schema != catalog::default_schema) names = cpp_literal(target.schema) + ", ";
            std::string text = start + "orm::table_named(" + names + cpp_literal(target.name) + ")";
            for (const std::string& column : of.referenced_columns)
                text += ", " + cpp_literal(column);
            return text + ")";
        }
        const catalog::table& other = *catalog::find(of_.tables, target.schema, target.name);
        const std::string object = is_own ? "t" : names_.of(other).constant;
        std::vector<std::string> columns;
        for (const std::string& column : of.referenced_columns)
            columns.push_back(field_in(other, object, column));
        if (columns.size() == 1 && have_one_type(of, other))
            return field(of.columns[0]) + ".references(" + columns[0] + ")";
        return start + catalog::joined(columns, ", ") + ")";
    }

    /// references() takes columns of one C++ type; foreign_key_of() takes what PostgreSQL takes.
    bool have_one_type(const catalog::foreign_key& of, const catalog::table& other) const {
        const catalog::column* from = catalog::find(table_.columns, of.columns[0]);
        const catalog::column* to = catalog::find(other.columns, of.referenced_columns[0]);
        if (from == nullptr || to == nullptr) return false;
        return catalog::without_serial(from->type) == catalog::without_serial(to->type);
    }

    static std::string action(std::string_view event, const std::string& sql) {
        if (sql == "NO ACTION") return "";
        const std::string word = sql == "CASCADE"    ? "cascade"
                                 : sql == "RESTRICT" ? "restrict_"
                                 : sql == "SET NULL" ? "set_null"
                                                     : "set_default";
        return ".with(orm::" + std::string(event) + "::" + word + ")";
    }

    std::string write(const catalog::foreign_key& of) const {
        const std::string automatic = catalog::foreign_key_name(
            table_.name, of.columns, of.referenced_table, of.referenced_columns);
        return reference(of) + action("on_delete", of.on_delete) +
               action("on_update", of.on_update) + named(of.name, automatic) +
               (of.matches_full ? ".match_full()" : "") + timing(of.checked) +
               (of.is_validated ? "" : ".not_valid()");
    }

    static std::string write(const catalog::check_constraint& of) {
        return "orm::check(" + cpp_literal(of.name) + ", " + cpp_literal(of.expression) + ")" +
               (of.is_inherited ? "" : ".no_inherit()") + (of.is_validated ? "" : ".not_valid()");
    }

    std::string write(const catalog::index_key& of) const {
        std::string subject = of.is_expression ? cpp_literal(of.value) : field(of.value);
        const bool is_plain = !of.is_expression && of.operator_class.empty() &&
                              of.collation.empty() && of.is_descending == of.nulls_first;
        if (is_plain) return of.is_descending ? "orm::desc(" + subject + ")" : subject;
        subject = "orm::key(" + subject + ")";
        if (!of.operator_class.empty())
            subject += call("operator_class", cpp_literal(of.operator_class));
        if (!of.collation.empty()) subject += call("collate", cpp_literal(of.collation));
        if (of.is_descending) subject += of.nulls_first ? ".desc()" : ".desc().nulls_last()";
        else if (of.nulls_first) subject += ".nulls_first()";
        return subject;
    }

    std::string write(const catalog::index& of) const {
        std::vector<std::string> keys;
        std::vector<std::string> columns;
        for (const catalog::index_key& key : of.keys) {
            keys.push_back(write(key));
            columns.push_back(key.value);
        }
        std::string text = of.is_unique ? "orm::unique_index(" : "orm::index(";
        text += catalog::joined(keys, ", ") + ")";
        if (of.method != "btree") text += call("using_method", cpp_literal(of.method));
        if (!of.predicate.empty()) text += call("where", cpp_literal(of.predicate));
        const bool has_expression = text.find("orm::key(\"") != std::string::npos;
        text += named(of.name, has_expression ? "" : catalog::index_name(table_.name, columns));
        if (of.nulls_not_distinct) text += ".nulls_not_distinct()";
        text += included(of.included_columns);
        if (!of.storage_parameters.empty())
            text += call("storage_parameters", cpp_literal(of.storage_parameters));
        return text;
    }

    const catalog::table& table_;
    const pull_names& names_;
    const catalog::database& of_;
    const std::set<catalog::qualified_name>& declared_;
};

}  // namespace orm::kit::detail
