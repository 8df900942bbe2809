// SPDX-License-Identifier: MIT
// The catalog that a C++ schema describes: the only bridge between the query and the migration stack.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/names.hpp>
#include <orm/core/type_list.hpp>
#include <orm/inspect/schema/column_facts.hpp>
#include <orm/inspect/schema/ddl_text.hpp>
#include <orm/inspect/schema/declared_column.hpp>
#include <orm/schema/schema.hpp>

namespace orm::inspect {

namespace detail {

inline std::string schema_or_public(const char* schema) {
    return schema == nullptr ? catalog::default_schema : schema;
}

template <std::size_t Count>
std::vector<std::string> names_of(const column_names<Count>& names) {
    return {names.begin(), names.end()};
}

inline std::vector<std::string> names_of(const column_list& names) {
    return {names.names, names.names + names.count};
}

constexpr catalog::deferral to_deferral(constraint_timing timing) {
    return timing == constraint_timing::not_deferrable ? catalog::deferral::not_deferrable
           : timing == constraint_timing::initially_immediate
               ? catalog::deferral::initially_immediate
               : catalog::deferral::initially_deferred;
}

inline std::string to_sql_words(referential_action action) {
    constexpr const char* words[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"};
    return words[static_cast<std::size_t>(action)];
}

/// Fills one table of the catalog.
class table_builder {
public:
    table_builder(catalog::database& into, catalog::table& table) : into_(into), table_(table) {}

    template <class Table, class... Columns>
    void add_columns(const Table&, type_list<Columns...>, const char* const* names) {
        (add_column(declaration<Columns>::value, *names++), ...);
        (add_enum<typename declaration<Columns>::inner>(), ...);
    }

    template <std::size_t Count>
    void operator()(const foreign_key<Count>& of) {
        catalog::foreign_key key;
        key.columns = names_of(of.columns);
        key.referenced_schema = schema_or_public(of.target_schema);
        key.referenced_table = of.target_table;
        key.referenced_columns = names_of(of.target_columns);
        key.on_delete = to_sql_words(of.deleted);
        key.on_update = to_sql_words(of.updated);
        key.has_explicit_name = of.name != nullptr;
        key.name = key.has_explicit_name
                       ? of.name
                       : catalog::foreign_key_name(table_.name, key.columns, key.referenced_table,
                                                   key.referenced_columns);
        key.matches_full = of.is_match_full;
        key.is_validated = of.is_validated;
        key.checked = to_deferral(of.timing);
        table_.foreign_keys.push_back(std::move(key));
    }

    template <std::size_t Count>
    void operator()(const primary_key_constraint<Count>& of) {
        set_primary_key(names_of(of.columns), of.name);
        table_.primary_key->included_columns = names_of(of.included);
        table_.primary_key->checked = to_deferral(of.timing);
    }

    template <std::size_t Count>
    void operator()(const unique_constraint<Count>& of) {
        add_unique(names_of(of.columns), of.name, !of.has_distinct_nulls);
        table_.uniques.back().included_columns = names_of(of.included);
        table_.uniques.back().checked = to_deferral(of.timing);
    }

    template <class Condition>
    void operator()(const check_constraint<Condition>& of) {
        catalog::check_constraint check;
        check.name = of.name;
        check.expression = ddl_text(of.condition);
        table_.checks.push_back(std::move(check));
    }

    void operator()(const sql_check_constraint& of) {
        table_.checks.push_back({of.name, of.condition, of.is_inherited, of.is_validated, {}});
    }
    void operator()(const exclusion_constraint& of) {
        table_.exclusions.push_back({of.name, of.definition, {}});
    }
    void operator()(const table_comment& of) { table_.comment = of.text; }

    template <class Items, class Predicate>
    void operator()(const table_index<Items, Predicate>& of) {
        catalog::index index;
        add_keys(index, of.items);
        if constexpr (std::is_same_v<Predicate, schema_sql>) index.predicate = of.predicate.c_str();
        else if constexpr (!std::is_same_v<Predicate, orm::detail::no_predicate>)
            index.predicate = ddl_text(of.predicate);
        index.included_columns = names_of(of.included);
        index.nulls_not_distinct = !of.has_distinct_nulls;
        if (of.storage != nullptr) index.storage_parameters = of.storage;
        index.is_unique = of.is_unique;
        index.concurrently = of.is_concurrent;
        if (of.method != nullptr) index.method = of.method;
        add_index(std::move(index), of.name);
    }

private:
    void add_column(const declared_column& of, const char* name) {
        table_.columns.push_back(to_column(of, table_.name, name));
        if (of.is_primary_key) set_primary_key({name}, nullptr);
        if (of.is_unique) add_unique({name}, nullptr, false);
    }

    /// The labels of an enum, once for all columns that use it.
    template <class Sql>
    void add_enum() {
        if constexpr (is_user_type<Sql> && requires { typename enum_facts<Sql>::casing; }) {
            const catalog::column_type type = user_type(Sql::name);
            if (catalog::find(into_.enums, type.schema, type.name) != nullptr) return;
            catalog::enumeration made{type.schema, type.name, {}, {}};
            orm::detail::visit_labels<typename enum_facts<Sql>::type,
                                      typename enum_facts<Sql>::casing>(
                [&](auto, std::string_view text) {
                    made.values.emplace_back(text);
                    return false;
                });
            into_.enums.push_back(std::move(made));
        }
    }

    /// Several columns may say that they are the key together.
    void set_primary_key(std::vector<std::string> columns, const char* name) {
        if (!table_.primary_key) table_.primary_key.emplace();
        catalog::primary_key& key = *table_.primary_key;
        key.columns.insert(key.columns.end(), columns.begin(), columns.end());
        key.has_explicit_name = name != nullptr;
        key.name = name != nullptr ? name : catalog::primary_key_name(table_.name);
        for (catalog::column& column : table_.columns)
            for (const std::string& member : key.columns)
                if (column.name == member) column.is_not_null = true;
    }

    void add_unique(std::vector<std::string> columns, const char* name, bool nulls_not_distinct) {
        catalog::unique_constraint unique;
        unique.has_explicit_name = name != nullptr;
        unique.name = name != nullptr ? name : catalog::unique_name(table_.name, columns);
        unique.columns = std::move(columns);
        unique.nulls_not_distinct = nulls_not_distinct;
        table_.uniques.push_back(std::move(unique));
    }

    static void add_keys(catalog::index&, const orm::detail::no_index_items&) {}
    template <class First, class Rest>
    static void add_keys(catalog::index& index, const orm::detail::index_items<First, Rest>& of) {
        if constexpr (std::is_same_v<First, index_key>) {
            index.keys.push_back(key_of(of.first));
        } else {
            literal_list values;
            add_literals(values, of.first.values);
            index.keys.push_back(key_of(of.first.sql.begin(), of.first.sql.end(), values));
        }
        add_keys(index, of.rest);
    }

    static std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

    static catalog::index_key key_of(const index_key& of) {
        catalog::index_key key;
        key.is_expression = of.expression != nullptr;
        key.value = key.is_expression ? of.expression : of.column;
        key.is_descending = of.is_descending;
        key.nulls_first = of.has_nulls_first;
        key.operator_class = text_or_empty(of.operator_class_name);
        key.collation = text_or_empty(of.collation);
        return key;
    }

    /// Takes the words of an ordering off the end, innermost last: `desc`, then `nulls last`.
    static catalog::index_key key_of(const token* begin, const token* end,
                                     const literal_list& values) {
        catalog::index_key key;
        bool says_nulls = false;
        for (; end - begin > 1 && end[-1].kind == token_kind::text; --end) {
            const std::string_view word = end[-1].name;
            const bool is_nulls = word == " nulls first" || word == " nulls last";
            if (is_nulls) says_nulls = true, key.nulls_first = word == " nulls first";
            else if (word == " desc") key.is_descending = true;
            else if (word != " asc") break;
        }
        if (!says_nulls) key.nulls_first = key.is_descending;
        key.is_expression = end - begin != 1 || begin->kind != token_kind::column;
        key.value = key.is_expression ? ddl_text(begin, end, values) : begin->name;
        if (key.is_expression && !is_call(key.value)) key.value = "(" + key.value + ")";
        return key;
    }

    /// Two indexes without a name on the same columns get numbers, as PostgreSQL gives them.
    void add_index(catalog::index index, const char* name) {
        index.has_explicit_name = name != nullptr;
        if (name != nullptr) index.name = name;
        else {
            std::vector<std::string> parts;
            for (const catalog::index_key& key : index.keys)
                parts.push_back(key.is_expression ? "expr" : key.value);
            index.name = catalog::index_name(table_.name, parts);
            for (int number = 1; catalog::find(table_.indexes, index.name) != nullptr; ++number)
                index.name = catalog::index_name(table_.name, parts) + std::to_string(number);
        }
        table_.indexes.push_back(std::move(index));
    }

    catalog::database& into_;
    catalog::table& table_;
};

inline void add_schema(catalog::database& into, const std::string& name) {
    if (name == catalog::default_schema || catalog::find(into.schemas, name) != nullptr) return;
    into.schemas.push_back({name, {}});
}

template <class Table>
void add_table(catalog::database& into, const Table& table) {
    using described = typename orm::detail::traits_of<Table>::described;
    catalog::table made;
    made.schema = schema_or_public(orm::detail::table_access::schema(table));
    made.name = name_of(table);
    add_schema(into, made.schema);
    table_builder builder(into, made);
    builder.add_columns(table, typename described::types{}, described::names);
    constraints_of(table).for_each(builder);
    into.tables.push_back(std::move(made));
}

}  // namespace detail

/// The catalog of everything that `orm::schema(...)` names, in the order of declaration: schemas,
/// enums, tables with their columns, keys, constraints and indexes.
///
///     const orm::catalog::database wanted = orm::inspect::from_schema(app_schema);
///
/// Domains, composite types and extensions that columns use are not part of it: a migration of your own
/// creates them.
/// Throws:   error when a check or an index holds what DDL cannot (a subquery, a parameter).
template <class... Tables>
catalog::database from_schema(const schema_tables<Tables...>& schema) {
    catalog::database made;
    schema.for_each_table([&](const auto& table) { detail::add_table(made, table); });
    for (const catalog::enumeration& each : made.enums) detail::add_schema(made, each.schema);
    return made;
}

}  // namespace orm::inspect
