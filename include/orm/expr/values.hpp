// SPDX-License-Identifier: MIT
// The values that a statement carries, in the order of its placeholders.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/fixed_string.hpp>
#include <orm/expr/outline.hpp>
#include <orm/types/codec.hpp>

namespace orm {

/// No values.
struct no_values {
    constexpr void bind(outline&) const {}
};

/// One value of SQL type Sql, owned.
template <class Sql>
struct bound {
    value_t<Sql> value;

    constexpr void bind(outline& statement) const { statement.add<Sql>(value); }
};

/// One value that may be NULL, owned.
template <class Sql>
struct bound_optional {
    std::optional<value_t<Sql>> value;

    constexpr void bind(outline& statement) const {
        if (value) statement.add<Sql>(*value);
        else if (statement.parameters() != nullptr) statement.parameters()->add_null(Sql::oid);
    }
};

/// A place that gets its value when the statement runs: `param<"email">`.
template <fixed_string Name, class Sql>
struct placeholder {
    constexpr void bind(outline& statement) const { statement.add_named<Name, Sql>(); }
};

/// Two groups of values, the left one first.
template <class Left, class Right>
struct both_values {
    [[no_unique_address]] Left left;
    [[no_unique_address]] Right right;

    constexpr void bind(outline& statement) const {
        left.bind(statement);
        right.bind(statement);
    }
};

namespace detail {

template <class Left, class Right>
constexpr auto join_values(Left&& left, Right&& right) {
    return both_values<std::remove_cvref_t<Left>, std::remove_cvref_t<Right>>{ORM_PASS(left),
                                                                              ORM_PASS(right)};
}
template <class Right>
constexpr std::remove_cvref_t<Right> join_values(no_values, Right&& right) {
    return ORM_PASS(right);
}
template <class Left>
constexpr std::remove_cvref_t<Left> join_values(Left&& left, no_values) {
    return ORM_PASS(left);
}
constexpr no_values join_values(no_values, no_values) { return {}; }

}  // namespace detail

}  // namespace orm
