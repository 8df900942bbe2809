// SPDX-License-Identifier: MIT
// First stage: decides about renames and moves, from the outermost objects inwards.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/apply_rename.hpp>
#include <orm/diff/comparison.hpp>
#include <orm/diff/pairing.hpp>

namespace orm::diff {

namespace detail {

/// Records a new name and a new schema as two changes: the object carries its value for DDL.
///
/// A table is renamed in its old schema and then moved; types move first (Drizzle's order).
inline void add_rename_and_move(comparison& run, object_kind kind, const address& before,
                                const address& after, const object& value, bool moves_first) {
    address between = before;
    (moves_first ? between.schema : between.name) = moves_first ? after.schema : after.name;
    const bool is_renamed = before.name != after.name;
    const bool is_moved = before.schema != after.schema;
    const auto rename = [&](const address& at, const address& to) {
        if (is_renamed) run.add(renamed(kind, at, to, value));
    };
    const auto move = [&](const address& at, const address& to) {
        if (is_moved) run.add(moved(kind, at, to, value));
    };
    if (moves_first) move(before, between), rename(between, after);
    else rename(before, between), move(between, after);
    run.remember_rename(before, after);
}

/// Decides about one list of the catalog. `apply(before, after)` carries the rename through `from`.
template <class Object, class Key, class Apply>
void resolve(comparison& run, object_kind kind, const std::vector<Object>& from,
             const std::vector<Object>& to, const Key& key, bool moves_first, const Apply& apply) {
    pairing pairs = pair_by_name(from, to, key);
    std::vector<std::pair<address, address>> decided;
    std::vector<object> values;
    for (const auto& [before, after] : ask_for_renames(run.decide, kind, pairs, from, to, key)) {
        decided.emplace_back(key(from[before]), key(to[after]));
        if constexpr (std::is_same_v<Object, catalog::enumeration>)
            values.push_back(used_enum{from[before], {}});
        else values.push_back(from[before]);
    }
    for (std::size_t at = 0; at < decided.size(); ++at) {
        add_rename_and_move(run, kind, decided[at].first, decided[at].second, values[at],
                            moves_first);
        apply(decided[at].first, decided[at].second);
    }
}

inline catalog::qualified_name qualified(const address& of) { return {of.schema, of.name}; }

template <class Object>
void rename_in_list(std::vector<Object>& objects, const address& before, const address& after) {
    for (Object& each : objects)
        if (each.schema == before.schema && each.name == before.name)
            each.schema = after.schema, each.name = after.name;
}

inline void resolve_schemas(comparison& run) {
    resolve(run, object_kind::schema, run.from.schemas, run.to.schemas, address_in_cluster{}, false,
            [&](const address& before, const address& after) {
                apply_schema_rename(run.from, before.name, after.name);
            });
}

inline void resolve_roles(comparison& run) {
    resolve(run, object_kind::role, run.from.roles, run.to.roles, address_in_cluster{}, false,
            [&](const address& before, const address& after) {
                for (catalog::role& role : run.from.roles)
                    replace(role.name, before.name, after.name);
                for (catalog::table& table : run.from.tables)
                    for (catalog::policy& policy : table.policies)
                        replace_all(policy.roles, before.name, after.name);
                for (catalog::privilege& each : run.from.privileges) {
                    replace(each.grantee, before.name, after.name);
                    replace(each.grantor, before.name, after.name);
                }
            });
}

template <class Object>
void resolve_types(comparison& run, object_kind kind, std::vector<Object>& from,
                   const std::vector<Object>& to) {
    resolve(run, kind, from, to, address_in_schema{}, true,
            [&](const address& before, const address& after) {
                rename_in_list(from, before, after);
                apply_type_rename(run.from, qualified(before), qualified(after));
            });
}

inline void resolve_sequences(comparison& run) {
    resolve(run, object_kind::sequence, run.from.sequences, run.to.sequences, address_in_schema{},
            true, [&](const address& before, const address& after) {
                rename_in_list(run.from.sequences, before, after);
            });
}

/// A snapshot may still speak of a renamed table by its old name, although it lists the new one:
/// what it says is about the new one.
inline void follow_stale_name(catalog::database& to, const address& before, const address& after) {
    if (const auto* stale = catalog::find(to.tables, before.schema, before.name);
        stale == nullptr || !stale->is_external || stale->columns.empty())
        return;
    apply_table_rename(to, qualified(before), qualified(after));
    const auto is_named = [&](const catalog::table& table) {
        return table.schema == after.schema && table.name == after.name;
    };
    const auto empty = std::find_if(
        to.tables.begin(), to.tables.end(),
        [&](const catalog::table& table) { return is_named(table) && table.columns.empty(); });
    if (empty == to.tables.end()) return;
    const bool has_row_security = empty->has_row_security;
    to.tables.erase(empty);
    const auto kept = std::find_if(to.tables.begin(), to.tables.end(), is_named);
    kept->is_external = false;
    kept->has_row_security = has_row_security;
}

/// Only tables that are managed on both sides can be renamed.
inline void resolve_tables(comparison& run) {
    const auto managed = [](const std::vector<catalog::table>& tables) {
        std::vector<catalog::table> result;
        for (const catalog::table& table : tables) {
            if (table.is_external) continue;
            catalog::table name_only;
            name_only.schema = table.schema;
            name_only.name = table.name;
            result.push_back(std::move(name_only));
        }
        return result;
    };
    resolve(run, object_kind::table, managed(run.from.tables), managed(run.to.tables),
            address_in_schema{}, false, [&](const address& before, const address& after) {
                apply_table_rename(run.from, qualified(before), qualified(after));
                follow_stale_name(run.to, before, after);
            });
}

inline void resolve_columns_of(comparison& run, const catalog::table& from,
                               const catalog::table& to) {
    const address_in_table key{to.schema, to.name};
    const catalog::qualified_name owner{to.schema, to.name};
    resolve(run, object_kind::column, from.columns, to.columns, key, false,
            [&](const address& before, const address& after) {
                apply_column_rename(run.from, owner, before.name, after.name);
            });
}

inline void resolve_columns(comparison& run) {
    const pairing pairs = pair_by_name(run.from.tables, run.to.tables, address_in_schema{});
    for (const auto& [from, to] : pairs.both)
        resolve_columns_of(run, run.from.tables[from], run.to.tables[to]);
}

inline void resolve_views(comparison& run) {
    resolve(run, object_kind::view, run.from.views, run.to.views, address_in_schema{}, false,
            [&](const address& before, const address& after) {
                rename_in_list(run.from.views, before, after);
                for (catalog::view& view : run.from.views)
                    view.definition = with_renamed(view.definition, before.name, after.name);
            });
}

}  // namespace detail

/// Asks about everything that exists on one side only, and rewrites `from` accordingly.
inline void resolve_renames(comparison& run) {
    detail::resolve_schemas(run);
    detail::resolve_roles(run);
    detail::resolve_types(run, object_kind::enumeration, run.from.enums, run.to.enums);
    detail::resolve_types(run, object_kind::domain, run.from.domains, run.to.domains);
    detail::resolve_types(run, object_kind::composite, run.from.composites, run.to.composites);
    detail::resolve_sequences(run);
    detail::resolve_tables(run);
    detail::resolve_columns(run);
    detail::resolve_views(run);
}

}  // namespace orm::diff
