// SPDX-License-Identifier: MIT
// Windows with a name, which a statement defines once: over "w" ... window "w" as (...).
#pragma once

#include <type_traits>

#include <orm/core/fixed_string.hpp>
#include <orm/expr/window.hpp>

namespace orm {

/// A window that a statement names once and uses several times.
///
/// Owns:     the values of its definition.
template <fixed_string Name, class Window>
struct named_window {
    using inner = typename Window::facts_type;
    using facts_type =
        facts<pg::boolean, inner::null,
              detail::union_of_lists<typename inner::tables, type_list<detail::window_name<Name>>>,
              typename inner::loose_columns, inner::has_aggregate, detail::uses_window<inner>>;
    using name = detail::window_name<Name>;
    static constexpr detail::window_state state = Window::state;

    Window definition;
};

/// Gives a window a name.
///
///     constexpr auto by_author =
///         orm::window<"by_author">(orm::partition_by(posts.authorId).order_by(posts.createdAt));
///     orm::select(orm::row_number().over(by_author), orm::lag(posts.title).over(by_author))
///         .from(posts).window(by_author)
///     // select row_number() over "by_author", ... from "posts" window "by_author" as (partition by ...)
///
/// Source:   PostgreSQL manual, SELECT, "WINDOW Clause".
template <fixed_string Name, class Window>
constexpr auto window(const Window& definition) {
    static_cast<void>(detail::name_rule<Name>{});
    return named_window<Name, Window>{definition};
}

template <class Call, fixed_string Name, class Window>
constexpr auto make_over(const Call& call, const named_window<Name, Window>&) {
    using inner = typename Call::inner_facts;
    using around = typename named_window<Name, Window>::facts_type;
    using result = facts<typename Call::facts_type::sql_type,
                         detail::null_over_window<Call, named_window<Name, Window>>()>;
    return detail::make_expression<detail::window_facts_of<result, inner, around>>(
        detail::join_tokens(call.sql, " over ",
                            detail::identifier_token(detail::stored_text<Name>.text)),
        call.values);
}

/// `"w" as (partition by ...)`, for the window clause.
template <fixed_string Name, class Window>
constexpr auto make_window_definition(const named_window<Name, Window>& named) {
    using facts_type = typename named_window<Name, Window>::inner;
    return detail::make_expression<facts_type>(
        detail::join_tokens(detail::identifier_token(detail::stored_text<Name>.text), " as (",
                            named.definition.sql, ")"),
        named.definition.values);
}

}  // namespace orm
