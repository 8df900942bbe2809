// SPDX-License-Identifier: MIT
// What the readers of tables and of their members share.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include <orm/catalog/database.hpp>
#include <orm/inspect/server/queries.hpp>
#include <orm/inspect/server/types.hpp>

namespace orm::inspect::detail {

/// Where a relation is in the catalog that is being read.
struct place {
    std::size_t position = 0;
    bool is_view = false;
};

/// Tables and materialized views by the text of their oid. The queries share one snapshot, so an oid
/// that one query gives is known to the others.
using relation_places = std::map<std::string, place>;

/// The relations of these kinds that are the user's own. `c` is pg_class, `n` its schema.
inline std::string relation_filter(std::string_view kinds) {
    return " c.relkind in (" + std::string(kinds) + ") and" + std::string(user_schemas) + "and" +
           not_of_extension("pg_class", "c.oid");
}

/// The table of this oid, or nullptr when it is a view or not the user's own.
inline catalog::table* table_at(catalog::database& of, const relation_places& places,
                                const std::string& oid) {
    const auto found = places.find(oid);
    if (found == places.end() || found->second.is_view) return nullptr;
    return &of.tables[found->second.position];
}

}  // namespace orm::inspect::detail
