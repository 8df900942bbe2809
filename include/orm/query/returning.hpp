// SPDX-License-Identifier: MIT
// returning(): rows out of insert, update and delete.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/query/clause.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/select_list.hpp>

namespace orm::detail {

/// The shape of the rows that come back.
template <class Shape>
struct returning_info {
    using shape = Shape;
};

/// `returning "id", "name"`; without items every column of the table.
template <class Table, class... Items>
constexpr auto returning_clause(const token& all_columns, const Items&... items) {
    if constexpr (sizeof...(Items) == 0) {
        using info = returning_info<shape<table_item<typename Table::model>>>;
        return make_clause<place::returning, info>(
            join_tokens(" returning ", plain_token(token_kind::bare_names), all_columns,
                        plain_token(token_kind::restore_names)),
            no_values{});
    } else {
        using info = returning_info<shape<decltype(item_of<Items>())...>>;
        return make_clause<place::returning, info>(
            join_tokens(" returning ", plain_token(token_kind::bare_names), list_tokens(items...),
                        plain_token(token_kind::restore_names)),
            list_values(items...));
    }
}

/// The C++ row of a statement's returning clause over these tables; void without one.
template <class Info, class Sources>
struct returned_row {
    using shape = typename Info::shape;
    using type = typename Info::shape::template row_for<Sources>::type;
};
template <class Sources>
struct returned_row<void, Sources> {
    using shape = void;
    using type = void;
};

}  // namespace orm::detail
