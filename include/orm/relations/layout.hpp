// SPDX-License-Identifier: MIT
// The C++ row of a level: a plain row, a tuple of row and related rows, or a struct by names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

#include <orm/relations/key_index.hpp>
#include <orm/relations/level.hpp>
#include <orm/relations/relation.hpp>
#include <orm/session/check_columns.hpp>
#include <orm/session/decode.hpp>

namespace orm::detail {

/// The answers of a find, and which rows belong together.
struct loaded_level {
    driver::postgres::result answer;
    key_index index;
};
struct loaded_levels {
    loaded_level* levels;
    /// The level that is decoded, for errors.
    std::size_t current = 0;
};

ORM_COLD [[noreturn]] inline void throw_missing_related(loaded_levels& from, std::size_t level) {
    from.current = level;
    error_details details;
    details.message =
        "a row refers to a related row that is not there: deleted while the rows were loaded, or not "
        "held by a foreign key. Load both in one db.transaction() with isolation repeatable_read, or "
        "declare the relation .optional()";
    throw no_rows(std::move(details));
}

// --- cells -------------------------------------------------------------------------------------

template <class Item>
struct item_width {
    static constexpr std::size_t value = 1;
};
template <class Model>
struct item_width<table_item<Model>> {
    static constexpr std::size_t value = model_columns<Model>::size;
};

/// One item of a row that is read from cells.
template <class Item, class Sources, std::size_t Cell>
struct cell_part {
    using type = typename Item::template row<Sources>;

    static type read(loaded_levels& from, std::size_t level, std::uint32_t row) {
        from.current = level;
        cell_cursor at{{from.levels[level].answer, row}, static_cast<int>(Cell)};
        if constexpr (requires { typename Item::facts_type; })
            return item_reader<cell_item<typename Item::facts_type>, Sources>::read(at);
        else return item_reader<Item, Sources>::read(at);
    }
};

template <class Sources, std::size_t Cell, class... Items>
struct cell_parts {
    using type = type_list<>;
    static constexpr std::size_t width = 0;
};
template <class Sources, std::size_t Cell, class First, class... Rest>
struct cell_parts<Sources, Cell, First, Rest...> {
    using rest = cell_parts<Sources, Cell + item_width<First>::value, Rest...>;
    static constexpr std::size_t width = item_width<First>::value + rest::width;

    template <class List>
    struct prepend;
    template <class... Parts>
    struct prepend<type_list<Parts...>> {
        using type = type_list<cell_part<First, Sources, Cell>, Parts...>;
    };
    using type = typename prepend<typename rest::type>::type;
};

// --- related rows ------------------------------------------------------------------------------

template <class Level, class Into>
struct layout;

/// How many statements a level and everything below it takes.
template <class Level>
inline constexpr std::size_t statement_count = 1;
template <class Sources, class Columns, class Extras, class Clauses, class... Relations>
inline constexpr std::size_t
    statement_count<level_query<Sources, Columns, Extras, Clauses, std::tuple<Relations...>>> =
        (1 + ... + statement_count<typename Relations::level_type>);

/// The statement of relation number At, counted from its parent's.
template <std::size_t At, class... Relations>
constexpr std::size_t statement_offset() {
    constexpr std::size_t sizes[] = {statement_count<typename Relations::level_type>..., 0};
    std::size_t offset = 1;
    for (std::size_t i = 0; i < At; ++i) offset += sizes[i];
    return offset;
}

template <class Layout>
struct layout_row_in_place {
    loaded_levels& from;
    std::size_t level;
    std::uint32_t row;

    // NOLINTNEXTLINE(google-explicit-constructor): the conversion is the construction.
    operator typename Layout::row() const { return Layout::read(from, level, row); }
};

/// The related rows of one relation. Offset: its statement, counted from the parent's.
template <class Relation, std::size_t Offset, class Into>
struct related_part {
    using child = layout<typename Relation::level_type, Into>;
    using child_row = typename child::row;
    using type = std::conditional_t<
        Relation::may_have_several_rows, std::vector<child_row>,
        std::conditional_t<Relation::is_required, child_row, std::optional<child_row>>>;

    static type read(loaded_levels& from, std::size_t parent, std::uint32_t row) {
        const std::size_t level = parent + Offset;
        const key_index::range found = from.levels[level].index.children_of(row);
        if constexpr (Relation::may_have_several_rows) {
            type rows;
            rows.reserve(found.size());
            for (const std::uint32_t* at = found.first; at != found.last; ++at)
                rows.emplace_back(layout_row_in_place<child>{from, level, *at});
            return rows;
        } else if constexpr (Relation::is_required) {
            if (found.size() == 0) throw_missing_related(from, level);
            return child::read(from, level, *found.first);
        } else {
            type one;
            if (found.size() != 0)
                one.emplace(layout_row_in_place<child>{from, level, *found.first});
            return one;
        }
    }
};

template <class Indices, class... Relations>
struct related_parts;
template <std::size_t... At, class... Relations>
struct related_parts<std::index_sequence<At...>, Relations...> {
    using type =
        type_list<related_part<Relations, statement_offset<At, Relations...>(), no_struct>...>;
};

template <class First, class Second>
struct joined_parts;
template <class... First, class... Second>
struct joined_parts<type_list<First...>, type_list<Second...>> {
    using type = type_list<First..., Second...>;
};

/// Converts to a part where it is needed, so that a tuple builds it in its place.
template <class Part>
struct part_in_place {
    loaded_levels& from;
    std::size_t level;
    std::uint32_t row;

    // NOLINTNEXTLINE(google-explicit-constructor): the conversion is the construction.
    operator typename Part::type() const { return Part::read(from, level, row); }
};

template <class Parts>
struct row_of_parts;
template <class Only>
struct row_of_parts<type_list<Only>> {
    using row = typename Only::type;
    static row read(loaded_levels& from, std::size_t level, std::uint32_t at) {
        return Only::read(from, level, at);
    }
};
template <class First, class Second, class... Rest>
struct row_of_parts<type_list<First, Second, Rest...>> {
    using row = std::tuple<typename First::type, typename Second::type, typename Rest::type...>;
    static row read(loaded_levels& from, std::size_t level, std::uint32_t at) {
        return row(part_in_place<First>{from, level, at}, part_in_place<Second>{from, level, at},
                   part_in_place<Rest>{from, level, at}...);
    }
};

// --- layouts -----------------------------------------------------------------------------------

template <std::size_t Width>
struct identity_cells {
    std::int16_t cells[Width];

    constexpr identity_cells() : cells{} {
        for (std::size_t i = 0; i < Width; ++i) cells[i] = static_cast<std::int16_t>(i);
    }
};
template <std::size_t Width>
inline constexpr identity_cells<Width> cells_of_whole_row{};

template <class Facts>
void check_part(column_check& columns, std::type_identity<cell_item<Facts>>) {
    columns.next<typename Facts::sql_type>();
}
template <fixed_string Name, class Facts>
void check_part(column_check& columns, std::type_identity<extra_item<Name, Facts>>) {
    columns.next<typename Facts::sql_type>();
}
template <class Model>
void check_part(column_check& columns, std::type_identity<table_item<Model>>) {
    check_types(columns, typename column_types<table_item<Model>>::type{});
}

/// Without as<Struct>(): the columns, the extras and the related rows, flat in one tuple; a single part
/// stands by itself.
template <class Level, class ColumnItems, class ExtraItems, class Relations>
struct plain_layout;
template <class Level, class... Chosen, class... Extras, class... Relations>
struct plain_layout<Level, shape<Chosen...>, shape<Extras...>, std::tuple<Relations...>> {
    using sources = typename Level::sources;
    using cells = cell_parts<sources, 0, Chosen..., Extras...>;
    using related =
        typename related_parts<std::index_sequence_for<Relations...>, Relations...>::type;
    using parts = row_of_parts<typename joined_parts<typename cells::type, related>::type>;
    using row = typename parts::row;
    static constexpr std::size_t width = cells::width;

    static constexpr const std::int16_t* cell_of() {
        if constexpr (Level::columns_type::is_whole)
            return cells_of_whole_row<model_columns<typename Level::model>::size>.cells;
        else return nullptr;
    }

    static row read(loaded_levels& from, std::size_t level, std::uint32_t at) {
        return parts::read(from, level, at);
    }
    static void check(column_check& columns) {
        (check_part(columns, std::type_identity<Chosen>{}), ...);
        (check_part(columns, std::type_identity<Extras>{}), ...);
    }
    static void visit(const Level& level, outline& statement) {
        level.columns.visit(statement);
        statement.run(level.extras.sql.begin(), level.extras.sql.end());
    }
    static void bind(const Level& level, outline& statement) {
        level.columns.bind(statement);
        level.extras.values.bind(statement);
    }
    /// The struct of the rows of relation At; none here.
    template <std::size_t At>
    using into_of = no_struct;
};

template <class Level>
struct layout<Level, no_struct>
    : plain_layout<Level, typename Level::columns_type::items, typename Level::extras_type::items,
                   typename Level::relations_type> {};

}  // namespace orm::detail
