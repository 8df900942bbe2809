// SPDX-License-Identifier: MIT
// Two catalogs in, the changes between them out.
#pragma once

#include <utility>
#include <vector>

#include <orm/diff/changes/plain.hpp>
#include <orm/diff/changes/renames.hpp>
#include <orm/diff/changes/tables.hpp>
#include <orm/diff/changes/types.hpp>
#include <orm/diff/changes/views.hpp>
#include <orm/diff/comparison.hpp>

namespace orm::diff {

/// What compare() found.
///
/// `changes` stand in the order in which they were found; order() sorts them for execution.
/// `result` is the wanted catalog with the names that the database keeps: write it as the snapshot.
struct difference {
    std::vector<change> changes;
    std::vector<rename_answer> renames;
    catalog::database result;
};

/// Finds every change that leads from one catalog to the other.
///
/// Takes:    from, what is there; to, what is wanted; decide, who answers questions about renames.
/// Cost:     n log n in the number of objects; one copy of both catalogs.
inline difference compare(catalog::database from, catalog::database to,
                          rename_decision decide = no_renames) {
    comparison run(std::move(from), std::move(to), std::move(decide));
    resolve_renames(run);
    find_type_changes(run);
    find_plain_changes(run);
    find_table_changes(run);
    view_comparison(run).find();
    return {std::move(run.changes), std::move(run.renames), std::move(run.to)};
}

}  // namespace orm::diff
