// SPDX-License-Identifier: MIT
// order_by(), limit() and offset().
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <orm/expr/order.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/select_list.hpp>

namespace orm::detail {

template <class... Items>
constexpr auto order_clause(const Items&... items) {
    auto run = join_tokens(" order by ", list_tokens(order_item(items)...));
    return make_clause<place::order, void>(run, list_values(order_item(items)...));
}

/// Row counts travel as bigint, whatever integer was given, so that one statement serves all of them.
template <place Place, class Count>
constexpr auto count_clause(const char* word, const Count& count) {
    if constexpr (is_named_parameter<Count>) {
        auto value = named_expression<pg::int8>(count);
        return make_clause<Place, void>(join_tokens(word, value.sql), value.values);
    } else {
        static_assert(plain_integer<Count>, "orm: limit() and offset() take an integer.");
        auto value = bound_expression<pg::int8>(count);
        return make_clause<Place, void>(join_tokens(word, value.sql), value.values);
    }
}

}  // namespace orm::detail
