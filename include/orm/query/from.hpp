// SPDX-License-Identifier: MIT
// from() and the joins.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/select_list.hpp>
#include <orm/query/sources.hpp>

namespace orm::detail {

/// No from() yet.
struct no_from {
    using sources = orm::sources<>;
    /// None, so that a select without from() is one mistake and one error.
    static constexpr tokens<0> columns{};
    using values_type = no_values;

    constexpr void visit(outline&) const {}
};

/// `from "a" join "b" on ...`, and the columns of these tables for select() without arguments.
template <class Sources, std::size_t Count, std::size_t ColumnCount, class Values>
struct from_list {
    using sources = Sources;
    using values_type = Values;

    tokens<Count> sql;
    tokens<ColumnCount> columns;
    [[no_unique_address]] Values values;

    constexpr void visit(outline& statement) const {
        statement.run(sql.begin(), sql.end());
        values.bind(statement);
    }
};

template <class Table>
using model_of = typename traits_of<Table>::model;

template <class Table>
constexpr auto start_from(const Table& table) {
    using tables = orm::sources<source<model_of<Table>, false>>;
    auto run = join_tokens(" from ", parts_of<Table>::sql(table));
    auto columns = parts_of<Table>::columns(table);
    auto values = parts_of<Table>::values(table);
    return from_list<tables, run.size(), columns.size(), decltype(values)>{run, columns,
                                                                           ORM_PASS(values)};
}

template <class Sources, class... Models>
struct correlated_sources {
    using type = Sources;
};
template <class Sources, class First, class... Rest>
struct correlated_sources<Sources, First, Rest...>
    : correlated_sources<typename Sources::template correlated_to<First>, Rest...> {};

/// The same from(), whose expressions may use these tables of an outer statement.
template <class Sources, std::size_t Count, std::size_t ColumnCount, class Values, class... Tables>
constexpr auto correlate_from(const from_list<Sources, Count, ColumnCount, Values>& from,
                              const Tables&...) {
    using wider = typename correlated_sources<Sources, model_of<Tables>...>::type;
    return from_list<wider, Count, ColumnCount, Values>{from.sql, from.columns, from.values};
}
/// The same from() under grouping sets, which give rows in which any column is NULL.
template <class Sources, std::size_t Count, std::size_t ColumnCount, class Values>
constexpr auto missing_from(const from_list<Sources, Count, ColumnCount, Values>& from) {
    using wider = typename Sources::all_missing::type;
    return from_list<wider, Count, ColumnCount, Values>{from.sql, from.columns, from.values};
}
constexpr no_from missing_from(const no_from& from) { return from; }

template <class Sources, class... Names>
struct windowed_sources {
    using type = Sources;
};
template <class Sources, class First, class... Rest>
struct windowed_sources<Sources, First, Rest...>
    : windowed_sources<typename Sources::template with_window<First>, Rest...> {};

/// The same from(), whose expressions may use these windows.
template <class... Names, class Sources, std::size_t Count, std::size_t ColumnCount, class Values>
constexpr auto window_from(const from_list<Sources, Count, ColumnCount, Values>& from) {
    using wider = typename windowed_sources<Sources, Names...>::type;
    return from_list<wider, Count, ColumnCount, Values>{from.sql, from.columns, from.values};
}
template <class... Names>
constexpr no_from window_from(const no_from& from) {
    return from;
}

constexpr no_from correlate_from(const no_from& from, const auto&...) { return from; }

/// What a join makes of the tables before it and of its own.
enum class join_kind { inner, left, right, full, cross };

template <join_kind Kind, class Sources, class Model>
using joined_sources =
    std::conditional_t<Kind == join_kind::right || Kind == join_kind::full,
                       typename Sources::template all_missing_with<Model, Kind == join_kind::full>,
                       typename Sources::template with<Model, Kind == join_kind::left>>;

template <join_kind Kind>
constexpr const char* join_words(bool is_lateral) {
    constexpr const char* words[][2] = {{" join ", " join lateral "},
                                        {" left join ", " left join lateral "},
                                        {" right join ", ""},
                                        {" full join ", ""},
                                        {" cross join ", " cross join lateral "}};
    return words[static_cast<int>(Kind)][is_lateral ? 1 : 0];
}

template <join_kind Kind, class From, class Table, class On>
constexpr auto add_source(From from, const Table& table, On on) {
    constexpr bool is_lateral =
        !std::is_same_v<typename parts_of<Table>::outer_models, type_list<>>;
    auto run =
        join_tokens(from.sql, join_words<Kind>(is_lateral), parts_of<Table>::sql(table), on.sql);
    auto columns = join_tokens(from.columns, item_separator, parts_of<Table>::columns(table));
    auto values = join_values(ORM_PASS(from.values),
                              join_values(parts_of<Table>::values(table), ORM_PASS(on.values)));
    using tables = joined_sources<Kind, typename From::sources, model_of<Table>>;
    return from_list<tables, run.size(), columns.size(), decltype(values)>{run, columns,
                                                                           ORM_PASS(values)};
}

/// The rule that the condition of a join breaks. Known: the tables before it and its own. Outer: tables
/// that a lateral subquery uses.
template <class Known, class Outer, class Condition, bool IsCondition = is_condition<Condition>>
struct join_check {
    using rule = rule::condition_is_boolean<Condition, false>;
};
template <class Known, class Outer, class Condition>
struct join_check<Known, Outer, Condition, true> {
    using facts_type = facts_of<Condition>;
    using missing = missing_table<Known, union_of_lists<typename facts_type::tables, Outer>>;
    static constexpr auto first_broken() {
        if constexpr (!std::is_void_v<missing>)
            return std::type_identity<orm::rule::column_not_in_from<missing, false>>{};
        else if constexpr (facts_type::has_aggregate)
            return std::type_identity<orm::rule::aggregate_in_join<false>>{};
        else if constexpr (uses_window<facts_type>)
            return std::type_identity<orm::rule::window_in_condition<false>>{};
        else return std::type_identity<orm::rule::statement_is_complete>{};
    }
    using rule = typename decltype(first_broken())::type;
};

/// The part of a join behind its table.
template <std::size_t Count, class Values>
struct join_condition {
    tokens<Count> sql;
    [[no_unique_address]] Values values;
};

inline constexpr join_condition<0, no_values> no_condition{};
inline constexpr join_condition<1, no_values> on_true{{{text_token(" on true")}}, {}};

/// A condition that is none was refused before.
template <join_kind Kind, class From, class Table, class Condition>
constexpr auto add_join(From from, const Table& table, const Condition& condition) {
    if constexpr (is_condition<Condition>) {
        auto on = condition.as_expression();
        auto run = join_tokens(" on ", on.sql);
        return add_source<Kind>(
            ORM_PASS(from), table,
            join_condition<run.size(), decltype(on.values)>{run, ORM_PASS(on.values)});
    } else {
        return add_source<Kind>(ORM_PASS(from), table, on_true);
    }
}

}  // namespace orm::detail
