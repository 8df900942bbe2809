// SPDX-License-Identifier: MIT
// The one order in which changes run: by rank, except where one change needs another to be done.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/rank.hpp>
#include <orm/diff/text.hpp>

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

/// The changes as nodes of a graph; add_edge(a, b) says that a runs before b.
class change_graph {
public:
    explicit change_graph(std::vector<change> changes)
        : changes_(std::move(changes)),
          followers_(changes_.size()),
          waits_for_(changes_.size(), 0) {}

    const std::vector<change>& changes() const { return changes_; }

    void add_edge(std::size_t first, std::size_t then) {
        if (first == then) return;
        followers_[first].push_back(then);
        ++waits_for_[then];
    }

    /// Always takes the ready change of the smallest rank; in a cycle, the one of the smallest rank.
    std::vector<change> sorted() {
        std::set<std::pair<int, std::size_t>> ready;
        std::set<std::pair<int, std::size_t>> waiting;
        for (std::size_t at = 0; at < changes_.size(); ++at)
            (waits_for_[at] == 0 ? ready : waiting).insert({rank(changes_[at]), at});
        std::vector<change> result;
        while (!ready.empty() || !waiting.empty()) {
            auto& source = ready.empty() ? waiting : ready;
            const std::size_t next = source.begin()->second;
            source.erase(source.begin());
            result.push_back(std::move(changes_[next]));
            for (const std::size_t follower : followers_[next]) {
                if (--waits_for_[follower] != 0) continue;
                const std::pair<int, std::size_t> entry{ranks_.at(follower), follower};
                if (waiting.erase(entry) != 0) ready.insert(entry);
            }
        }
        return result;
    }

    void remember_ranks() {
        for (const change& each : changes_) ranks_.push_back(rank(each));
    }

private:
    std::vector<change> changes_;
    std::vector<std::vector<std::size_t>> followers_;
    std::vector<int> waits_for_;
    std::vector<int> ranks_;
};

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

/// A view is created after the views that it reads, and dropped before them.
inline void add_view_edges(change_graph& graph) {
    std::vector<std::size_t> created;
    std::vector<std::size_t> dropped;
    const std::vector<change>& changes = graph.changes();
    for (std::size_t at = 0; at < changes.size(); ++at) {
        if (changes[at].kind != object_kind::view) continue;
        if (changes[at].what == verb::add) created.push_back(at);
        if (changes[at].what == verb::drop) dropped.push_back(at);
    }
    const auto reads = [&](const object& reader, std::size_t other) {
        return mentions(std::get<catalog::view>(reader).definition, changes[other].at.name);
    };
    for (const std::size_t reader : created)
        for (const std::size_t other : created)
            if (reader != other && reads(changes[reader].after, other))
                graph.add_edge(other, reader);
    for (const std::size_t reader : dropped)
        for (const std::size_t other : dropped)
            if (reader != other && reads(changes[reader].before, other))
                graph.add_edge(reader, other);
}

/// Generated columns come after the columns that they read, and go before them.
inline void add_generation_edges(change_graph& graph) {
    const std::vector<change>& changes = graph.changes();
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_table;
    for (std::size_t at = 0; at < changes.size(); ++at)
        if (changes[at].kind == object_kind::column && changes[at].what != verb::rename)
            by_table[{changes[at].at.schema, changes[at].at.table}].push_back(at);
    for (const auto& [table, members] : by_table)
        for (const std::size_t reader : members) {
            const bool is_new = changes[reader].what == verb::add;
            if (!is_new && changes[reader].what != verb::drop) continue;
            const auto& column =
                std::get<catalog::column>(is_new ? changes[reader].after : changes[reader].before);
            if (!column.generated) continue;
            for (const std::size_t other : members) {
                const bool is_relevant = changes[other].what == changes[reader].what ||
                                         changes[other].what == verb::alter;
                if (other == reader || !is_relevant) continue;
                if (!mentions(column.generated->expression, changes[other].at.name)) continue;
                is_new ? graph.add_edge(other, reader) : graph.add_edge(reader, other);
            }
        }
}

/// True when the change makes something of this type.
inline bool makes_use_of(const change& of, const std::pair<std::string, std::string>& type) {
    const auto has_type = [&](const catalog::column& column) {
        return column.type.schema == type.first && column.type.name == type.second;
    };
    if (of.what != verb::add) return false;
    if (const auto* column = std::get_if<catalog::column>(&of.after)) return has_type(*column);
    if (const auto* table = std::get_if<catalog::table>(&of.after))
        return std::any_of(table->columns.begin(), table->columns.end(), has_type);
    return false;
}

/// A generated column that reads an enum goes before the enum is replaced, and comes back after.
inline void add_generated_over_enum_edge(change_graph& graph, std::size_t at,
                                         std::size_t replacement) {
    const change& each = graph.changes()[at];
    const auto* column =
        std::get_if<catalog::column>(each.what == verb::add ? &each.after : &each.before);
    if (column == nullptr || !column->generated) return;
    for (const enum_use& use : std::get<used_enum>(graph.changes()[replacement].before).uses) {
        if (use.schema != each.at.schema || use.table != each.at.table) continue;
        if (!mentions(column->generated->expression, use.after.name)) continue;
        if (each.what == verb::add) graph.add_edge(replacement, at);
        if (each.what == verb::drop) graph.add_edge(at, replacement);
    }
}

/// Columns leave an enum before it is replaced, and new ones come after.
inline void add_enum_edges(change_graph& graph) {
    const std::vector<change>& changes = graph.changes();
    std::map<std::pair<std::string, std::string>, std::size_t> replaced;
    for (std::size_t at = 0; at < changes.size(); ++at)
        if (changes[at].kind == object_kind::enumeration && changes[at].what == verb::recreate)
            replaced.emplace(std::pair{changes[at].at.schema, changes[at].at.name}, at);
    if (replaced.empty()) return;
    for (std::size_t at = 0; at < changes.size(); ++at) {
        for (const auto& [type, replacement] : replaced) {
            if (makes_use_of(changes[at], type)) graph.add_edge(replacement, at);
            add_generated_over_enum_edge(graph, at, replacement);
        }
        const auto* column = std::get_if<catalog::column>(&changes[at].before);
        if (column == nullptr) continue;
        const auto found = replaced.find({column->type.schema, column->type.name});
        if (found == replaced.end()) continue;
        const auto* after = std::get_if<catalog::column>(&changes[at].after);
        const bool leaves = after == nullptr || after->type != column->type;
        if (leaves && changes[at].what != verb::rename) graph.add_edge(at, found->second);
    }
}

}  // namespace detail

/// Sorts changes for execution. Equal ranks keep the order in which they were found, so the same two
/// catalogs always give the same order.
inline std::vector<change> order(std::vector<change> changes) {
    detail::change_graph graph(std::move(changes));
    graph.remember_ranks();
    detail::add_name_edges(graph);
    detail::add_primary_key_edges(graph);
    detail::add_table_drop_edges(graph);
    detail::add_inheritance_edges(graph);
    detail::add_new_table_edges(graph);
    detail::add_view_edges(graph);
    detail::add_generation_edges(graph);
    detail::add_enum_edges(graph);
    return graph.sorted();
}

}  // namespace orm::diff
