// SPDX-License-Identifier: MIT
// A typed piece of SQL: its type says what the rules need, its value holds tokens and values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <orm/expr/facts.hpp>
#include <orm/expr/operand.hpp>
#include <orm/expr/token.hpp>
#include <orm/expr/values.hpp>

namespace orm {

/// How tightly the outermost operator of an expression binds, tightest first.
/// Source:   PostgreSQL manual, "Operator Precedence".
enum class binding : std::uint8_t {
    atom,
    product,
    sum,
    other_operator,
    pattern,
    comparison,
    test,
    negation,
    conjunction,
    disjunction
};

/// A typed piece of SQL.
///
/// Facts:    what its type says about SQL: type, nullability, tables (see expr/facts.hpp).
/// Owns:     its values. Its tokens point to names and SQL text with static storage.
template <class Facts, std::size_t Count, class Values = no_values, binding Binding = binding::atom>
struct expression : operand<expression<Facts, Count, Values, Binding>> {
    using facts_type = Facts;
    using values_type = Values;
    static constexpr binding level = Binding;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    constexpr expression(const tokens<Count>& run, Values held)
        : sql(run), values(std::move(held)) {}

    constexpr const expression& as_expression() const& { return *this; }
    constexpr expression&& as_expression() && { return std::move(*this); }
};

namespace detail {

/// Makes an expression; only the facts and the level need to be named.
template <class Facts, binding Binding = binding::atom, std::size_t Count, class Values>
constexpr auto make_expression(const tokens<Count>& run, Values values) {
    return expression<Facts, Count, Values, Binding>(run, std::move(values));
}

template <class Operand>
using facts_of = typename std::remove_cvref_t<Operand>::facts_type;

template <class Operand>
using sql_type_of = typename facts_of<Operand>::sql_type;

/// The tokens of an operand, in parentheses when its operator binds less tightly than Loosest.
template <binding Loosest, class Expression>
constexpr auto grouped(const Expression& operand) {
    if constexpr (Expression::level > Loosest) return join_tokens("(", operand.sql, ")");
    else return operand.sql;
}

/// `left operator right`, both sides in parentheses where they need them.
template <class Facts, binding Binding, binding LeftLoosest, binding RightLoosest, class Left,
          class Right>
constexpr auto infix(Left left, const char* sql_operator, Right right) {
    return make_expression<Facts, Binding>(
        join_tokens(grouped<LeftLoosest>(left), sql_operator, grouped<RightLoosest>(right)),
        join_values(std::move(left.values), std::move(right.values)));
}

}  // namespace detail

}  // namespace orm
