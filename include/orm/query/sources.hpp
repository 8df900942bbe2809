// SPDX-License-Identifier: MIT
// The tables of a statement, and which of them an outer join can leave empty.
#pragma once

#include <type_traits>

#include <orm/core/type_list.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// A table of from() or a join. MayBeMissing: an outer join can give NULLs instead of a row.
template <class Model, bool MayBeMissing>
struct source {
    using model = Model;
    static constexpr bool may_be_missing = MayBeMissing;
};

template <class... Sources>
struct sources {
    /// Column models of all tables.
    using models = type_list<typename Sources::model...>;
    static constexpr std::size_t size = sizeof...(Sources);

    template <class Model>
    static constexpr bool has = (std::is_same_v<Model, typename Sources::model> || ...);

    /// True when an outer join can make one of these tables' columns NULL.
    template <class... Models>
    static constexpr bool can_miss(type_list<Models...>) {
        return (misses<Models>() || ...);
    }

    /// All tables of this list and Model, each as it is.
    template <class Model, bool MayBeMissing>
    using with = sources<Sources..., source<Model, MayBeMissing>>;

    /// The same, with all tables so far on the outer side.
    template <class Model, bool MayBeMissing>
    using all_missing_with =
        sources<source<typename Sources::model, true>..., source<Model, MayBeMissing>>;

private:
    template <class Model>
    static constexpr bool misses() {
        return ((std::is_same_v<Model, typename Sources::model> && Sources::may_be_missing) || ...);
    }
};

namespace detail {

/// `"schema"."name" "alias"` as from() writes it.
template <class Table>
constexpr token table_token(const Table& table) {
    token made;
    made.kind = token_kind::table;
    made.name = table_access::name(table);
    made.schema = table_access::schema(table);
    made.table = table_access::shown(table);
    return made;
}

/// All columns of the table, for a select list, in the order of their declaration.
template <class Table>
constexpr token columns_token(const Table& table) {
    token made;
    made.kind = token_kind::columns;
    made.names = traits_of<Table>::described::names;
    made.count = static_cast<std::uint16_t>(traits_of<Table>::width);
    made.table = table_access::shown(table);
    made.schema = table_access::qualifier(table);
    return made;
}

}  // namespace detail

}  // namespace orm
