// SPDX-License-Identifier: MIT
// where(): shared by select, update and delete.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/logic.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/sources.hpp>

namespace orm::detail {

/// Whether a condition may stand in where(): boolean, of these tables, without aggregates.
template <class From, class Condition>
struct where_check {
    using facts_type = facts_of<Condition>;
    static constexpr bool is_boolean = is_condition<Condition>;
    static constexpr bool has_no_aggregate = !facts_type::has_aggregate;
    static constexpr bool knows_tables =
        contains_all<typename From::models, typename facts_type::tables>;
    static constexpr bool holds = is_boolean && has_no_aggregate && knows_tables;
};

/// ` where condition`, or ` and condition` for every further one. An `or` gets parentheses, for another
/// condition may follow.
template <class Clauses, class Condition>
constexpr auto where_clause(Condition condition) {
    constexpr const char* word = Clauses::template has<place::where> ? " and " : " where ";
    return make_clause<place::where, void>(
        join_tokens(word, grouped<binding::conjunction>(condition)), std::move(condition.values));
}

}  // namespace orm::detail
