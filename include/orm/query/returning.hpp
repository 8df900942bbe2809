// SPDX-License-Identifier: MIT
// returning(): rows out of insert, update and delete.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/query/change_rules.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/select_list.hpp>
#include <orm/query/select_rows.hpp>

namespace orm::detail {

/// The shape of the rows that come back.
template <class Shape>
struct returning_info {
    using shape = Shape;
};

/// `returning "id", "name"`; without items every column of the table. Names stand alone in a statement
/// of one table.
template <bool Qualified, class Table, class... Items>
constexpr auto returning_clause(const token& all_columns, const Items&... items) {
    constexpr auto names =
        plain_token(Qualified ? token_kind::table_names : token_kind::bare_names);
    constexpr auto restored = plain_token(token_kind::restore_names);
    if constexpr (sizeof...(Items) == 0) {
        using info = returning_info<shape<table_item<typename Table::model>>>;
        return make_clause<place::returning, info>(
            join_tokens(" returning ", names, all_columns, restored), no_values{});
    } else {
        using info = returning_info<shape<decltype(item_of<Items>())...>>;
        return make_clause<place::returning, info>(
            join_tokens(" returning ", names, list_tokens(items...), restored),
            list_values(items...));
    }
}

/// The rules of a list of items over these tables.
template <class Sources, class... Items>
struct returning_check {
    using grouping = list_grouping<shape<decltype(item_of<Items>())...>>;
    using missing = missing_table<Sources, typename grouping::tables>;
    static constexpr bool has_no_aggregate = !grouping::has_aggregate;
    static constexpr bool knows_tables = std::is_void_v<missing>;
};

/// as<Struct>(): read when the rows come back, written nowhere.
template <class Struct>
struct into_clause {
    struct info {
        using row = Struct;
    };
    static constexpr detail::place place = detail::place::into;

    constexpr void visit(outline&) const {}
};

/// The C++ row of a statement's returning clause over these tables; void without one.
template <class Info, class Into, class Sources>
struct returned_row {
    using shape = typename Info::shape;
    using type = typename Into::row;
    static constexpr bool fits = struct_fits<type, shape, Sources>;
};
template <class Info, class Sources>
struct returned_row<Info, void, Sources> {
    using shape = typename Info::shape;
    using type = typename Info::shape::template row_for<Sources>::type;
    static constexpr bool fits = true;
};
template <class Into, class Sources>
struct returned_row<void, Into, Sources> {
    using shape = void;
    using type = void;
    static constexpr bool fits = true;
};
template <class Sources>
struct returned_row<void, void, Sources> {
    using shape = void;
    using type = void;
    static constexpr bool fits = true;
};

template <class Clauses, class Sources>
using row_of_clauses = returned_row<typename Clauses::template info<place::returning, void>,
                                    typename Clauses::template info<place::into, void>, Sources>;

}  // namespace orm::detail
