// SPDX-License-Identifier: MIT
// as<Struct>(): which column, extra or relation fills which member, found by names.
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/meta/aggregate.hpp>
#include <orm/relations/layout.hpp>

namespace orm::detail {

// --- what fills a member -----------------------------------------------------------------------

enum class member_source : unsigned char { column, extra, relation, nothing };

struct member_match {
    member_source source = member_source::nothing;
    /// Which column, extra or relation.
    std::size_t index = 0;
    /// The cell that a column or an extra is read from.
    std::size_t cell = 0;
};

/// The names of a table's columns in C++.
template <class Columns>
using column_fields = meta::detail::names_of<
    decltype(meta::bindings<column_count<Columns>>::template pointers<Columns>())>;

template <class Item>
inline constexpr std::string_view extra_name{};
template <fixed_string Name, class Facts>
inline constexpr std::string_view extra_name<extra_item<Name, Facts>> = Name.view();

template <class Relation>
inline constexpr std::string_view relation_name = Relation::name.view();

constexpr std::size_t position_of(std::string_view name, const std::string_view* names,
                                  std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (!name.empty() && names[i] == name) return i;
    return count;
}

/// Names with one entry more, for an empty list is no array.
template <std::size_t Count>
struct name_list {
    std::string_view names[Count + 1];
    static constexpr std::size_t size = Count;

    constexpr std::size_t find(std::string_view name) const {
        return position_of(name, names, Count);
    }
};

template <class Items>
struct names_of_extras;
template <class... Items>
struct names_of_extras<shape<Items...>> {
    static constexpr name_list<sizeof...(Items)> value{{extra_name<Items>...}};
};
template <class Relations>
struct names_of_relations;
template <class... Relations>
struct names_of_relations<std::tuple<Relations...>> {
    static constexpr name_list<sizeof...(Relations)> value{{relation_name<Relations>...}};
};

template <std::size_t Count>
struct member_matches {
    member_match members[Count];
    std::size_t column_count = 0;
};

/// Finds matches by name. Bound once: clang knows the size of the arrays only then.
template <class Level>
struct name_search {
    using columns = typename Level::model::columns;
    static constexpr std::size_t width = column_count<columns>;
    static constexpr const auto& fields = column_fields<columns>::list;
    static constexpr const auto& extras =
        names_of_extras<typename Level::extras_type::items>::value;
    static constexpr const auto& relations =
        names_of_relations<typename Level::relations_type>::value;

    /// How many columns were matched so far.
    std::size_t column_cells = 0;
    std::size_t next_unnamed = 0;

    constexpr member_match match(std::string_view name) {
        const std::size_t extra = extras.find(name);
        if (extra != extras.size) return {member_source::extra, extra, 0};
        const std::size_t relation = relations.find(name);
        if (relation != relations.size) return {member_source::relation, relation, 0};
        const std::size_t column = position_of(name, fields, width);
        if (column != width) return {member_source::column, column, column_cells++};
        while (next_unnamed < relations.size && !relations.names[next_unnamed].empty())
            ++next_unnamed;
        if (next_unnamed < relations.size) return {member_source::relation, next_unnamed++, 0};
        return {};
    }
};

/// A member takes the column, extra or relation that has its name; relations without a name take the
/// members that are left, in their order.
template <class Struct, class Level>
constexpr auto match_members() {
    constexpr const auto& names = meta::field_names<Struct>::list;
    member_matches<meta::field_count<Struct>> made{};
    name_search<Level> search;
    for (std::size_t i = 0; i < meta::field_count<Struct>; ++i)
        made.members[i] = search.match(names[i]);
    made.column_count = search.column_cells;
    for (member_match& match : made.members)
        if (match.source == member_source::extra) match.cell = made.column_count + match.index;
    return made;
}

template <class Struct, class Level>
inline constexpr auto matches = match_members<Struct, Level>();

/// The member that a relation fills; the number of members when there is none.
template <class Struct, class Level>
constexpr std::size_t member_for_relation(std::size_t relation) {
    std::size_t at = 0;
    for (const member_match& match : matches<Struct, Level>.members) {
        if (match.source == member_source::relation && match.index == relation) return at;
        ++at;
    }
    return at;
}

}  // namespace orm::detail
