// SPDX-License-Identifier: MIT
// from() and the joins.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/expr/logic.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/sources.hpp>

namespace orm::detail {

/// No from() yet.
struct no_from {
    using sources = orm::sources<>;

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
    return from_list<tables, 2, 1, no_values>{join_tokens(" from ", table_token(table)),
                                              tokens<1>{{columns_token(table)}}, no_values{}};
}

/// What a join makes of the tables before it and of its own.
enum class join_kind { inner, left, right, full };

template <join_kind Kind, class Sources, class Model>
using joined_sources =
    std::conditional_t<Kind == join_kind::right || Kind == join_kind::full,
                       typename Sources::template all_missing_with<Model, Kind == join_kind::full>,
                       typename Sources::template with<Model, Kind == join_kind::left>>;

constexpr const char* join_words(join_kind kind) {
    switch (kind) {
        case join_kind::inner: return " join ";
        case join_kind::left: return " left join ";
        case join_kind::right: return " right join ";
        case join_kind::full: return " full join ";
    }
    return " join ";
}

template <join_kind Kind, class From, class Table, class Condition>
constexpr auto add_join(From from, const Table& table, const Condition& condition) {
    auto on = condition.as_expression();
    auto run = join_tokens(from.sql, join_words(Kind), table_token(table), " on ", on.sql);
    auto columns = join_tokens(from.columns, ", ", columns_token(table));
    auto values = join_values(std::move(from.values), std::move(on.values));
    using tables = joined_sources<Kind, typename From::sources, model_of<Table>>;
    return from_list<tables, run.size(), columns.size(), decltype(values)>{run, columns,
                                                                           std::move(values)};
}

}  // namespace orm::detail
