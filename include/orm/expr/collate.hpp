// SPDX-License-Identifier: MIT
// collate<"C">(): the order and the equality of text.
#pragma once

#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/expression.hpp>
#include <orm/expr/rules.hpp>
#include <orm/types/text.hpp>

namespace orm {

template <class Self>
constexpr bool is_text_operand() {
    return std::is_same_v<typename detail::sql_type_of<Self>::family, pg::family::string>;
}

/// Source:   PostgreSQL manual, "Collation Expressions".
template <fixed_string Collation, class Self>
constexpr auto make_collated(const Self& self) {
    auto inner = self.as_expression();
    return detail::make_expression<detail::facts_of<Self>>(
        detail::join_tokens(detail::grouped<binding::atom>(inner), " collate ",
                            detail::identifier_token(detail::stored_text<Collation>.text)),
        ORM_PASS(inner.values));
}

}  // namespace orm
