// SPDX-License-Identifier: MIT
// as<"name">(): a name for an expression of the select list.
#pragma once

#include <cstddef>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/expression.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

/// The facts of an expression with a name.
template <fixed_string Name, class Facts>
struct named_facts : Facts {};

/// An expression with a name. It stands only in a select list.
template <fixed_string Name, class Facts, std::size_t Count, class Values>
struct named_expression_type {
    using facts_type = named_facts<Name, Facts>;
    using values_type = Values;
    static constexpr auto alias = Name;
    using value_rule = rule::name_outside_select_list<typename Facts::sql_type, false>;
    static constexpr bool is_named = true;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    /// Speaks to whoever takes a name for a value. Select lists read sql and values.
    template <class Named = named_expression_type>
    constexpr const named_expression_type& as_expression() const {
        static_cast<void>(typename Named::value_rule{});
        return *this;
    }
};

template <fixed_string Name, class Self>
constexpr auto make_named(const Self& self) {
    auto inner = self.as_expression();
    auto run = detail::join_tokens(inner.sql, " as ",
                                   detail::identifier_token(detail::stored_text<Name>.text));
    return named_expression_type<Name, detail::facts_of<Self>, run.size(), decltype(inner.values)>{
        run, ORM_PASS(inner.values)};
}

namespace detail {

/// An item of a select list: an expression, or one with its name.
template <class Item>
constexpr auto selected_item(const Item& item) {
    if constexpr (requires { Item::is_named; }) return item;
    else return item.as_expression();
}

}  // namespace detail

}  // namespace orm
