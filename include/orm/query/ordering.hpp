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
#include <orm/query/rules.hpp>
#include <orm/query/select_list.hpp>

namespace orm {

namespace pg {

/// The type of orm::output<"name">, which nothing can be compared with.
struct output_name {
    using family = family::only<output_name>;
};

}  // namespace pg

/// The facts of an output name: nothing that a rule of tables or groups asks for.
template <fixed_string Name>
struct output_facts : facts<pg::output_name, nulls::possible> {};

/// The name of an item of the select list, for order_by().
///
///     orm::select(users.name, orm::count().as<"posts">())...order_by(orm::output<"posts">.desc())
///     // ... order by "posts" desc
template <fixed_string Name>
struct output_name {
    using facts_type = output_facts<Name>;

    constexpr auto asc() const { return make_ordering(*this, " asc"); }
    constexpr auto desc() const { return make_ordering(*this, " desc"); }

    constexpr auto as_expression() const {
        return detail::make_expression<facts_type>(
            tokens<1>{{detail::identifier_token(detail::stored_text<Name>.text)}}, no_values{});
    }
};

template <fixed_string Name>
inline constexpr output_name<Name> output{};

}  // namespace orm

namespace orm::detail {

template <class... Items>
constexpr auto order_clause(const Items&... items) {
    return make_clause<place::order, type_list<facts_of<Items>...>>(
        join_tokens(" order by ", list_tokens(items...)), list_values(items...));
}

template <class Count>
using count_rule = rule::count_of_rows<Count, plain_integer<Count> || is_named_parameter<Count>>;

/// Row counts travel as bigint, whatever integer was given, so that one statement serves all of them.
template <place Place, class Count>
constexpr auto count_clause(const char* word, const Count& count) {
    if constexpr (!plain_integer<Count> && !is_named_parameter<Count>) {
        return count_clause<Place>(word, 0);
    } else if constexpr (is_named_parameter<Count>) {
        auto value = named_expression<pg::int8>(count);
        return make_clause<Place, void>(join_tokens(word, value.sql), value.values);
    } else {
        auto value = bound_expression<pg::int8>(count);
        return make_clause<Place, void>(join_tokens(word, value.sql), value.values);
    }
}

/// Marks limit_with_ties().
struct with_ties {};

template <class Count>
constexpr auto ties_clause(const Count& count) {
    auto plain = count_clause<place::limit>(" fetch first ", count);
    return make_clause<place::limit, with_ties>(join_tokens(plain.sql, " rows with ties"),
                                                plain.values);
}

}  // namespace orm::detail
