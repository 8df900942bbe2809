// SPDX-License-Identifier: MIT
// as<Struct>(): plain nested structs, filled by the names of their members.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

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

/// A member takes the column, extra or relation that has its name; relations without a name take the
/// members that are left, in their order.
template <class Struct, class Level>
constexpr auto match_members() {
    constexpr std::size_t count = meta::field_count<Struct>;
    using columns = typename Level::model::columns;
    constexpr auto& extras = names_of_extras<typename Level::extras_type::items>::value;
    constexpr auto& relations = names_of_relations<typename Level::relations_type>::value;
    constexpr std::size_t width = column_count<columns>;
    member_matches<count> made{};
    std::size_t unnamed = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view name = meta::field_names<Struct>::list[i];
        const std::size_t column = position_of(name, column_fields<columns>::list, width);
        const std::size_t extra = extras.find(name);
        const std::size_t relation = relations.find(name);
        if (extra != extras.size) made.members[i] = {member_source::extra, extra, 0};
        else if (relation != relations.size)
            made.members[i] = {member_source::relation, relation, 0};
        else if (column != width)
            made.members[i] = {member_source::column, column, made.column_count++};
        else {
            while (unnamed < relations.size && !relations.names[unnamed].empty()) ++unnamed;
            if (unnamed < relations.size) made.members[i] = {member_source::relation, unnamed++, 0};
        }
    }
    for (member_match& match : made.members)
        if (match.source == member_source::extra) match.cell = made.column_count + match.index;
    return made;
}

template <class Struct, class Level>
inline constexpr auto matches = match_members<Struct, Level>();

// --- the parts of a struct ---------------------------------------------------------------------

template <class Pointers, std::size_t At>
struct member_at;
template <auto... Pointers, std::size_t At>
struct member_at<meta::field_pointers<Pointers...>, At> {
    using type = std::tuple_element_t<At, std::tuple<std::type_identity<column_at<Pointers>>...>>;
};
template <class Struct, std::size_t At>
using member_type = typename member_at<
    decltype(meta::bindings<meta::field_count<Struct>>::template pointers<Struct>()),
    At>::type::type;

/// A member's name as a template argument, which compilers print.
template <class Struct, std::size_t At>
constexpr auto printed_name() {
    constexpr std::string_view name = meta::field_names<Struct>::list[At];
    fixed_string<name.size()> made;
    for (std::size_t i = 0; i < name.size(); ++i) made.text[i] = name[i];
    return made;
}

/// The struct of related rows that a member holds.
template <class Member>
struct held_row {
    using type = Member;
};
template <class Row>
struct held_row<std::vector<Row>> {
    using type = Row;
};
template <class Row>
struct held_row<std::optional<Row>> {
    using type = Row;
};

template <class Member, class Value>
concept takes_value = requires(Value&& value) { new Member[1]{static_cast<Value&&>(value)}; };

template <class List, std::size_t At>
struct type_at;
template <class... Types, std::size_t At>
struct type_at<type_list<Types...>, At> : std::tuple_element<At, std::tuple<Types...>> {};
template <class... Items, std::size_t At>
struct type_at<shape<Items...>, At> : std::tuple_element<At, std::tuple<Items...>> {};

/// Struct of the rows of a relation: none when the member holds the rows as the relation gives them.
template <class Relation, class Member>
struct into_for {
    using plain = typename layout<typename Relation::level_type, no_struct>::row;
    using held = typename held_row<Member>::type;
    using type = std::conditional_t<std::is_same_v<plain, held>, no_struct, held>;
};

template <class Struct, class Level, std::size_t At, member_source Source>
struct member_part;

template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::column> {
    static constexpr member_match match = matches<Struct, Level>.members[At];
    using column = typename type_at<model_columns<typename Level::model>, match.index>::type;
    using part =
        cell_part<cell_item<typename column::facts_type>, typename Level::sources, match.cell>;
    using sql_type = typename column::sql_type;
};
template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::extra> {
    static constexpr member_match match = matches<Struct, Level>.members[At];
    using item = typename type_at<typename Level::extras_type::items, match.index>::type;
    using part = cell_part<item, typename Level::sources, match.cell>;
};
template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::relation> {
    static constexpr member_match match = matches<Struct, Level>.members[At];
    using relation = std::tuple_element_t<match.index, typename Level::relations_type>;
    using into = typename into_for<relation, member_type<Struct, At>>::type;

    template <class... Relations>
    static constexpr std::size_t offset(std::type_identity<std::tuple<Relations...>>) {
        return statement_offset<match.index, Relations...>();
    }
    using part =
        related_part<relation, offset(std::type_identity<typename Level::relations_type>{}), into>;
};
template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::nothing> {
    static constexpr auto name = printed_name<Struct, At>();
    using held = typename held_row<member_type<Struct, At>>::type;
    static constexpr bool is_cycle =
        std::is_same_v<held, Struct> && !std::is_same_v<member_type<Struct, At>, Struct>;

    /// A part that only names the mistake.
    struct part {
        using type = member_type<Struct, At>;
        static type read(loaded_levels&, std::size_t, std::uint32_t) {
            throw error("a member of the struct has no source");
        }
    };
};

template <class Struct, class Level, std::size_t At>
using part_of_member = member_part<Struct, Level, At, matches<Struct, Level>.members[At].source>;

// --- rules -------------------------------------------------------------------------------------

template <class Struct, class Level, std::size_t At>
constexpr void check_member() {
    constexpr member_source source = matches<Struct, Level>.members[At].source;
    constexpr auto name = printed_name<Struct, At>();
    using part = part_of_member<Struct, Level, At>;
    if constexpr (source == member_source::nothing) {
        static_cast<void>(rule::struct_does_not_hold_itself<Struct, name, !part::is_cycle>{});
        static_cast<void>(rule::member_has_a_source<Struct, name, part::is_cycle>{});
    } else if constexpr (source == member_source::relation) {
        constexpr bool can_hold = std::is_class_v<typename part::into>;
        static_cast<void>(rule::member_takes_the_value<Struct, name, can_hold>{});
        if constexpr (can_hold)
            static_cast<void>(rule::member_takes_the_value<
                              Struct, name,
                              takes_value<member_type<Struct, At>, typename part::part::type>>{});
    } else {
        static_cast<void>(
            rule::member_takes_the_value<
                Struct, name, takes_value<member_type<Struct, At>, typename part::part::type>>{});
    }
}

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

template <class Struct, class Level, std::size_t... At, std::size_t... Relation>
constexpr void check_struct(std::index_sequence<At...>, std::index_sequence<Relation...>) {
    (check_member<Struct, Level, At>(), ...);
    (static_cast<void>(rule::relation_has_a_member < Struct,
                       std::tuple_element_t<Relation, typename Level::relations_type>,
                       member_for_relation<Struct, Level>(Relation) != sizeof...(At) > {}),
     ...);
    static_cast<void>(rule::struct_chooses_columns<Level::columns_type::is_whole>{});
}

// --- the layout --------------------------------------------------------------------------------

template <class Struct, class Level>
struct cells_by_column {
    static constexpr std::size_t width = model_columns<typename Level::model>::size;
    std::int16_t cells[width];

    constexpr cells_by_column() : cells{} {
        for (std::int16_t& cell : cells) cell = -1;
        for (const member_match& match : matches<Struct, Level>.members)
            if (match.source == member_source::column)
                cells[match.index] = static_cast<std::int16_t>(match.cell);
    }
};
template <class Struct, class Level>
inline constexpr cells_by_column<Struct, Level> struct_cells{};

template <class Struct, class Level, class Indices, class Extras, class Relations>
struct struct_layout;
template <class Struct, class Level, std::size_t... At, class... Extras, class... Relations>
struct struct_layout<Struct, Level, std::index_sequence<At...>, shape<Extras...>,
                     std::tuple<Relations...>> {
    using row = Struct;
    static constexpr std::size_t width = matches<Struct, Level>.column_count + sizeof...(Extras);

    static constexpr const std::int16_t* cell_of() { return struct_cells<Struct, Level>.cells; }

    static row read(loaded_levels& from, std::size_t level, std::uint32_t at) {
        return Struct{part_of_member<Struct, Level, At>::part::read(from, level, at)...};
    }
    static void check(column_check& columns) {
        (check_column<At>(columns), ...);
        (check_part(columns, std::type_identity<Extras>{}), ...);
    }
    /// The columns that the members name, in the order of the members, then the extras.
    static void visit(const Level& level, outline& statement) {
        bool is_first = true;
        for (const member_match& match : matches<Struct, Level>.members) {
            if (match.source != member_source::column) continue;
            if (!is_first) statement.run(", ");
            is_first = false;
            token column = level.columns.columns;
            column.kind = token_kind::column;
            column.name = column.names[match.index];
            column.names = nullptr;
            column.count = 0;
            statement.run(column);
        }
        // Every extra begins with a comma, which is too much for the first cell.
        const bool skips_comma = is_first && sizeof...(Extras) != 0;
        statement.run(level.extras.sql.begin() + (skips_comma ? 1 : 0), level.extras.sql.end());
    }
    static void bind(const Level& level, outline& statement) {
        level.extras.values.bind(statement);
    }
    template <std::size_t Relation>
    using into_of =
        typename into_for<std::tuple_element_t<Relation, std::tuple<Relations...>>,
                          member_type<Struct, member_for_relation<Struct, Level>(Relation)>>::type;

private:
    template <std::size_t Member>
    static void check_column(column_check& columns) {
        if constexpr (matches<Struct, Level>.members[Member].source == member_source::column)
            columns.next<typename part_of_member<Struct, Level, Member>::sql_type>();
    }
};

template <class Level, class Struct>
    requires(!std::is_same_v<Struct, no_struct>)
struct layout<Level, Struct>
    : struct_layout<Struct, Level, std::make_index_sequence<meta::field_count<Struct>>,
                    typename Level::extras_type::items, typename Level::relations_type> {};

}  // namespace orm::detail
