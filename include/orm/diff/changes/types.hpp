// SPDX-License-Identifier: MIT
// Differences between enums, domains, composite types and collations.
#pragma once

#include <string>
#include <vector>

#include <orm/diff/changes/same.hpp>
#include <orm/diff/comparison.hpp>
#include <orm/diff/pairing.hpp>

namespace orm::diff {

namespace detail {

/// True when `part` is `whole` with some values left out: ADD VALUE is enough to get from one to the
/// other.
inline bool is_subsequence(const std::vector<std::string>& part,
                           const std::vector<std::string>& whole) {
    std::size_t matched = 0;
    for (const std::string& value : whole)
        if (matched < part.size() && part[matched] == value) ++matched;
    return matched == part.size();
}

inline bool has_type(const catalog::column& column, const catalog::enumeration& type) {
    return column.type.schema == type.schema && column.type.name == type.name;
}

/// The columns that have this type before and after.
inline std::vector<enum_use> uses_of(const comparison& run, const catalog::enumeration& type) {
    std::vector<enum_use> uses;
    for (const catalog::table& table : run.from.tables) {
        const catalog::table* after = nullptr;
        for (const catalog::column& column : table.columns) {
            if (!has_type(column, type)) continue;
            if (after == nullptr) after = catalog::find(run.to.tables, table.schema, table.name);
            if (after == nullptr) break;
            const catalog::column* kept = catalog::find(after->columns, column.name);
            if (kept != nullptr && has_type(*kept, type))
                uses.push_back({table.schema, table.name, column, *kept});
        }
    }
    return uses;
}

/// Goes back through the renames of this comparison: the name that a column has before them.
inline void go_back(const comparison& run, enum_use& use) {
    for (auto change = run.changes.rbegin(); change != run.changes.rend(); ++change) {
        if (change->what != verb::rename && change->what != verb::move) continue;
        if (change->kind == object_kind::column &&
            change->to == address{use.schema, use.table, use.after.name})
            use.before.name = use.after.name = change->at.name;
        if (change->kind == object_kind::table && change->to == address{use.schema, "", use.table})
            use.schema = change->at.schema, use.table = change->at.name;
        if (change->kind == object_kind::schema && change->to.name == use.schema)
            use.schema = change->at.name;
    }
}

/// New values are added before anything is renamed or dropped; the way back meets the columns as they
/// are then.
inline std::vector<enum_use> early_uses_of(const comparison& run,
                                           const catalog::enumeration& type) {
    std::vector<enum_use> uses;
    for (const catalog::table& table : run.from.tables)
        for (const catalog::column& column : table.columns)
            if (has_type(column, type) && !table.is_external) {
                uses.push_back({table.schema, table.name, column, column});
                go_back(run, uses.back());
            }
    return uses;
}

inline void compare_enum(comparison& run, const catalog::enumeration& from,
                         const catalog::enumeration& to) {
    const address at{to.schema, "", to.name};
    if (from.values == to.values) {
        if (from.comment != to.comment)
            run.add(altered(object_kind::enumeration, at, used_enum{from, {}}, used_enum{to, {}},
                            {"comment"}));
        return;
    }
    if (is_subsequence(from.values, to.values)) {
        const used_enum before{from, early_uses_of(run, from)};
        run.add(
            altered(object_kind::enumeration, at, before, used_enum{to, before.uses}, {"values"}));
        return;
    }
    const used_enum before{from, uses_of(run, from)};
    const used_enum after{to, before.uses};
    run.recreated_enums.insert({to.schema, to.name});
    run.add(recreated(object_kind::enumeration, at, before, after, {"values"}));
}

inline std::vector<std::string> differing_aspects(const catalog::domain& from,
                                                  const catalog::domain& to) {
    return aspect_list()
        .note(from.base == to.base, "type")
        .note(from.collation == to.collation, "collation")
        .note(from.is_not_null == to.is_not_null, "not_null")
        .note(same_default(from.default_expression, to.default_expression), "default")
        .note(from.checks == to.checks, "checks")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::composite& from,
                                                  const catalog::composite& to) {
    return aspect_list()
        .note(from.fields == to.fields, "fields")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::collation& from,
                                                  const catalog::collation& to) {
    return aspect_list()
        .note(from.definition == to.definition, "definition")
        .note(from.comment == to.comment, "comment")
        .take();
}

/// Adds, drops and alters the objects of one list that have no stages of their own.
template <class Object, class Key, class Aspects>
void find_plain_changes(comparison& run, object_kind kind, const std::vector<Object>& from,
                        const std::vector<Object>& to, const Key& key, const Aspects& aspects_of,
                        verb for_difference = verb::alter) {
    const pairing pairs = pair_by_name(from, to, key);
    for (const std::size_t at : pairs.created) run.add(added(kind, key(to[at]), to[at]));
    for (const std::size_t at : pairs.dropped) run.add(dropped(kind, key(from[at]), from[at]));
    for (const auto& [before, after] : pairs.both) {
        std::vector<std::string> aspects = aspects_of(from[before], to[after]);
        if (aspects.empty()) continue;
        change found = altered(kind, key(to[after]), from[before], to[after], std::move(aspects));
        if (!found.is_only("comment")) found.what = for_difference;
        run.add(std::move(found));
    }
}

}  // namespace detail

/// Runs after the renames and before the columns, which must know about replaced enums.
inline void find_type_changes(comparison& run) {
    const address_in_schema key;
    const pairing enums = pair_by_name(run.from.enums, run.to.enums, key);
    for (const std::size_t at : enums.created)
        run.add(added(object_kind::enumeration, key(run.to.enums[at]),
                      used_enum{run.to.enums[at], {}}));
    for (const std::size_t at : enums.dropped)
        run.add(dropped(object_kind::enumeration, key(run.from.enums[at]),
                        used_enum{run.from.enums[at], {}}));
    for (const auto& [from, to] : enums.both)
        detail::compare_enum(run, run.from.enums[from], run.to.enums[to]);
    const auto aspects = [](const auto& from, const auto& to) {
        return detail::differing_aspects(from, to);
    };
    detail::find_plain_changes(run, object_kind::domain, run.from.domains, run.to.domains, key,
                               aspects);
    detail::find_plain_changes(run, object_kind::composite, run.from.composites, run.to.composites,
                               key, aspects);
    detail::find_plain_changes(run, object_kind::collation, run.from.collations, run.to.collations,
                               key, aspects, verb::recreate);
}

}  // namespace orm::diff
