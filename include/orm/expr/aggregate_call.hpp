// SPDX-License-Identifier: MIT
// A call of an aggregate: it can be filtered, ordered, made distinct, and put over a window.
#pragma once

#include <cstddef>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/placement.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

namespace detail {

/// The rule of over(): no window inside a window.
template <class Inner, class Around>
using window_rule = rule::window_in_window<Inner, !uses_window<Inner> && !uses_window<Around>>;

}  // namespace detail

/// A call of an aggregate function.
///
/// Facts:    those of the result.
/// Inner:    those of the arguments and the filter.
template <class Facts, class Inner, std::size_t Count, class Values, bool Filtered>
struct aggregate_call : operand<aggregate_call<Facts, Inner, Count, Values, Filtered>> {
    using facts_type = Facts;
    using inner_facts = Inner;
    static constexpr bool takes_rows = !Inner::has_aggregate && !detail::uses_window<Inner>;
    using value_rule = std::conditional_t<takes_rows, rule::well_placed,
                                          rule::aggregate_in_aggregate<Facts, takes_rows>>;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    constexpr aggregate_call(const tokens<Count>& run, Values held)
        : sql(run), values(ORM_PASS(held)) {}

    constexpr auto as_expression() const {
        static_cast<void>(rule::aggregate_in_aggregate < Facts,
                          !Inner::has_aggregate && !detail::uses_window < Inner >> {});
        return expression<Facts, Count, Values>{{}, sql, values};
    }

    /// Only the rows that meet the condition: `count(*) filter (where "users"."age" >= $1)`.
    template <operand_like Condition>
    constexpr auto filter(const Condition& condition) const {
        static_assert(!Filtered, "orm: this aggregate has a filter() already. Join both with &&.");
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        auto inner = condition.as_expression();
        using both = detail::combined_facts<pg::boolean, Inner, detail::facts_of<Condition>>;
        // Rows that are left out are rows that are not there.
        using made = facts<typename Facts::sql_type, Facts::null,
                           detail::union_of_lists<typename Facts::tables, typename both::tables>,
                           type_list<>, true>;
        auto run = detail::join_tokens(sql, " filter (where ", inner.sql, ")");
        auto held = detail::join_values(values, ORM_PASS(inner.values));
        return aggregate_call<made, both, run.size(), decltype(held), true>(run, ORM_PASS(held));
    }

    /// Different values only: `string_agg(distinct "users"."name", $1)`.
    constexpr auto distinct() const {
        tokens<Count + 1> run{};
        run.items[0] = sql.items[0];
        run.items[1] = detail::text_token("distinct ");
        for (std::size_t i = 1; i < Count; ++i) run.items[i + 1] = sql.items[i];
        return aggregate_call<Facts, Inner, Count + 1, Values, Filtered>(run, values);
    }

    /// The order in which values are taken: `array_agg("users"."name" order by "users"."age" desc)`.
    template <class... Items>
    constexpr auto order_by(const Items&... items) const {
        static_assert(!Filtered, "orm: say order_by() of an aggregate before its filter().");
        using placed = detail::placement_rule<detail::item_place::ordering, Items...>;
        static_cast<void>(placed{});
        if constexpr (!std::is_same_v<placed, rule::well_placed>) return *this;
        else return ordered(make_order_list(items...));
    }

    /// For each row over its window instead of for each group:
    /// `sum("posts"."likes") over (partition by "posts"."author_id")`. See orm::partition_by().
    constexpr auto over() const {
        static_cast<void>(detail::window_rule<Inner, Inner>{});
        return make_over(*this);
    }
    template <class Window>
    constexpr auto over(const Window& window) const {
        static_cast<void>(detail::window_rule<Inner, typename Window::facts_type>{});
        return make_over(*this, window);
    }

private:
    template <class List>
    constexpr auto ordered(const List& list) const {
        tokens<Count - 1> open{};
        for (std::size_t i = 0; i + 1 < Count; ++i) open.items[i] = sql.items[i];
        using both = detail::combined_facts<pg::boolean, Inner, detail::facts_of<List>>;
        using made = facts<typename Facts::sql_type, Facts::null,
                           detail::union_of_lists<typename Facts::tables, typename both::tables>,
                           type_list<>, true>;
        auto run = detail::join_tokens(open, " order by ", list.sql, ")");
        auto held = detail::join_values(values, list.values);
        return aggregate_call<made, both, run.size(), decltype(held), false>(run, ORM_PASS(held));
    }
};

namespace detail {

template <class Facts, class Inner, std::size_t Count, class Values>
constexpr auto make_aggregate(const tokens<Count>& run, Values values) {
    return aggregate_call<Facts, Inner, Count, Values, false>(run, ORM_PASS(values));
}

/// An aggregate of one operand. Its rule speaks when it is used, for over() takes what a group does not.
template <class Sql, nulls Nulls, class Operand>
constexpr auto aggregate_of(const char* opening, const Operand& operand) {
    auto inner = operand.as_expression();
    using inner_type = facts_of<decltype(inner)>;
    return make_aggregate<aggregate_facts<Sql, Nulls, inner_type>, inner_type>(
        join_tokens(opening, inner.sql, ")"), ORM_PASS(inner.values));
}

}  // namespace detail

}  // namespace orm
