// SPDX-License-Identifier: MIT
// Relations that follow from foreign keys: orm::one, orm::many, orm::many_through.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/names.hpp>
#include <orm/kit/pull_names.hpp>

namespace orm::kit::detail {

/// Writes one constant for each way to walk a foreign key of one column.
class relation_writer {
public:
    relation_writer(const catalog::database& of, pull_names& names) : of_(of), names_(names) {}

    std::string write() {
        for (const catalog::table& table : of_.tables)
            for (const catalog::foreign_key& key : table.foreign_keys) write_key(table, key);
        for (const catalog::table& table : of_.tables) write_through(table);
        return text_.empty() ? text_ : "\n// Relations, named by their two tables.\n" + text_;
    }

private:
    const catalog::table* target_of(const catalog::foreign_key& key) const {
        if (key.columns.size() != 1) return nullptr;
        return catalog::find(of_.tables, key.referenced_schema, key.referenced_table);
    }

    std::string column(const catalog::table& table, const std::string& name,
                       const std::string& object = {}) const {
        const table_names& names = names_.of(table);
        for (std::size_t at = 0; at < table.columns.size(); ++at)
            if (table.columns[at].name == name)
                return (object.empty() ? names.constant : object) + "." + names.fields[at].field;
        return {};
    }

    /// A table that is related to itself needs a second name: nothing for other tables.
    std::string alias(const catalog::table& from, const catalog::table& to,
                      const std::string& wish) {
        if (&from != &to) return {};
        const std::string name = names_.claim(wish);
        text_ += "inline constexpr auto " + name + " = orm::alias<" +
                 cpp_literal(catalog::cut_to_identifier(name)) + ">(" + names_.of(to).constant +
                 ");\n";
        return name;
    }

    /// `author` for "author_id" and "authorId".
    static std::string role_of(std::string column) {
        for (const std::string_view ending : {"_id", "Id", "_ID"}) {
            if (column.size() <= ending.size() || !column.ends_with(ending)) continue;
            column.resize(column.size() - ending.size());
            break;
        }
        return near_cpp_name(column);
    }

    void add(const std::string& wish, const std::string& value) {
        text_ += "inline constexpr auto " + names_.claim(wish) + " = " + value + ";\n";
    }

    static std::size_t keys_between(const catalog::table& from, const catalog::foreign_key& key) {
        std::size_t count = 0;
        for (const catalog::foreign_key& each : from.foreign_keys)
            if (each.referenced_schema == key.referenced_schema &&
                each.referenced_table == key.referenced_table)
                ++count;
        return count;
    }

    void write_key(const catalog::table& table, const catalog::foreign_key& key) {
        const catalog::table* target = target_of(key);
        if (target == nullptr) return;
        const std::string& own = names_.of(table).constant;
        const std::string& other = names_.of(*target).constant;
        const std::string role = role_of(key.columns[0]);
        const std::string one = alias(table, *target, own + "_as_" + role);
        add(own + "_" + role, "orm::one(" + column(table, key.columns[0]) + ", " +
                                  column(*target, key.referenced_columns[0], one) + ")");
        const std::string by = keys_between(table, key) > 1 ? "_by_" + role : "";
        const std::string many = alias(table, *target, own + "_of_" + role);
        add(other + "_" + own + by, "orm::many(" + column(*target, key.referenced_columns[0]) +
                                        ", " + column(table, key.columns[0], many) + ")");
    }

    /// A table whose primary key is two foreign keys joins the tables that they lead to.
    void write_through(const catalog::table& table) {
        if (!table.primary_key || table.primary_key->columns.size() != 2) return;
        const catalog::foreign_key* sides[2] = {};
        for (const catalog::foreign_key& key : table.foreign_keys)
            for (std::size_t side = 0; side < 2; ++side)
                if (target_of(key) != nullptr && key.columns[0] == table.primary_key->columns[side])
                    sides[side] = &key;
        if (sides[0] == nullptr || sides[1] == nullptr) return;
        add_through(table, *sides[0], *sides[1]);
        add_through(table, *sides[1], *sides[0]);
    }

    void add_through(const catalog::table& table, const catalog::foreign_key& near,
                     const catalog::foreign_key& far) {
        const catalog::table& from = *target_of(near);
        const catalog::table& to = *target_of(far);
        const std::string second =
            alias(from, to, names_.of(to).constant + "_by_" + role_of(far.columns[0]));
        add(names_.of(from).constant + "_" + names_.of(to).constant + "_through_" +
                names_.of(table).constant,
            "orm::many_through(" + column(from, near.referenced_columns[0]) + ", " +
                column(table, near.columns[0]) + ", " + column(table, far.columns[0]) + ", " +
                column(to, far.referenced_columns[0], second) + ")");
    }

    const catalog::database& of_;
    pull_names& names_;
    std::string text_;
};

}  // namespace orm::kit::detail
