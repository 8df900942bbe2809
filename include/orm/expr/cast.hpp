// SPDX-License-Identifier: MIT
// cast<pg::text>(...).
#pragma once

#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/expression.hpp>

namespace orm {

/// `orm::cast<orm::pg::text>(users.id)` is `cast("users"."id" as text)`. The server refuses what it
/// cannot convert.
///
/// Gives:    an expression of SQL type Sql, NULL where the operand is.
/// Source:   PostgreSQL manual, "Type Casts".
template <class Sql, operand_like Operand>
constexpr auto cast(const Operand& operand) {
    auto inner = operand.as_expression();
    return detail::make_expression<detail::retyped_facts<Sql, detail::facts_of<Operand>>>(
        detail::join_tokens("cast(", inner.sql, " as ", Sql::name, ")"), ORM_PASS(inner.values));
}

}  // namespace orm
