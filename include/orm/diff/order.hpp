// SPDX-License-Identifier: MIT
// The one order in which changes run: by rank, except where one change needs another to be done.
#pragma once

#include <utility>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/change_graph.hpp>
#include <orm/diff/reader_edges.hpp>
#include <orm/diff/table_edges.hpp>

namespace orm::diff {

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
