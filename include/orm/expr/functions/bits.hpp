// SPDX-License-Identifier: MIT
// & | ^ ~ << >> of integers.
#pragma once

#include <orm/core/config.hpp>
#include <orm/expr/call.hpp>

namespace orm {

// Source:   PostgreSQL manual, "Mathematical Functions and Operators".

#define ORM_BIT_OPERATOR(SYMBOL, SQL, ...)                                                         \
    template <class Left, class Right>                                                             \
        requires(operand_like<Left> || operand_like<Right>)                                        \
    constexpr auto operator SYMBOL(const Left& left, const Right& right) {                         \
        static_cast<void>(detail::call_rule<type_list<Left, Right>, __VA_ARGS__>{});               \
        return detail::call_operator<__VA_ARGS__>(SQL, left, right);                               \
    }

/// `users.flags & 4` is `"users"."flags" & $1`.
ORM_BIT_OPERATOR(&, " & ", kind::common(kind::integer, kind::integer))
ORM_BIT_OPERATOR(|, " | ", kind::common(kind::integer, kind::integer))
/// Exclusive or: `a # b`.
ORM_BIT_OPERATOR(^, " # ", kind::common(kind::integer, kind::integer))
ORM_BIT_OPERATOR(<<, " << ", kind::same(kind::integer, pg::int4))
ORM_BIT_OPERATOR(>>, " >> ", kind::same(kind::integer, pg::int4))

#undef ORM_BIT_OPERATOR

/// `~users.flags`: every bit the other way.
template <operand_like Operand>
constexpr auto operator~(const Operand& operand) {
    static_cast<void>(detail::call_rule<type_list<Operand>, kind::same(kind::integer)>{});
    auto inner = operand.as_expression();
    return detail::make_expression<detail::facts_of<Operand>, binding::other_operator>(
        detail::join_tokens("~", detail::grouped<binding::atom>(inner)), ORM_PASS(inner.values));
}

}  // namespace orm
