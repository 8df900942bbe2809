// SPDX-License-Identifier: MIT
// A live database as a C++ schema header.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/kit/cpp_text.hpp>
#include <orm/kit/declarable.hpp>
#include <orm/kit/pull_columns.hpp>
#include <orm/kit/pull_constraints.hpp>
#include <orm/kit/pull_names.hpp>
#include <orm/kit/pull_options.hpp>
#include <orm/kit/pull_relations.hpp>
#include <orm/kit/pull_types.hpp>

namespace orm::kit {

namespace detail {

/// Tables in an order in which each stands behind those that it references, where that can be.
class table_order {
public:
    explicit table_order(const catalog::database& of) : of_(of) {
        for (const catalog::table& each : of.tables) visit(each);
    }
    std::vector<const catalog::table*> take() { return std::move(order_); }

private:
    void visit(const catalog::table& table) {
        if (!seen_.insert({table.schema, table.name}).second) return;
        for (const catalog::foreign_key& key : table.foreign_keys) {
            const auto* target =
                catalog::find(of_.tables, key.referenced_schema, key.referenced_table);
            if (target != nullptr) visit(*target);
        }
        order_.push_back(&table);
    }

    const catalog::database& of_;
    std::set<catalog::qualified_name> seen_;
    std::vector<const catalog::table*> order_;
};

class header_writer {
public:
    header_writer(declarable_catalog from, const catalog::database& whole,
                  const pull_options& options)
        : of_(std::move(from.part)),
          left_out_(std::move(from.left_out)),
          options_(options),
          names_(of_, options),
          types_(whole, names_) {}

    pulled_schema write() {
        open_namespace();
        write_enums();
        write_schema_names();
        for (const catalog::table* table : table_order(of_).take()) write(*table);
        write_schema();
        if (options_.with_relations) text_ += relation_writer(of_, names_).write();
        close_namespace();
        return {start() + text_, std::move(left_out_)};
    }

private:
    bool has_wide_table() const {
        return std::any_of(of_.tables.begin(), of_.tables.end(),
                           [](const catalog::table& each) { return each.columns.size() > 40; });
    }

    bool says(std::string_view word) const { return text_.find(word) != std::string::npos; }

    /// What stands above the declarations: every file that queries pays for what is included here.
    std::string start() const {
        std::string text = "// The tables of a database, written by pull. Edit it as you like.\n";
        for (const std::string& each : left_out_)
            text += "// Not declared here: " + comment_text(each) + ".\n";
        text += "#pragma once\n\n";
        if (has_wide_table()) text += "#include <orm/meta/wide_bindings.hpp>\n";
        text += "#include <orm/query.hpp>\n";
        if (says(" = orm::one(") || says(" = orm::many")) text += "#include <orm/relations.hpp>\n";
        if (says("orm::column<M") || says("orm::domain<M")) text += "#include <orm/types.hpp>\n";
        return text;
    }

    void open_namespace() {
        if (!options_.name_space.empty()) text_ += "\nnamespace " + options_.name_space + " {\n";
    }
    void close_namespace() {
        if (!options_.name_space.empty())
            text_ += "\n}  // namespace " + options_.name_space + "\n";
    }

    void write_enums() {
        bool has_labels = false;
        for (const catalog::enumeration& each : of_.enums) {
            const enum_names& names = *names_.find_enum(each.schema, each.name);
            text_ += "\nenum class " + names.type + " {\n";
            for (const std::string& enumerator : names.enumerators)
                text_ += "    " + enumerator + ",\n";
            text_ += "};\n";
            has_labels = has_labels || names.has_labels;
        }
        if (!has_labels) return;
        close_namespace();
        for (const catalog::enumeration& each : of_.enums) write_labels(each);
        open_namespace();
    }

    /// Labels that are no C++ names. They are said outside of the namespace.
    void write_labels(const catalog::enumeration& of) {
        const enum_names& names = *names_.find_enum(of.schema, of.name);
        if (!names.has_labels || of.values.empty()) return;
        const std::string type =
            options_.name_space.empty() ? names.type : options_.name_space + "::" + names.type;
        text_ += "\ntemplate <>\nstruct orm::labels_of<" + type +
                 "> {\n    static constexpr orm::label<" + type + "> list[] = {\n";
        for (std::size_t at = 0; at < of.values.size(); ++at)
            text_ += "        {" + type + "::" + names.enumerators[at] + ", " +
                     cpp_literal(of.values[at]) + "},\n";
        text_ += "    };\n};\n";
    }

    void write_schema_names() {
        if (!names_.schemas().empty()) text_ += "\n";
        for (const auto& [schema, constant] : names_.schemas())
            text_ += "inline constexpr auto " + constant + " = orm::pg::schema(" +
                     cpp_literal(schema) + ");\n";
    }

    void write(const catalog::table& table) {
        const table_names& names = names_.of(table);
        text_ += "\ntemplate <class M>\nstruct " + names.type + " {\n";
        const column_writer columns(types_, table, names);
        for (std::size_t at = 0; at < table.columns.size(); ++at) text_ += columns.write(at);
        text_ += "};\n";
        write_constant(table, names);
        declared_.insert({table.schema, table.name});
    }

    void write_constant(const catalog::table& table, const table_names& names) {
        const auto schema = names_.schemas().find(table.schema);
        const std::string word = schema == names_.schemas().end() ? "orm" : schema->second;
        text_ += "inline constexpr auto " + names.constant + " = " + word +
                 (word == "orm" ? "::table<" : ".table<") + names.type +
                 (names.is_preserving ? ", orm::preserve>(" : ">(") + cpp_literal(table.name);
        const std::vector<std::string> items =
            constraint_writer(table, names_, of_, declared_).write();
        if (!items.empty()) write_lambda(items);
        text_ += ");\n";
    }

    void write_lambda(const std::vector<std::string>& items) {
        bool uses_table = false;
        std::string list;
        for (const std::string& item : items) {
            list += (list.empty() ? "        " : ",\n        ") + item;
            uses_table =
                uses_table || item.find("(t.") != std::string::npos || item.rfind("t.", 0) == 0;
        }
        text_ += std::string(", [](") + (uses_table ? "const auto& t" : "const auto&") +
                 ") {\n    return orm::constraints(\n" + list + ");\n}";
    }

    void write_schema() {
        std::string list;
        for (const catalog::table& each : of_.tables)
            list += (list.empty() ? "\n    " : ",\n    ") + names_.of(each).constant;
        text_ += "\ninline constexpr auto " + options_.schema_constant + " = orm::schema(" + list +
                 ");\n";
    }

    catalog::database of_;
    std::vector<std::string> left_out_;
    const pull_options& options_;
    pull_names names_;
    type_writer types_;
    std::set<catalog::qualified_name> declared_;
    std::string text_;
};

}  // namespace detail

/// Writes a database down as C++.
///
///     const auto pulled = orm::kit::pull(orm::inspect::from_server(server));
///     file << pulled.header;
///     for (const std::string& notice : pulled.notices) std::cerr << "not declared: " << notice << '\n';
///
/// Takes:    a catalog in the order of sort(), as from_server() gives it.
/// Gives:    a header that compiles without warnings and declares what declarable() keeps.
inline pulled_schema pull(const catalog::database& of, const pull_options& options = {}) {
    return detail::header_writer(declarable(of), of, options).write();
}

/// The header alone.
inline std::string write_schema_header(const catalog::database& of,
                                       const pull_options& options = {}) {
    return pull(of, options).header;
}

}  // namespace orm::kit
