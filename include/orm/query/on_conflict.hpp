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
    using facts_type =
        facts<typename Column::sql_type, Column::is_nullable ? nulls::possible : nulls::never>;
    return detail::make_expression<facts_type>(
        detail::join_tokens("excluded.", detail::identifier_token(column.column_name)),
        no_values{});
}

namespace detail {

/// A target of columns needs one that is unique by itself, or several that a constraint names together.
template <class... Columns>
constexpr bool is_conflict_target() {
    if constexpr (sizeof...(Columns) == 1)
        return ((Columns::is_primary_key || Columns::is_unique) && ...);
    else return true;
}

template <class... Columns>
constexpr auto target_tokens(const Columns&... columns) {
    if constexpr (sizeof...(Columns) == 0) return tokens<1>{{text_token(" on conflict")}};
    else
        return join_tokens(" on conflict (", plain_token(token_kind::bare_names),
                           list_tokens(columns...), plain_token(token_kind::restore_names), ")");
}

/// `on conflict ("email") do update set ...`.
template <class Table, std::size_t Count>
struct update_on_conflict {
    using info = void;
    static constexpr detail::place place = detail::place::conflict;

    tokens<Count> target;
    typename Table::update patch;

    void visit(outline& statement) const {
        statement.run(target);
        with_fields<client_on_update, Table>(patch, [&](const field_row& row) {
            visit_assignments(row, touched_columns<typename Table::columns>, statement);
        });
    }
};

}  // namespace detail

}  // namespace orm
