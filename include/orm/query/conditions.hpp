// SPDX-License-Identifier: MIT
// where(): shared by select, update and delete.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/logic.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/sources.hpp>

namespace orm {

namespace detail {

struct where_tag {};

/// The condition of a where clause that is already there. Its first token is " where ".
template <class Clause>
constexpr auto condition_of(const Clause& clause) {
    constexpr std::size_t count = Clause::token_count;
    tokens<count - 1> condition{};
    for (std::size_t i = 1; i < count; ++i) condition.items[i - 1] = clause.sql.items[i];
    return make_expression<typename Clause::info::condition_facts, Clause::info::level>(
        condition, clause.values);
}

template <class Facts, binding Level>
struct where_info {
    using condition_facts = Facts;
    static constexpr binding level = Level;
};

template <class Expression>
constexpr auto where_clause(Expression condition) {
    auto run = join_tokens(" where ", condition.sql);
    return make_clause<where_tag, where_info<facts_of<Expression>, Expression::level>>(
        run, std::move(condition.values));
}

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

/// The statement with a condition added; several conditions are joined with AND.
template <class Statement, class Condition>
constexpr auto add_condition(const Statement& statement, const Condition& condition) {
    auto added = condition.as_expression();
    if constexpr (Statement::template has<where_tag>)
        return statement.replaced(
            where_clause(condition_of(statement.template get<where_tag>()) && std::move(added)));
    else
        return statement.appended(where_clause(std::move(added)));
}

}  // namespace detail

}  // namespace orm
