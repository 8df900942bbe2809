// SPDX-License-Identifier: MIT
// on_conflict(): do nothing, or update the row that is in the way.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/query/assignments.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/conditions.hpp>
#include <orm/query/select_list.hpp>

namespace orm {

/// The value that the insert wanted to write, inside do_update(): `excluded."name"`.
///
/// Source:   PostgreSQL manual, INSERT, "ON CONFLICT Clause".
template <column_like Column>
constexpr auto excluded(const Column& column) {
    using facts_type = facts<typename Column::sql_type,
                             Column::is_nullable ? nulls::possible : nulls::never>;
    return detail::make_expression<facts_type>(
        detail::join_tokens("excluded.", detail::identifier_token(column.column_name)),
        no_values{});
}

namespace detail {

struct conflict_tag {};

/// A target of columns needs one that is unique by itself, or several that a constraint names together.
template <class... Columns>
constexpr bool is_conflict_target() {
    if constexpr (sizeof...(Columns) == 1)
        return ((Columns::is_primary_key || Columns::is_unique) && ...);
    else
        return true;
}

template <class... Columns>
constexpr auto target_tokens(const Columns&... columns) {
    if constexpr (sizeof...(Columns) == 0)
        return join_tokens(" on conflict");
    else
        return join_tokens(" on conflict (", plain_token(token_kind::bare_names),
                           list_tokens(columns...), plain_token(token_kind::restore_names), ")");
}

/// `on conflict ("email") do update set ... where ...`: the tokens before the assignments, the patch,
/// and the condition after them.
template <class Table, class Patch, std::size_t Count, class Condition>
struct update_on_conflict {
    using tag = conflict_tag;
    using info = void;

    tokens<Count> target;
    Patch patch;
    [[no_unique_address]] Condition condition;

    template <class Visitor>
    constexpr void visit(Visitor& visitor) const {
        visitor.run(target.begin(), target.end());
        visitor.run(" do update set ");
        visit_assignments<Table>(patch, visitor);
        condition.visit(visitor);
    }
};

/// No condition.
struct no_condition {
    template <class Visitor>
    constexpr void visit(Visitor&) const {}
};

}  // namespace detail

}  // namespace orm
