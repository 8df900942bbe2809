// SPDX-License-Identifier: MIT
// One statement of a find without its types: how it is written, checked and keyed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <orm/relations/key_index.hpp>
#include <orm/relations/link.hpp>
#include <orm/session/check_columns.hpp>
#include <orm/types/array.hpp>

namespace orm::detail {

/// What the loader knows of the SQL type of a key column.
struct key_type {
    void (*check)(column_check&);
    std::uint32_t (*array_oid)(type_resolver*);
    /// 0 for types that the database numbers.
    std::uint32_t oid;
};

/// Domains and mapped types travel as another type, under whose OID the server describes them.
template <class Sql>
struct travelling {
    using type = Sql;
};
template <domain_type Sql>
struct travelling<Sql> : travelling<typename Sql::base_type> {};
template <stored_as_another Sql>
struct travelling<Sql> : travelling<typename Sql::stored_type> {};

template <class Sql>
struct key_type_of {
    using type = typename travelling<Sql>::type;

    static void check(column_check& columns) { columns.next<Sql>(); }
    static std::uint32_t array_oid(type_resolver* resolver) {
        if constexpr (type::array_oid != 0) return type::array_oid;
        else return require_oid(resolver, array_name<type>.text);
    }
    static constexpr key_type value{&check, &array_oid, type::oid};
};

template <class Columns>
inline constexpr key_type key_types_of[1] = {};
template <class... Columns>
inline constexpr key_type key_types_of<type_list<Columns...>>[] = {
    key_type_of<typename Columns::sql_type>::value...};

/// Types whose equal values always have equal bytes, by OID: integers, text, uuid, dates and times
/// without zone. Not numeric (1.0 = 1.00), floats (0 = -0), citext, char(n), interval.
constexpr bool has_one_form(std::uint32_t oid) {
    for (const std::uint32_t known :
         {16U, 17U, 20U, 21U, 23U, 25U, 26U, 1043U, 1082U, 1083U, 1114U, 1184U, 2950U})
        if (oid == known) return true;
    return false;
}
constexpr std::uint32_t form_of(std::uint32_t oid) { return oid == 1043U ? 25U : oid; }

/// Whether the parent's key finds the child's by its bytes, so that `= any($1)` does.
template <class Parent, class Near>
inline constexpr bool same_bytes = false;
template <class Parent, class Near>
inline constexpr bool same_bytes<column_key<Parent>, column_key<Near>> = [] {
    using left = typename travelling<typename Parent::sql_type>::type;
    using right = typename travelling<typename Near::sql_type>::type;
    if constexpr (std::is_enum_v<value_t<left>> && left::oid == 0)
        return std::is_same_v<left, right>;
    else return has_one_form(left::oid) && form_of(left::oid) == form_of(right::oid);
}();

/// A cell that is read for a key and is no part of the row.
struct hidden_cell {
    token column;
    void (*check)(column_check&);
};

/// The encoded arrays of a child's keys, one for each key column.
struct key_arrays {
    std::uint32_t oids[max_key_width] = {};
    byte_view values[max_key_width];
};

/// One statement of a find.
struct level_plan {
    /// The find or the relation.
    const void* level = nullptr;
    void (*visit)(const level_plan& plan, outline& statement) = nullptr;
    void (*check)(const level_plan& plan, column_check& columns) = nullptr;
    std::uint64_t seed = 0;
    std::uint16_t parent = 0;
    std::uint16_t depth = 0;

    /// The cell of each column of the table, -1 for those that are not read; nullptr when none is known.
    const std::int16_t* cell_of = nullptr;
    std::uint16_t row_width = 0;

    /// The parent's key columns, and what they are compared with; none at the root.
    const column_base* parent_key = nullptr;
    const column_base* near_key = nullptr;
    const key_type* parent_types = nullptr;
    const key_type* near_types = nullptr;
    std::size_t key_width = 0;
    /// The near key is of the related table itself, not of a table between.
    bool near_is_own = false;
    /// The answer tells the position of the key instead of the key.
    bool is_ordinal = false;
    /// first(): adds `limit 1`.
    bool wants_one_row = false;

    std::vector<hidden_cell> hidden;
    key_cells parent_cells;
    /// The cell that tells the parent.
    std::uint16_t key_cell = 0;
    key_arrays keys;
};

/// The cell of a column in the answer; a hidden one when the row does not have it.
template <class = void>
std::uint16_t cell_for(level_plan& plan, const column_base& column, const key_type& type,
                       bool is_own) {
    if (is_own && plan.cell_of != nullptr && plan.cell_of[column.position] >= 0)
        return static_cast<std::uint16_t>(plan.cell_of[column.position]);
    for (std::size_t i = 0; i < plan.hidden.size(); ++i)
        if (is_same_name(plan.hidden[i].column.name, column.column_name) &&
            is_same_name(plan.hidden[i].column.table, column.table_name))
            return static_cast<std::uint16_t>(plan.row_width + i);
    plan.hidden.push_back({column_token(column), type.check});
    return static_cast<std::uint16_t>(plan.row_width + plan.hidden.size() - 1);
}

/// Decides where each level finds its keys: in its rows or in hidden cells behind them.
template <class = void>
void place_keys(level_plan* plans, std::size_t count) {
    for (std::size_t i = 1; i < count; ++i) {
        level_plan& plan = plans[i];
        plan.parent_cells.width = plan.key_width;
        for (std::size_t part = 0; part < plan.key_width; ++part)
            plan.parent_cells.columns[part] =
                cell_for(plans[plan.parent], plan.parent_key[part], plan.parent_types[part], true);
        if (!plan.is_ordinal)
            plan.key_cell = cell_for(plan, plan.near_key[0], plan.near_types[0], plan.near_is_own);
    }
    // The ordinal stands behind all hidden cells, which are known only now.
    for (std::size_t i = 1; i < count; ++i)
        if (plans[i].is_ordinal)
            plans[i].key_cell =
                static_cast<std::uint16_t>(plans[i].row_width + plans[i].hidden.size());
}

template <class = void>
void check_hidden(const level_plan& plan, column_check& columns) {
    for (const hidden_cell& cell : plan.hidden) cell.check(columns);
    if (plan.is_ordinal) columns.next<pg::int8>();
}

}  // namespace orm::detail
