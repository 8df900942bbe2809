// SPDX-License-Identifier: MIT
// Differences between tables: new ones, dropped ones, and the properties of the others.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/changes/columns.hpp>
#include <orm/diff/changes/constraints.hpp>
#include <orm/diff/comparison.hpp>
#include <orm/diff/pairing.hpp>

namespace orm::diff {

namespace detail {

/// Adds a change for every member that does not stand inside CREATE TABLE.
inline void add_members_of_new_table(comparison& run, catalog::table& table, bool is_external) {
    const address_in_table key{table.schema, table.name};
    const auto split_off = [&](object_kind kind, auto& members) {
        for (const auto& each : members) run.add(added(kind, key(each), each));
        members.clear();
    };
    split_off(object_kind::index, table.indexes);
    split_off(object_kind::foreign_key, table.foreign_keys);
    split_off(object_kind::policy, table.policies);
    split_off(object_kind::trigger, table.triggers);
    if (is_external || !(table.has_row_security || table.forces_row_security)) return;
    catalog::table before;
    before.schema = table.schema;
    before.name = table.name;
    catalog::table after = before;
    after.has_row_security = std::exchange(table.has_row_security, false);
    after.forces_row_security = std::exchange(table.forces_row_security, false);
    run.add(altered(object_kind::table, {table.schema, "", table.name}, before, after,
                    {"row_security"}));
}

inline void add_table(comparison& run, catalog::table table) {
    const bool is_external = table.is_external;
    const address at{table.schema, "", table.name};
    add_members_of_new_table(run, table, is_external);
    if (!is_external) run.add(added(object_kind::table, at, std::move(table)));
}

/// Drops a table. Policies go first by themselves; so do foreign keys to tables that are dropped too.
inline void drop_table(comparison& run, catalog::table table,
                       const std::set<catalog::qualified_name>& dropped_tables) {
    const address_in_table key{table.schema, table.name};
    for (const catalog::policy& policy : table.policies)
        run.add(dropped(object_kind::policy, key(policy), policy));
    table.policies.clear();
    std::vector<catalog::foreign_key> kept;
    for (catalog::foreign_key& each : table.foreign_keys) {
        const catalog::qualified_name target{each.referenced_schema, each.referenced_table};
        const bool is_own = target.schema == table.schema && target.name == table.name;
        if (is_own || dropped_tables.count(target) == 0) kept.push_back(std::move(each));
        else run.add(dropped(object_kind::foreign_key, key(each), each));
    }
    table.foreign_keys = std::move(kept);
    address at{table.schema, "", table.name};
    if (!table.is_external) run.add(dropped(object_kind::table, std::move(at), std::move(table)));
}

inline std::vector<std::string> table_aspects(const catalog::table& from,
                                              const catalog::table& to) {
    return aspect_list()
        .note(from.has_row_security == to.has_row_security &&
                  from.forces_row_security == to.forces_row_security,
              "row_security")
        .note(from.is_unlogged == to.is_unlogged, "unlogged")
        .note(from.partition_of == to.partition_of, "partition_of")
        .note(from.partition_key == to.partition_key, "partition_key")
        .note(from.parents == to.parents, "parents")
        .note(plain_parameters(from.storage_parameters) == plain_parameters(to.storage_parameters),
              "with")
        .note(from.access_method == to.access_method, "access_method")
        .note(from.tablespace == to.tablespace, "tablespace")
        .note(from.comment == to.comment, "comment")
        .take();
}

/// The table without columns and members, as alterations need it.
inline catalog::table properties_of(const catalog::table& of) {
    catalog::table result;
    result.schema = of.schema;
    result.name = of.name;
    result.has_row_security = of.has_row_security;
    result.forces_row_security = of.forces_row_security;
    result.is_unlogged = of.is_unlogged;
    result.partition_key = of.partition_key;
    result.partition_of = of.partition_of;
    result.parents = of.parents;
    result.storage_parameters = of.storage_parameters;
    result.access_method = of.access_method;
    result.tablespace = of.tablespace;
    result.comment = of.comment;
    return result;
}

/// Keys that foreign keys rest on and that are dropped or replaced.
inline broken_keys find_broken_keys(const comparison& run) {
    broken_keys broken;
    for (const change& each : run.changes) {
        if (each.what != verb::drop && each.what != verb::recreate) continue;
        const auto note = [&](const std::vector<std::string>& columns) {
            broken.insert(sorted_key(each.at.schema, each.at.table, columns));
        };
        if (const auto* key = std::get_if<catalog::primary_key>(&each.before)) note(key->columns);
        if (const auto* key = std::get_if<catalog::unique_constraint>(&each.before))
            note(key->columns);
        if (const auto* index = std::get_if<catalog::index>(&each.before)) {
            std::vector<std::string> columns;
            for (const catalog::index_key& key : index->keys) columns.push_back(key.value);
            if (index->is_unique) note(columns);
        }
    }
    return broken;
}

}  // namespace detail

/// Compares all tables, members included. Runs after the types.
inline void find_table_changes(comparison& run) {
    const pairing pairs = pair_by_name(run.from.tables, run.to.tables, address_in_schema{});
    std::set<catalog::qualified_name> dropped_tables;
    for (const std::size_t at : pairs.dropped)
        dropped_tables.insert({run.from.tables[at].schema, run.from.tables[at].name});
    for (const std::size_t at : pairs.created) detail::add_table(run, run.to.tables[at]);
    for (const std::size_t at : pairs.dropped)
        detail::drop_table(run, run.from.tables[at], dropped_tables);
    for (const auto& [before, after] : pairs.both) {
        const catalog::table& from = run.from.tables[before];
        const catalog::table& to = run.to.tables[after];
        if (from.is_external || to.is_external) continue;
        std::vector<std::string> aspects = detail::table_aspects(from, to);
        if (!aspects.empty())
            run.add(altered(object_kind::table, {to.schema, "", to.name},
                            detail::properties_of(from), detail::properties_of(to),
                            std::move(aspects)));
        // The columns of a partition are those of its parent.
        if (!from.partition_of || !to.partition_of) column_comparison(run, from, to).find();
    }
    for (const auto& [before, after] : pairs.both)
        member_comparison(run, run.from.tables[before], run.to.tables[after]).find();
    const broken_keys broken = detail::find_broken_keys(run);
    for (const auto& [before, after] : pairs.both)
        member_comparison(run, run.from.tables[before], run.to.tables[after])
            .find_foreign_keys(broken);
}

}  // namespace orm::diff
