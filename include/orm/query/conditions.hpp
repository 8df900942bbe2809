// SPDX-License-Identifier: MIT
// where(): shared by select, update and delete.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/sources.hpp>

namespace orm::detail {

/// Whether a condition may stand in where(): boolean, of these tables, without aggregates. Each rule is
/// the one that is broken, or rule::statement_is_complete.
template <class From, class Condition, bool IsCondition = is_condition<Condition>>
struct where_check {
    static constexpr bool holds = false;
    using row_rule = rule::condition_is_boolean<Condition, false>;
    using rule = row_rule;
};
template <class From, class Condition>
struct where_check<From, Condition, true> {
    using facts_type = facts_of<Condition>;
    using missing =
        typename first_missing<typename From::models, typename facts_type::tables>::type;
    static constexpr bool is_of_rows = !facts_type::has_aggregate && !uses_window<facts_type>;
    static constexpr bool holds = is_of_rows && std::is_void_v<missing>;
    using row_rule = std::conditional_t<is_of_rows, rule::statement_is_complete,
                                        rule::aggregate_in_where<false>>;
    using rule = std::conditional_t<!is_of_rows || std::is_void_v<missing>, row_rule,
                                    rule::column_not_in_from<missing, false>>;
};

inline constexpr tokens<1> where_word{{text_token(" where ")}};
inline constexpr tokens<1> and_word{{text_token(" and ")}};

/// ` where condition`, or ` and condition` for every further one.
template <std::size_t Count, class Values>
struct where_clause {
    using info = void;
    static constexpr detail::place place = detail::place::where;

    tokens<Count> sql;
    [[no_unique_address]] Values values;
    bool is_wanted = true;

    constexpr void visit(outline& statement) const {
        if (!is_wanted) return;
        statement.run(statement.continues_conditions() ? and_word : where_word);
        statement.run(sql);
        values.bind(statement);
    }
};

/// An `or` gets parentheses, for another condition may follow.
template <class Condition>
constexpr auto make_where(const Condition& condition, bool is_wanted = true) {
    if constexpr (is_bare_column<Condition>) {
        return where_clause<1, no_values>{{{column_token(condition)}}, {}, is_wanted};
    } else if constexpr (!requires { Condition::level; }) {
        return make_where(condition.as_expression(), is_wanted);
    } else if constexpr (Condition::level > binding::conjunction) {
        auto run = join_tokens("(", condition.sql, ")");
        return where_clause<run.size(), typename Condition::values_type>{run, condition.values,
                                                                         is_wanted};
    } else {
        return where_clause<token_count<decltype(condition.sql)>, typename Condition::values_type>{
            condition.sql, condition.values, is_wanted};
    }
}

}  // namespace orm::detail
