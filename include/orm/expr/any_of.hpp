// SPDX-License-Identifier: MIT
// = any(array) and = all(array).
#pragma once

#include <cstddef>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/call.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

/// The right side of a comparison with the elements of an array.
template <class Facts, std::size_t Count, class Values>
struct quantified_array {
    using facts_type = Facts;
    using value_rule = rule::quantifier_outside_comparison<typename Facts::sql_type, false>;
    static constexpr bool is_quantified = true;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    template <class Array = quantified_array>
    constexpr auto as_expression() const {
        static_cast<void>(typename Array::value_rule{});
        return as_right_side();
    }
    constexpr auto as_right_side() const {
        return expression<Facts, Count, Values>{{}, sql, values};
    }
};

namespace detail {

template <class Array>
constexpr auto quantify(const char* opening, const Array& array) {
    using signature = kind::element(kind::array);
    // What is no array stands for an element, so that one mistake is one error.
    using taken = std::conditional_t<takes_arguments<type_list<Array>, signature>, signature,
                                     kind::same(kind::any)>;
    auto made = call<taken>(opening, "", array);
    return quantified_array<facts_of<decltype(made)>, token_count<decltype(made.sql)>,
                            decltype(made.values)>{made.sql, ORM_PASS(made.values)};
}

}  // namespace detail

/// `users.role == orm::any(posts.roles)` is `"users"."role" = any("posts"."roles")`. Takes: an array
/// column, an array expression or a std::vector.
template <class Array>
constexpr auto any(const Array& array) {
    static_cast<void>(detail::call_rule<type_list<Array>, kind::element(kind::array)>{});
    return detail::quantify("any(", array);
}
/// `users.age > orm::all(posts.limits)`: true for an empty array.
template <class Array>
constexpr auto all(const Array& array) {
    static_cast<void>(detail::call_rule<type_list<Array>, kind::element(kind::array)>{});
    return detail::quantify("all(", array);
}

}  // namespace orm
