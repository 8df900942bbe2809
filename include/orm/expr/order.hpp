// SPDX-License-Identifier: MIT
// asc, desc and the place of NULLs in an ordering.
#pragma once

#include <cstddef>
#include <utility>

#include <orm/expr/expression.hpp>

namespace orm {

/// One item of order_by(): an expression with its direction.
template <class Facts, std::size_t Count, class Values>
struct ordering {
    using facts_type = Facts;
    using values_type = Values;
    static constexpr bool is_ordering = true;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    /// `... desc nulls last`.
    constexpr auto nulls_first() const& { return with(" nulls first"); }
    constexpr auto nulls_last() const& { return with(" nulls last"); }

    constexpr const ordering& as_expression() const { return *this; }

private:
    constexpr auto with(const char* place) const {
        return ordering<Facts, Count + 1, Values>{detail::join_tokens(sql, place), values};
    }
};

template <class Self>
constexpr auto make_ordering(const Self& self, const char* direction) {
    auto inner = self.as_expression();
    auto run = detail::join_tokens(inner.sql, direction);
    return ordering<detail::facts_of<Self>, run.size(), decltype(inner.values)>{
        run, std::move(inner.values)};
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

}  // namespace orm
