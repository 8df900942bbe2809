// SPDX-License-Identifier: MIT
// collate<"C">(): the order and the equality of text.
#pragma once

#include <utility>

#include <orm/expr/expression.hpp>
#include <orm/types/text.hpp>

namespace orm {

namespace rule {

/// Rule: only text has a collation.
template <class Operand, bool Holds>
struct collation_of_text {
    static_assert(Holds,
                  "orm: collate<\"...\">() is for text, and this is none. Convert it: "
                  "orm::cast<orm::pg::text>(...).");
    static constexpr bool holds = Holds;
};

}  // namespace rule

/// Source:   PostgreSQL manual, "Collation Expressions".
template <fixed_string Collation, class Self>
constexpr auto make_collated(const Self& self) {
    using sql = detail::sql_type_of<Self>;
    constexpr bool holds = std::is_same_v<typename sql::family, pg::family::string>;
    static_cast<void>(rule::collation_of_text<Self, holds>{});
    auto inner = self.as_expression();
    return detail::make_expression<detail::facts_of<Self>>(
        detail::join_tokens(detail::grouped<binding::atom>(inner), " collate ",
                            detail::identifier_token(detail::stored_text<Collation>.text)),
        std::move(inner.values));
}

}  // namespace orm
