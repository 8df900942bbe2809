// SPDX-License-Identifier: MIT
// What must be done before what: views, generated columns and enums.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/change_graph.hpp>
#include <orm/diff/text.hpp>

namespace orm::diff {

namespace detail {

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

}  // namespace orm::diff
