// SPDX-License-Identifier: MIT
// Makes random catalogs, and random changes of them, from a number.
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/names.hpp>

namespace orm_test {

/// The same seed gives the same catalog on every machine: only the generator's own arithmetic is
/// used, for the distributions of the standard library differ.
class random_schema {
public:
    explicit random_schema(unsigned seed) : numbers_(seed) {}

    orm::catalog::database make() {
        orm::catalog::database database;
        if (chance(50)) database.schemas.push_back({"app one", ""});
        add_types(database);
        const std::size_t table_count = 1 + below(5);
        for (std::size_t at = 0; at < table_count; ++at) add_table(database);
        for (orm::catalog::table& table : database.tables) add_foreign_key(database, table);
        add_views(database);
        return database;
    }

    /// Another catalog that has much in common with the first.
    orm::catalog::database change(orm::catalog::database database) {
        database.views.clear();
        for (orm::catalog::enumeration& each : database.enums) change_enum(each);
        for (orm::catalog::table& table : database.tables) change_table(database, table);
        if (chance(40)) add_table(database);
        if (database.tables.size() > 1 && chance(40)) drop_table(database);
        add_views(database);
        return database;
    }

private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(numbers_()) % bound; }
    bool chance(std::size_t percent) { return below(100) < percent; }

    std::string some(std::initializer_list<std::string_view> words) {
        return std::string(*(words.begin() + static_cast<std::ptrdiff_t>(below(words.size()))));
    }

    std::string fresh_name(std::string_view stem) {
        return some({"", "my ", "Camel", "x\"y_", "select_"}) + std::string(stem) +
               std::to_string(++count_);
    }

    std::string some_schema(const orm::catalog::database& database) {
        return database.schemas.empty() || chance(60) ? "public" : database.schemas.front().name;
    }

    void add_types(orm::catalog::database& database) {
        orm::catalog::enumeration mood{
            some_schema(database), fresh_name("mood"), {"sad", "it's ok", "back\\slash"}, ""};
        if (chance(30)) mood.comment = "how it's going";
        database.enums.push_back(mood);
        orm::catalog::domain positive;
        positive.schema = some_schema(database);
        positive.name = fresh_name("positive");
        positive.base = {"", "integer", 0};
        positive.checks.push_back({"is_positive", "VALUE > 0", true, true, ""});
        database.domains.push_back(positive);
        orm::catalog::composite pair;
        pair.schema = "public";
        pair.name = fresh_name("pair");
        for (const char* name : {"left", "right"}) {
            orm::catalog::column member;
            member.name = name;
            member.type = {"", "text", 0};
            pair.fields.push_back(member);
        }
        database.composites.push_back(pair);
        if (!chance(50)) return;
        orm::catalog::sequence sequence;
        sequence.schema = some_schema(database);
        sequence.name = fresh_name("numbers");
        sequence.options.increment = 2;
        sequence.options.start = 5;
        sequence.options.cycles = chance(50);
        database.sequences.push_back(sequence);
    }

    orm::catalog::column some_column(const orm::catalog::database& database) {
        orm::catalog::column column;
        column.name = fresh_name("col");
        column.is_not_null = chance(40);
        switch (below(12)) {
            case 0: set(column, "integer", "42"); break;
            case 1: set(column, "text", "'it''s'"); break;
            case 2: set(column, "varchar(20)", "'x'"); break;
            case 3: set(column, "numeric(10,2)", "'1.50'"); break;
            case 4: set(column, "timestamp(3) with time zone", "now()"); break;
            case 5: set(column, "boolean", "false"); break;
            case 6: set(column, "jsonb", "'{\"b\":2,\"a\":1}'"); break;
            case 7: set(column, "uuid", "gen_random_uuid()"); break;
            case 8:
                set(column, "bigserial", "");
                column.is_not_null = true;
                break;
            case 9: set_user_type(column, database); break;
            case 10: set(column, "bigint", "'-7'"); break;
            default: set(column, "text", "'{a,\"b c\"}'"); column.type.dimensions = 1;
        }
        if (chance(15)) column.comment = "a comment with 'quotes'\nand lines";
        return column;
    }

    void set(orm::catalog::column& column, const std::string& type, const std::string& expression) {
        column.type = {"", type, 0};
        if (!expression.empty() && chance(50)) column.default_expression = expression;
    }

    void set_user_type(orm::catalog::column& column, const orm::catalog::database& database) {
        const auto& mood = database.enums.front();
        column.type = {mood.schema, mood.name, chance(30) ? 1 : 0};
        if (chance(50))
            column.default_expression = column.type.dimensions == 0 ? "'sad'" : "'{sad}'";
        if (!chance(30)) return;
        const auto& positive = database.domains.front();
        column.type = {positive.schema, positive.name, 0};
        column.default_expression.reset();
    }

    void add_table(orm::catalog::database& database) {
        orm::catalog::table table;
        table.schema = some_schema(database);
        table.name = fresh_name("table");
        orm::catalog::column id;
        id.name = "id";
        id.type = {"", "integer", 0};
        id.is_not_null = true;
        if (chance(50)) id.identity.emplace();
        if (id.identity) {
            id.identity->sequence_name = orm::catalog::sequence_name(table.name, "id");
            id.identity->options.maximum = 2147483647;
        }
        table.columns.push_back(id);
        const std::size_t column_count = 1 + below(6);
        for (std::size_t at = 0; at < column_count; ++at)
            table.columns.push_back(some_column(database));
        orm::catalog::column number;
        number.name = "number";
        number.type = {"", "integer", 0};
        table.columns.push_back(number);
        if (chance(40)) add_generated(table);
        table.primary_key = {orm::catalog::primary_key_name(table.name), false, {"id"}, {},
                             orm::catalog::deferral::not_deferrable,     ""};
        add_members(table);
        if (chance(20)) table.comment = "a table";
        database.tables.push_back(std::move(table));
    }

    void add_generated(orm::catalog::table& table) {
        orm::catalog::column twice;
        twice.name = fresh_name("twice");
        twice.type = {"", "integer", 0};
        twice.generated = {orm::catalog::generation::stored, "number * 2"};
        table.columns.push_back(twice);
    }

    void add_members(orm::catalog::table& table) {
        if (chance(50)) table.uniques.push_back(some_unique(table));
        if (chance(50))
            table.checks.push_back(
                {fresh_name("check"), "number > 0 and number <> 13", true, !chance(20), ""});
        if (chance(60)) table.indexes.push_back(some_index());
        if (chance(20)) add_policy(table);
        if (chance(15))
            table.exclusions.push_back(
                {fresh_name("exclusion"), "EXCLUDE USING btree (number WITH =)", ""});
    }

    orm::catalog::unique_constraint some_unique(const orm::catalog::table& table) {
        orm::catalog::unique_constraint unique;
        unique.columns = chance(50) ? std::vector<std::string>{"number"}
                                    : std::vector<std::string>{"number", "id"};
        unique.has_explicit_name = chance(50);
        unique.name = unique.has_explicit_name
                          ? fresh_name("unique")
                          : orm::catalog::unique_name(table.name, unique.columns);
        if (chance(20)) unique.checked = orm::catalog::deferral::initially_deferred;
        return unique;
    }

    orm::catalog::index some_index() {
        orm::catalog::index index;
        index.name = fresh_name("index");
        index.is_unique = chance(20);
        orm::catalog::index_key key;
        key.value = "number";
        key.is_descending = chance(30);
        key.nulls_first = chance(30);
        index.keys.push_back(key);
        if (chance(30)) index.keys.push_back({"(number + 1)", true, false, false, "", ""});
        if (chance(30)) index.predicate = "number > 5";
        if (chance(20)) index.storage_parameters = "fillfactor=70";
        if (chance(20)) index.included_columns.emplace_back("id");
        index.concurrently = chance(20);
        return index;
    }

    void add_policy(orm::catalog::table& table) {
        table.has_row_security = true;
        table.policies.push_back({fresh_name("policy"),
                                  !chance(30),
                                  some({"ALL", "UPDATE"}),
                                  {"public"},
                                  "number > 1",
                                  std::nullopt,
                                  ""});
    }

    void add_foreign_key(const orm::catalog::database& database, orm::catalog::table& table) {
        if (!chance(60)) return;
        const orm::catalog::table& target = database.tables[below(database.tables.size())];
        orm::catalog::foreign_key key;
        key.columns = {"number"};
        key.referenced_schema = target.schema;
        key.referenced_table = target.name;
        key.referenced_columns = {"id"};
        key.name = orm::catalog::foreign_key_name(table.name, key.columns, target.name, {"id"});
        key.on_delete = some({"NO ACTION", "CASCADE", "SET NULL", "RESTRICT"});
        if (chance(20)) key.checked = orm::catalog::deferral::initially_immediate;
        table.foreign_keys.push_back(std::move(key));
    }

    void add_views(orm::catalog::database& database) {
        if (!chance(50)) return;
        const orm::catalog::table& table = database.tables[below(database.tables.size())];
        orm::catalog::view view;
        view.schema = "public";
        view.name = fresh_name("view");
        view.is_materialized = chance(40);
        view.definition = "select id, number from " +
                          orm::lexical::quoted_identifier(table.schema) + "." +
                          orm::lexical::quoted_identifier(table.name) + " where number > 3";
        if (!view.is_materialized && chance(50)) view.options.emplace("security_barrier", "true");
        database.views.push_back(view);
        if (!chance(50)) return;
        orm::catalog::view reader;
        reader.schema = "public";
        reader.name = fresh_name("reader");
        reader.definition = "select id from public." + orm::lexical::quoted_identifier(view.name);
        database.views.push_back(reader);
    }

    void change_enum(orm::catalog::enumeration& type) {
        if (chance(30))
            type.values.insert(type.values.begin() + 1, "new" + std::to_string(++count_));
        else if (chance(30)) type.values.pop_back();
    }

    static bool is_fixed(const orm::catalog::column& column) {
        return column.name == "id" || column.name == "number" || column.generated.has_value();
    }

    void change_table(const orm::catalog::database& database, orm::catalog::table& table) {
        if (chance(40)) table.columns.push_back(some_column(database));
        for (std::size_t at = 0; at < table.columns.size(); ++at)
            if (!is_fixed(table.columns[at]) && chance(20))
                table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(at));
        for (orm::catalog::column& column : table.columns) change_column(column);
        for (auto& check : table.checks)
            if (chance(40)) check.expression = "number > " + std::to_string(below(9));
        for (auto& index : table.indexes)
            if (chance(40)) index.is_unique = !index.is_unique;
        for (auto& key : table.foreign_keys)
            if (chance(40)) key.on_delete = some({"NO ACTION", "CASCADE"});
        for (auto& policy : table.policies) change_policy(policy);
        if (chance(20)) table.uniques.clear();
        else if (chance(30)) table.uniques = {some_unique(table)};
        if (chance(20)) table.has_row_security = !table.has_row_security;
        if (chance(20)) table.comment = chance(50) ? "" : "another comment";
    }

    void change_policy(orm::catalog::policy& policy) {
        if (chance(30)) policy.using_expression = "number > 2";
        if (chance(30))
            policy.check_expression =
                chance(50) ? std::optional<std::string>("number < 9") : std::nullopt;
    }

    void change_column(orm::catalog::column& column) {
        if (column.generated) {
            if (chance(20)) column.generated->expression = "number * 3";
            return;
        }
        if (column.name == "id") {
            if (column.identity && chance(30)) column.identity->options.cache = 7;
            else if (chance(15)) column.identity.reset();
            return;
        }
        if (chance(20) && column.type.name != "bigserial") column.is_not_null = !column.is_not_null;
        if (chance(20) && column.type.name != "bigserial") column.default_expression.reset();
        if (chance(10)) column.comment = "changed";
        if (column.name == "number" && chance(20)) column.type.name = "bigint";
        else if (column.type.name == "integer" && column.name != "number" && chance(30))
            column.type.name = "bigint";
        else if (column.type.name == "varchar(20)" && chance(30)) column.type.name = "text";
        else if (column.type.name == "bigserial" && chance(30)) column.type.name = "bigint";
    }

    void drop_table(orm::catalog::database& database) {
        const orm::catalog::table dropped = database.tables.back();
        database.tables.pop_back();
        for (orm::catalog::table& table : database.tables) {
            auto& keys = table.foreign_keys;
            keys.erase(std::remove_if(keys.begin(), keys.end(),
                                      [&](const orm::catalog::foreign_key& key) {
                                          return key.referenced_schema == dropped.schema &&
                                                 key.referenced_table == dropped.name;
                                      }),
                       keys.end());
        }
    }

    std::minstd_rand numbers_;
    int count_ = 0;
};

}  // namespace orm_test
