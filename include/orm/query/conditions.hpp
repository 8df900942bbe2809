// SPDX-License-Identifier: MIT
// where(): shared by select, update and delete.
#pragma once

#include <cstddef>
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
    static constexpr bool has_no_aggregate = !facts_type::has_aggregate && !uses_window<facts_type>;
    static constexpr bool knows_tables =
        contains_all<typename From::models, typename facts_type::tables>;
    static constexpr bool holds = is_boolean && has_no_aggregate && knows_tables;
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
constexpr auto make_where(Condition condition, bool is_wanted = true) {
    auto run = grouped<binding::conjunction>(condition);
    return where_clause<run.size(), decltype(condition.values)>{run, std::move(condition.values),
                                                                is_wanted};
}

}  // namespace orm::detail
