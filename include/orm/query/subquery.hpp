// SPDX-License-Identifier: MIT
// Statements inside of expressions: scalar(), exists(), in(select ...), any_of() and all_of().
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/predicates.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/select_list.hpp>

namespace orm {

/// A statement that gives rows: a select, or a change with returning().
template <class Type>
concept query_like = requires { typename std::remove_cvref_t<Type>::result::shape; };

namespace detail {

/// A statement as the value of the token `nested`.
///
/// Owns:     the statement with its values.
template <class Statement>
struct nested_statement {
    Statement statement;

    constexpr void bind(outline& outer) const { outer.nest(statement); }
};

inline constexpr token nested_place = plain_token(token_kind::nested);

/// Tables of outer statements that a subquery uses.
template <class Query>
using outer_models = typename Query::sources::outer::models;

/// The only column of a subquery, as facts of an expression of the statement around it.
template <class Query, class Shape = typename Query::result::shape>
struct only_column {
    static constexpr bool is_one = false;
    using sql_type = pg::boolean;
    static constexpr nulls null = nulls::possible;
};
template <class Query, class Facts>
struct only_column<Query, shape<cell_item<Facts>>> {
    static constexpr bool is_one = true;
    using sql_type = typename Facts::sql_type;
    static constexpr nulls null = cell_item<Facts>::template can_be_null<typename Query::sources>
                                      ? nulls::possible
                                      : nulls::never;
};

/// `opening` statement `)`.
template <class Facts, binding Binding = binding::atom, class Query>
constexpr auto nested_expression(const char* opening, const Query& query) {
    return make_expression<Facts, Binding>(join_tokens(opening, nested_place, ")"),
                                           nested_statement<Query>{query});
}

template <class Query>
inline constexpr bool gives_one_row = [] {
    if constexpr (requires { Query::result::is_one_row; }) return Query::result::is_one_row;
    else return false;
}();

/// A subquery without rows is NULL; one that always gives a row is NULL as its column is.
template <class Query>
using scalar_facts =
    facts<typename only_column<Query>::sql_type,
          gives_one_row<Query> ? only_column<Query>::null : nulls::possible, outer_models<Query>>;

template <class Query>
constexpr auto quantified(const char* opening, const Query& query) {
    static_cast<void>(rule::subquery_of_one_column<Query, only_column<Query>::is_one>{});
    static_cast<void>(nested_rule<Query>{});
    return nested_expression<
        facts<typename only_column<Query>::sql_type, nulls::possible, outer_models<Query>>>(opening,
                                                                                            query);
}

}  // namespace detail

/// A subquery as a value.
///
///     orm::select(users.name, orm::scalar(orm::select(orm::count()).from(posts)
///         .correlate(users).where(posts.authorId == users.id))).from(users)
///     // select "name", (select count(*) from "posts" where ...) from "users"
///
/// Gives:    the subquery's only column; NULL when it has no row.
/// Rejects:  a subquery of several columns (subquery_of_one_column).
/// Source:   PostgreSQL manual, "Scalar Subqueries".
template <query_like Query>
constexpr auto scalar(const Query& query) {
    static_cast<void>(rule::subquery_of_one_column<Query, detail::only_column<Query>::is_one>{});
    static_cast<void>(detail::nested_rule<Query>{});
    return detail::nested_expression<detail::scalar_facts<Query>>("(", query);
}

/// True when the subquery gives a row: `exists (select ...)`.
template <query_like Query>
constexpr auto exists(const Query& query) {
    static_cast<void>(detail::nested_rule<Query>{});
    return detail::nested_expression<facts<pg::boolean, nulls::never, detail::outer_models<Query>>>(
        "exists (", query);
}

/// True when the subquery gives no row: `not exists (select ...)`.
template <query_like Query>
constexpr auto not_exists(const Query& query) {
    static_cast<void>(detail::nested_rule<Query>{});
    return detail::nested_expression<facts<pg::boolean, nulls::never, detail::outer_models<Query>>,
                                     binding::negation>("not exists (", query);
}

namespace detail {

/// List without the columns, or the models, of one table.
template <class Model, class... Types>
struct without_table {
    using type = type_list<>;
};
template <class Type>
struct table_of_type {
    using type = Type;
};
template <column_like Column>
struct table_of_type<Column> {
    using type = typename Column::model;
};
template <class Model, class First, class... Rest>
struct without_table<Model, First, Rest...> {
    using type = union_of_lists<
        std::conditional_t<std::is_same_v<typename table_of_type<First>::type, Model>, type_list<>,
                           type_list<First>>,
        typename without_table<Model, Rest...>::type>;
};
template <class Model, class List>
struct list_without_table;
template <class Model, class... Types>
struct list_without_table<Model, type_list<Types...>> : without_table<Model, Types...> {};

/// `exists (select from "posts" where condition)`: all other tables of the condition are outer ones.
template <binding Level, class Table, class Condition>
constexpr auto exists_row(const char* opening, const Table& table, const Condition& condition) {
    using model = typename traits_of<Table>::model;
    using inner = facts_of<Condition>;
    using facts_type =
        facts<pg::boolean, nulls::never,
              typename list_without_table<model, typename inner::tables>::type,
              typename list_without_table<model, typename inner::loose_columns>::type>;
    auto where = condition.as_expression();
    return make_expression<facts_type, Level>(
        join_tokens(opening, qualified_names, parts_of<Table>::sql(table), " where ", where.sql,
                    restored_names, ")"),
        join_values(parts_of<Table>::values(table), ORM_PASS(where.values)));
}

}  // namespace detail

/// True when the table has a row that meets the condition; its other tables are those of the statement
/// around it.
///
///     orm::select(users.name).from(users).where(orm::exists(posts, posts.authorId == users.id))
///     // ... where exists (select from "posts" where "posts"."author_id" = "users"."id")
template <table_like Table, operand_like Condition>
constexpr auto exists(const Table& table, const Condition& condition) {
    static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
    static_cast<void>(rule::aggregate_in_where<!detail::facts_of<Condition>::has_aggregate>{});
    return detail::exists_row<binding::atom>("exists (select from ", table, condition);
}

template <table_like Table, operand_like Condition>
constexpr auto not_exists(const Table& table, const Condition& condition) {
    static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
    static_cast<void>(rule::aggregate_in_where<!detail::facts_of<Condition>::has_aggregate>{});
    return detail::exists_row<binding::negation>("not exists (select from ", table, condition);
}

/// The right side of a comparison with some row: `users.age > orm::any_row(select ...)` is `> any (...)`.
/// Source:   PostgreSQL manual, "Subquery Expressions".
template <query_like Query>
constexpr auto any_row(const Query& query) {
    return detail::quantified("any (", query);
}

/// The right side of a comparison with every row: `> all (select ...)`.
template <query_like Query>
constexpr auto every_row(const Query& query) {
    return detail::quantified("all (", query);
}

namespace detail {

/// Whether the only column of a subquery compares with an operand; true when it has several.
template <class Self, class Query>
inline constexpr bool is_member_type =
    !only_column<Query>::is_one || std::is_same_v<typename sql_type_of<Self>::family,
                                                  typename only_column<Query>::sql_type::family>;

template <class Self, class Query>
constexpr auto membership_in_query(const Self& self, const char* word, const Query& query) {
    auto inner = self.as_expression();
    using right = facts<pg::boolean, only_column<Query>::null, outer_models<Query>>;
    return make_expression<combined_facts<pg::boolean, facts_of<Self>, right>, binding::pattern>(
        join_tokens(grouped<binding::other_operator>(inner), word, nested_place, ")"),
        join_values(ORM_PASS(inner.values), nested_statement<Query>{query}));
}

template <class Self, class Query>
    requires query_like<Query>
struct membership_check<Self, Query> {
    using plain = std::remove_cvref_t<Query>;
    static constexpr bool is_one = only_column<plain>::is_one;
    using rule =
        std::conditional_t<is_one,
                           rule::compared_types<Self, typename only_column<plain>::sql_type,
                                                is_member_type<Self, plain>>,
                           rule::subquery_of_one_column<plain, is_one>>;
};

}  // namespace detail

/// `users.id.in(orm::select(posts.authorId).from(posts))` is `"users"."id" in (select ...)`.
template <class Self, class Query>
    requires query_like<Query>
constexpr auto make_in(const Self& self, Query&& query) {
    static_cast<void>(detail::nested_rule<std::remove_cvref_t<Query>>{});
    return detail::membership_in_query(self, " in (", query);
}

/// `not in (select ...)`. Never true when the subquery gives a NULL.
template <class Self, class Query>
    requires query_like<Query>
constexpr auto make_not_in(const Self& self, Query&& query) {
    static_cast<void>(detail::nested_rule<std::remove_cvref_t<Query>>{});
    return detail::membership_in_query(self, " not in (", query);
}

}  // namespace orm
