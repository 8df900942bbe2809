// SPDX-License-Identifier: MIT
// from() and the joins.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

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

    constexpr void visit(outline&) const {}
};

/// `from "a" join "b" on ...`, and the columns of these tables for select() without arguments.
template <class Sources, std::size_t Count, std::size_t ColumnCount, class Values>
struct from_list {
    using sources = Sources;

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
                                                                           std::move(values)};
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
    auto values = join_values(std::move(from.values),
                              join_values(parts_of<Table>::values(table), std::move(on.values)));
    using tables = joined_sources<Kind, typename From::sources, model_of<Table>>;
    return from_list<tables, run.size(), columns.size(), decltype(values)>{run, columns,
                                                                           std::move(values)};
}

/// The part of a join behind its table.
template <std::size_t Count, class Values>
struct join_condition {
    tokens<Count> sql;
    [[no_unique_address]] Values values;
};

inline constexpr join_condition<0, no_values> no_condition{};
inline constexpr join_condition<1, no_values> on_true{{{text_token(" on true")}}, {}};

template <join_kind Kind, class From, class Table, class Condition>
constexpr auto add_join(From from, const Table& table, const Condition& condition) {
    auto on = condition.as_expression();
    auto run = join_tokens(" on ", on.sql);
    return add_source<Kind>(
        std::move(from), table,
        join_condition<run.size(), decltype(on.values)>{run, std::move(on.values)});
}

}  // namespace orm::detail
