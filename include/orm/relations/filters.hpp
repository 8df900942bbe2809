// SPDX-License-Identifier: MIT
// Relations as conditions: any, none, all and count as correlated subqueries.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/expr/logic.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/conditions.hpp>
#include <orm/relations/link.hpp>

namespace orm::detail {

/// A condition of a filter, with the facts that the outer statement has to check.
template <class Facts, std::size_t Count, class Values>
struct filter_clause {
    using info = void;
    using facts_type = Facts;
    static constexpr detail::place place = detail::place::where;

    tokens<Count> sql;
    [[no_unique_address]] Values values;
};

template <class Facts, class Condition>
constexpr auto filter_condition(Condition condition) {
    auto run = grouped<binding::conjunction>(condition);
    return filter_clause<Facts, run.size(), decltype(condition.values)>{
        run, std::move(condition.values)};
}

/// `(condition) is not true`: false and NULL alike.
template <class Condition>
constexpr auto is_not_true(const Condition& condition) {
    static_cast<void>(rule::condition_is_boolean<Condition, is_condition<Condition>>{});
    auto inner = condition.as_expression();
    return make_expression<never_null_facts<pg::boolean, facts_of<Condition>>, binding::test>(
        join_tokens(grouped<binding::comparison>(inner), " is not true"), std::move(inner.values));
}

/// The conditions of a relation's where() and filters, as tokens of one run.
template <class Clauses>
struct filter_conditions {
    using tables = type_list<>;
    static constexpr auto sql(const Clauses&) { return tokens<0>{}; }
    static constexpr auto values(const Clauses&) { return no_values{}; }
};

template <class Clause>
struct filter_tables {
    using type = type_list<>;
};
template <class Facts, std::size_t Count, class Values>
struct filter_tables<filter_clause<Facts, Count, Values>> {
    using type = typename Facts::tables;
};

template <class Before, class Last>
struct filter_conditions<chain<Before, Last>> {
    using before = filter_conditions<Before>;
    using tables = union_of_lists<typename before::tables, typename filter_tables<Last>::type>;

    static constexpr auto sql(const chain<Before, Last>& clauses) {
        if constexpr (Last::place == place::where)
            return join_tokens(before::sql(clauses.before), " and ", clauses.last.sql);
        else return before::sql(clauses.before);
    }
    static constexpr auto values(const chain<Before, Last>& clauses) {
        if constexpr (Last::place == place::where)
            return join_values(before::values(clauses.before), clauses.last.values);
        else return before::values(clauses.before);
    }
};

/// The tables of a filter that are not its own: the parent's, and what its conditions use besides.
template <class Own, class List>
struct without_tables {
    using type = type_list<>;
};
template <class Own, class First, class... Rest>
struct without_tables<Own, type_list<First, Rest...>> {
    using rest = typename without_tables<Own, type_list<Rest...>>::type;
    using type =
        std::conditional_t<contains<Own, First>, rest, union_of_lists<type_list<First>, rest>>;
};

template <class Link, class Conditions>
using outer_tables = union_of_lists<
    type_list<typename Link::parent_model>,
    typename without_tables<typename Link::sources::models, typename Conditions::tables>::type>;

/// `(select count(*) from "posts" where "posts"."author_id" = "users"."id" and ...)`.
///
/// Names inside are always qualified: both tables are in scope.
template <class Sql, class Relation>
constexpr auto correlated(const Relation& relation, const char* opening) {
    using link = typename Relation::link_type;
    using clauses = typename Relation::level_type::clauses_type;
    using conditions = filter_conditions<clauses>;
    auto run = join_tokens(
        plain_token(token_kind::table_names), opening, relation.link().from, " where ",
        equal_keys(relation.link().near.columns, relation.link().parent.columns),
        conditions::sql(relation.level().clauses), ")", plain_token(token_kind::restore_names));
    using outer = outer_tables<link, conditions>;
    using facts_type = facts<Sql, nulls::never, outer, columns_of_key<typename link::parent_key>>;
    return make_expression<facts_type, binding::atom>(run,
                                                      conditions::values(relation.level().clauses));
}

template <class Relation>
constexpr auto exists(const Relation& relation, const char* opening) {
    return correlated<pg::boolean>(relation, opening);
}

template <class Relation>
constexpr auto count_related(const Relation& relation) {
    return correlated<pg::int8>(relation, "(select count(*) from ");
}

}  // namespace orm::detail
