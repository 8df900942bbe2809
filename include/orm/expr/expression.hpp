// SPDX-License-Identifier: MIT
// A typed piece of SQL: its type says what the rules need, its value holds tokens and values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/replace.hpp>
#include <orm/expr/column_base.hpp>
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

    constexpr const expression& as_expression() const& { return *this; }
    constexpr expression&& as_expression() && { return static_cast<expression&&>(*this); }
};

namespace detail {

/// Makes an expression; only the facts and the level need to be named.
template <class Facts, binding Binding = binding::atom, std::size_t Count, class Values>
constexpr auto make_expression(const tokens<Count>& run, Values&& values) {
    return expression<Facts, Count, std::remove_cvref_t<Values>, Binding>{
        {}, run, ORM_PASS(values)};
}

template <class Operand>
using facts_of = typename std::remove_cvref_t<Operand>::facts_type;

template <class Operand>
inline constexpr bool has_window = uses_window<facts_of<Operand>>;

template <class Operand>
using sql_type_of = typename facts_of<Operand>::sql_type;

/// The tokens of an operand, in parentheses when its operator binds less tightly than Loosest.
template <binding Loosest, class Expression>
constexpr decltype(auto) grouped(const Expression& operand) {
    if constexpr (Expression::level > Loosest) return join_tokens("(", operand.sql, ")");
    else return (operand.sql);
}

/// `left operator right`, both sides in parentheses where they need them. Takes columns as they stand,
/// everything else as an expression.
template <class Facts, binding Binding, binding LeftLoosest, binding RightLoosest, class Left,
          class Right>
constexpr auto infix(Left&& left, const char* sql_operator, Right&& right) {
    if constexpr (is_bare_column<Left> && is_bare_column<Right>)
        return make_expression<Facts, Binding>(
            join_tokens(column_token(left), sql_operator, column_token(right)), no_values{});
    else if constexpr (is_bare_column<Left>)
        return make_expression<Facts, Binding>(
            join_tokens(column_token(left), sql_operator, grouped<RightLoosest>(right)),
            ORM_PASS(right).values);
    else if constexpr (is_bare_column<Right>)
        return make_expression<Facts, Binding>(
            join_tokens(grouped<LeftLoosest>(left), sql_operator, column_token(right)),
            ORM_PASS(left).values);
    else
        return make_expression<Facts, Binding>(
            join_tokens(grouped<LeftLoosest>(left), sql_operator, grouped<RightLoosest>(right)),
            join_values(ORM_PASS(left).values, ORM_PASS(right).values));
}

constexpr no_values all_values() { return {}; }
template <class First, class... Rest>
constexpr auto all_values(First first, Rest... rest) {
    if constexpr (sizeof...(Rest) == 0) return first;
    else return join_values(ORM_PASS(first), all_values(ORM_PASS(rest)...));
}

/// `opening a separator b closing`.
template <class... Operands>
constexpr auto list_between(const char* opening, const char* separator, const char* closing,
                            const Operands&... operands) {
    constexpr std::size_t count = (token_count<decltype(operands.sql)> + ... + 0);
    constexpr std::size_t separators = sizeof...(Operands) == 0 ? 0 : sizeof...(Operands) - 1;
    tokens<count + separators + 2> joined{};
    token* target = put(joined.items, opening);
    bool is_first = true;
    [[maybe_unused]] const auto add = [&](const auto& run) {
        if (!orm::detail::replace(is_first, false)) target = put(target, separator);
        target = put(target, run);
    };
    (add(operands.sql), ...);
    put(target, closing);
    return joined;
}

/// The facts of all operands together, giving Sql.
template <class Sql, class... Facts>
struct facts_of_all {
    using type = facts<Sql, nulls::never>;
};
template <class Sql, class Only>
struct facts_of_all<Sql, Only> {
    using type = retyped_facts<Sql, Only>;
};
template <class Sql, class First, class... Rest>
    requires(sizeof...(Rest) != 0)
struct facts_of_all<Sql, First, Rest...> {
    using type = combined_facts<Sql, First, typename facts_of_all<Sql, Rest...>::type>;
};

/// `a, b, c` as one expression, whose facts are those of all.
template <class First, class... Rest>
constexpr auto list_of(First first, Rest... rest) {
    using facts_type =
        typename facts_of_all<sql_type_of<First>, facts_of<First>, facts_of<Rest>...>::type;
    return make_expression<facts_type>(
        list_between("", ", ", "", first, rest...),
        all_values(ORM_PASS(first.values), ORM_PASS(rest.values)...));
}

}  // namespace detail

}  // namespace orm
