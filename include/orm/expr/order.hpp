// SPDX-License-Identifier: MIT
// asc, desc and the place of NULLs in an ordering.
#pragma once

#include <cstddef>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/expression.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

/// One item of order_by(): an expression with its direction.
template <class Facts, std::size_t Count, class Values>
struct ordering {
    using facts_type = Facts;
    using values_type = Values;
    using value_rule = rule::ordering_outside_order_by<Facts, false>;
    static constexpr bool is_ordering = true;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    /// `... desc nulls last`.
    constexpr auto nulls_first() const& { return with(" nulls first"); }
    constexpr auto nulls_last() const& { return with(" nulls last"); }

    /// Speaks to whoever takes an ordering for a value.
    template <class Item = ordering>
    constexpr auto as_expression() const {
        static_cast<void>(typename Item::value_rule{});
        return as_item();
    }

    /// For what orders.
    constexpr auto as_item() const { return expression<Facts, Count, Values>{{}, sql, values}; }

private:
    constexpr auto with(const char* place) const {
        auto run = detail::join_tokens(sql, place);
        return ordering<Facts, Count + 1, Values>{run, values};
    }
};

template <class Self>
constexpr auto make_ordering(const Self& self, const char* direction) {
    if constexpr (detail::is_bare_column<Self>) {
        return ordering<detail::facts_of<Self>, 2, no_values>{
            detail::join_tokens(detail::column_token(self), direction), {}};
    } else {
        auto inner = self.as_expression();
        auto run = detail::join_tokens(inner.sql, direction);
        return ordering<detail::facts_of<Self>, run.size(), decltype(inner.values)>{
            run, ORM_PASS(inner.values)};
    }
}

/// `order_by(orm::asc(users.name))` is `order by "user"."name" asc`.
template <operand_like Operand>
constexpr auto asc(const Operand& operand) {
    return make_ordering(operand, " asc");
}

/// `order_by(orm::desc(users.name))` is `order by "user"."name" desc`.
template <operand_like Operand>
constexpr auto desc(const Operand& operand) {
    return make_ordering(operand, " desc");
}

namespace detail {

template <class Item>
constexpr auto order_item(const Item& item) {
    if constexpr (requires { Item::is_ordering; }) return item.as_item();
    else return item.as_expression();
}

}  // namespace detail

/// `a desc, b`: the items of an ordering inside an aggregate or a window.
template <class... Items>
constexpr auto make_order_list(const Items&... items) {
    return detail::list_of(detail::order_item(items)...);
}

}  // namespace orm
