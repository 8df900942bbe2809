// SPDX-License-Identifier: MIT
// as<Struct>(): the cells of a struct and how a whole one is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/relations/struct_parts.hpp>

namespace orm::detail {

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
