// SPDX-License-Identifier: MIT
// What must be done before what: names, tables and their keys.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/change_graph.hpp>

namespace orm::diff {

namespace detail {

/// What a name is taken in. Tables, views, sequences and indexes share one room, types another.
enum class name_space { relation, type, constraint, column, policy, role, schema, routine, none };

inline name_space name_space_of(object_kind kind) {
    switch (kind) {
        case object_kind::table:
        case object_kind::view:
        case object_kind::sequence:
        case object_kind::index: return name_space::relation;
        case object_kind::enumeration:
        case object_kind::domain:
        case object_kind::composite: return name_space::type;
        case object_kind::primary_key:
        case object_kind::unique:
        case object_kind::foreign_key:
        case object_kind::check:
        case object_kind::exclusion: return name_space::constraint;
        case object_kind::column: return name_space::column;
        case object_kind::policy: return name_space::policy;
        case object_kind::role: return name_space::role;
        case object_kind::schema: return name_space::schema;
        case object_kind::routine: return name_space::routine;
        default: return name_space::none;
    }
}

using taken_name = std::pair<name_space, address>;

inline taken_name name_at(object_kind kind, address at) {
    if (kind == object_kind::index) at.table.clear();
    return {name_space_of(kind), std::move(at)};
}

inline bool frees_name(const change& of) {
    return of.what == verb::drop || of.what == verb::rename || of.what == verb::move;
}

/// True for the two halves of one relocation: the second leaves the name that the first took.
inline bool is_next_half(const std::vector<change>& changes, std::size_t taker,
                         std::size_t leaver) {
    return leaver == taker + 1 && changes[taker].kind == changes[leaver].kind &&
           changes[taker].to == changes[leaver].at &&
           changes[taker].before == changes[leaver].before;
}

/// A name must be free before it is taken.
inline void add_name_edges(change_graph& graph) {
    std::map<taken_name, std::size_t> freed;
    const std::vector<change>& changes = graph.changes();
    for (std::size_t at = 0; at < changes.size(); ++at)
        if (frees_name(changes[at]) && name_space_of(changes[at].kind) != name_space::none)
            freed.emplace(name_at(changes[at].kind, changes[at].at), at);
    for (std::size_t at = 0; at < changes.size(); ++at) {
        const change& each = changes[at];
        const bool is_taken_here = each.what == verb::add;
        if (!is_taken_here && each.what != verb::rename && each.what != verb::move) continue;
        const auto found = freed.find(name_at(each.kind, is_taken_here ? each.at : each.to));
        if (found != freed.end() && !is_next_half(changes, at, found->second))
            graph.add_edge(found->second, at);
    }
}

/// A primary key that goes with its column is gone only after DROP COLUMN.
inline void add_primary_key_edges(change_graph& graph) {
    const std::vector<change>& changes = graph.changes();
    std::map<std::pair<std::string, std::string>, std::size_t> new_keys;
    std::set<std::pair<std::string, std::string>> lost_keys;
    for (std::size_t at = 0; at < changes.size(); ++at) {
        if (changes[at].kind != object_kind::primary_key) continue;
        const std::pair table{changes[at].at.schema, changes[at].at.table};
        if (changes[at].what == verb::add) new_keys.emplace(table, at);
        if (changes[at].happens_by_itself) lost_keys.insert(table);
    }
    for (std::size_t at = 0; at < changes.size() && !lost_keys.empty(); ++at) {
        if (changes[at].kind != object_kind::column) continue;
        if (changes[at].what == verb::alter || changes[at].what == verb::rename) continue;
        const std::pair table{changes[at].at.schema, changes[at].at.table};
        const auto key = new_keys.find(table);
        if (key != new_keys.end() && lost_keys.count(table) != 0) graph.add_edge(at, key->second);
    }
}

/// Foreign keys and policies leave before the tables that they are about.
inline void add_table_drop_edges(change_graph& graph) {
    std::map<address, std::size_t> dropped_tables;
    const std::vector<change>& changes = graph.changes();
    for (std::size_t at = 0; at < changes.size(); ++at)
        if (changes[at].kind == object_kind::table && changes[at].what == verb::drop)
            dropped_tables.emplace(changes[at].at, at);
    const auto before_drop_of = [&](const std::string& schema, const std::string& table,
                                    std::size_t at) {
        const auto found = dropped_tables.find({schema, "", table});
        if (found != dropped_tables.end()) graph.add_edge(at, found->second);
    };
    for (std::size_t at = 0; at < changes.size(); ++at) {
        if (changes[at].what != verb::drop) continue;
        if (!changes[at].at.table.empty())
            before_drop_of(changes[at].at.schema, changes[at].at.table, at);
        if (const auto* key = std::get_if<catalog::foreign_key>(&changes[at].before))
            before_drop_of(key->referenced_schema, key->referenced_table, at);
        if (const auto* table = std::get_if<catalog::table>(&changes[at].before)) {
            if (table->partition_of)
                before_drop_of(table->partition_of->parent.schema, table->partition_of->parent.name,
                               at);
            for (const catalog::qualified_name& parent : table->parents)
                before_drop_of(parent.schema, parent.name, at);
        }
    }
}

/// Parents are created before their partitions and heirs.
inline void add_inheritance_edges(change_graph& graph) {
    std::map<address, std::size_t> new_tables;
    const std::vector<change>& changes = graph.changes();
    for (std::size_t at = 0; at < changes.size(); ++at)
        if (changes[at].kind == object_kind::table && changes[at].what == verb::add)
            new_tables.emplace(changes[at].at, at);
    const auto after_add_of = [&](const catalog::qualified_name& parent, std::size_t at) {
        const auto found = new_tables.find({parent.schema, "", parent.name});
        if (found != new_tables.end()) graph.add_edge(found->second, at);
    };
    for (const auto& [name, at] : new_tables) {
        const auto& table = std::get<catalog::table>(changes[at].after);
        if (table.partition_of) after_add_of(table.partition_of->parent, at);
        for (const catalog::qualified_name& parent : table.parents) after_add_of(parent, at);
    }
}

/// Nothing happens to a table before it exists.
inline void add_new_table_edges(change_graph& graph) {
    std::map<address, std::size_t> new_tables;
    const std::vector<change>& changes = graph.changes();
    for (std::size_t at = 0; at < changes.size(); ++at)
        if (changes[at].kind == object_kind::table && changes[at].what == verb::add)
            new_tables.emplace(changes[at].at, at);
    if (new_tables.empty()) return;
    for (std::size_t at = 0; at < changes.size(); ++at) {
        const change& each = changes[at];
        const bool is_alteration = each.kind == object_kind::table && each.what == verb::alter;
        const auto found =
            new_tables.find(is_alteration ? each.at : address{each.at.schema, "", each.at.table});
        if (found != new_tables.end() && each.what != verb::drop) graph.add_edge(found->second, at);
    }
}

}  // namespace detail

}  // namespace orm::diff
