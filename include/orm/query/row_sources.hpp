// SPDX-License-Identifier: MIT
// Tables that no one has stored: lists of values, and functions that give rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/query/derived.hpp>
#include <orm/types/array.hpp>

namespace orm {

namespace detail {

/// The cell stays where it is until the statement has run, for text is not copied.
template <class Column, class Value>
void add_cell(const Value& value, outline& statement) {
    using sql_type = typename Column::sql_type;
    statement.run(parameter_place);
    if constexpr (!is_optional<Value>) statement.add<sql_type>(value);
    else if (value) statement.add<sql_type>(*value);
    else if (statement.parameters() != nullptr) statement.parameters()->add_null(sql_type::oid);
}

/// `values ($1, $2), ($3, $4)`
///
/// Owns:     its rows.
template <class Model>
struct values_query {
    using row = typename Model::row;
    static constexpr std::size_t width = columns_in<Model>::type::size;

    std::vector<row> rows;

    void visit(outline& statement) const {
        if (rows.empty()) throw invalid_value("values_list() needs at least one row");
        statement.run("values (");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i != 0) statement.run("), (");
            meta::bindings<width>::visit(rows[i], [&](const auto&... cells) {
                visit_cells(typename columns_in<Model>::type{}, statement, cells...);
            });
        }
        statement.run(")");
    }

private:
    template <class... Columns, class... Cells>
    static void visit_cells(type_list<Columns...>, outline& statement, const Cells&... cells) {
        std::size_t column = 0;
        (((column++ == 0 ? void() : statement.run(comma)), add_cell<Columns>(cells, statement)),
         ...);
    }
};

template <class Model>
struct values_source {
    static constexpr bool names_columns = true;
    using outer_models = type_list<>;

    std::vector<typename Model::row> rows;

    constexpr auto sql(const token& table) const {
        return join_tokens("(", nested_place, ") ", identifier_token(table.table));
    }
    auto values() const { return nested_statement<values_query<Model>>{{rows}}; }
};

/// A function call in from(): `unnest($1) "id"`. The name is that of the table and of its column.
template <class Expression>
struct function_source {
    static constexpr bool names_columns = false;
    using outer_models = typename facts_of<Expression>::tables;

    Expression call;

    constexpr auto sql(const token& table) const {
        return join_tokens(call.sql, " ", identifier_token(table.table));
    }
    constexpr auto values() const { return call.values; }
};

/// The same with the rows' numbers: `unnest($1) with ordinality "id" ("id", "ordinality")`.
template <class Expression>
struct numbered_source : function_source<Expression> {
    static constexpr bool counts_rows = true;

    constexpr auto sql(const token& table) const {
        return join_tokens(this->call.sql, " with ordinality ", identifier_token(table.table), " (",
                           identifier_token(table.table), ", \"ordinality\")");
    }
};

/// The SQL type of elements that are given as C++ values.
template <class Value>
struct element_sql {
    using type = typename decltype([] {
        if constexpr (std::is_same_v<Value, bool>) return std::type_identity<pg::boolean>{};
        else if constexpr (std::is_convertible_v<Value, std::string_view>)
            return std::type_identity<pg::text>{};
        else return std::type_identity<natural_number<Value>>{};
    }())::type;
};

template <class Sql>
struct element_of;
template <class Element>
struct element_of<pg::array<Element>> {
    using type = Element;
    static constexpr nulls null = nulls::never;
};
template <class Element>
struct element_of<pg::array_of_nullable<Element>> {
    using type = Element;
    static constexpr nulls null = nulls::possible;
};

}  // namespace detail

/// Rows of the program as a table: `(values ($1, $2), ($3, $4)) "prices" ("id", "price")`.
///
///     template <class M> struct price_table { orm::bigint<M> id; orm::numeric<M> price; };
///     const auto prices = orm::values_list<price_table, "prices">({{1, 2.5}, {2, 3.5}});
///     orm::select(prices.price).from(prices)
///
/// Takes:    rows, at least one; copied.
/// Throws:   invalid_value when the statement is written without rows.
/// Source:   PostgreSQL manual, "VALUES Lists".
template <template <class> class Table, fixed_string Name, class Casing = snake_case>
auto values_list(std::vector<Table<row_model>> rows) {
    using model = alias_model<Table, Name>;
    constexpr const char* name = detail::stored_text<Name>.text;
    return derived_table<model, Casing, detail::values_source<model>>(
        nullptr, name, name, detail::values_source<model>{ORM_PASS(rows)});
}

/// Any expression that gives rows as a table with one column.
///
///     constexpr auto tag = orm::rows_from<"tag">(some_function(posts.tags));
///     orm::select(posts.title, tag.value()).from(posts).cross_join(tag)
///
/// Source:   PostgreSQL manual, "Table Functions".
template <fixed_string Name, operand_like Call>
constexpr auto rows_from(const Call& call) {
    using sql_type = detail::sql_type_of<Call>;
    using cell = cell_type<sql_type, detail::facts_of<Call>::null == nulls::possible>;
    using facts_type =
        facts<sql_type, cell::is_nullable ? nulls::possible : nulls::never, type_list<>>;
    using items =
        detail::selected_items<detail::shape<detail::cell_item<named_facts<Name, facts_type>>>,
                               sources<>>;
    constexpr const char* name = detail::stored_text<Name>.text;
    auto expression = call.as_expression();
    using source = detail::function_source<decltype(expression)>;
    token column;
    column.kind = token_kind::column;
    column.name = name;
    column.table = name;
    return query_table<query_model<Name, cell>, items, source, 1>(
        detail::named_token(name, name), source{ORM_PASS(expression)}, tokens<1>{{column}});
}

/// `generate_series($1, $2) "n"`: the numbers from start to stop, both included.
///
///     constexpr auto day = orm::generate_series<"day">(1, 31);
///     orm::select(day.value()).from(day)
///
/// Takes:    numbers, columns or expressions; they travel as Sql, which is bigint unless named.
/// Source:   PostgreSQL manual, "Set Returning Functions".
template <fixed_string Name, class Sql = pg::int8, class Start, class Stop>
constexpr auto generate_series(const Start& start, const Stop& stop) {
    auto first = detail::other_side<Sql>(start);
    auto last = detail::other_side<Sql>(stop);
    using both = detail::combined_facts<Sql, detail::facts_of<decltype(first)>,
                                        detail::facts_of<decltype(last)>>;
    return rows_from<Name>(detail::make_expression<detail::never_null_facts<Sql, both>>(
        detail::join_tokens("generate_series(", first.sql, ", ", last.sql, ")"),
        detail::join_values(ORM_PASS(first.values), ORM_PASS(last.values))));
}

/// The same in steps: of Step for moments (`orm::pg::interval`), else of the numbers' own type.
template <fixed_string Name, class Sql = pg::int8, class Step = Sql, class Start, class Stop,
          class Width>
constexpr auto generate_series(const Start& start, const Stop& stop, const Width& step) {
    auto first = detail::other_side<Sql>(start);
    auto last = detail::other_side<Sql>(stop);
    auto width = detail::other_side<Step>(step);
    using both = detail::combined_facts<Sql, detail::facts_of<decltype(first)>,
                                        detail::facts_of<decltype(last)>>;
    return rows_from<Name>(detail::make_expression<detail::never_null_facts<Sql, both>>(
        detail::join_tokens("generate_series(", first.sql, ", ", last.sql, ", ", width.sql, ")"),
        detail::join_values(ORM_PASS(first.values),
                            detail::join_values(ORM_PASS(last.values), ORM_PASS(width.values)))));
}

/// `unnest($1) "id"`: one row for each element of a container of the program.
///
/// Takes:    elements of integers, doubles, bool or text; name other types: `orm::unnest<"id", pg::uuid>`.
template <fixed_string Name, class Sql = void, class Range>
    requires detail::value_range<Range>
auto unnest(const Range& elements) {
    using natural =
        std::conditional_t<std::is_void_v<Sql>, detail::element_sql<typename Range::value_type>,
                           std::type_identity<Sql>>;
    using sql_type = typename natural::type;
    value_t<pg::array<sql_type>> values(elements.begin(), elements.end());
    return rows_from<Name>(detail::make_expression<facts<sql_type, nulls::never>>(
        detail::join_tokens("unnest(", detail::plain_token(token_kind::parameter), ")"),
        bound<pg::array<sql_type>>{ORM_PASS(values)}));
}

/// `unnest("posts"."tags") "tag"`: one row for each element of an array column; it is joined with
/// lateral.
template <fixed_string Name, operand_like Array>
constexpr auto unnest(const Array& elements) {
    using element = detail::element_of<detail::sql_type_of<Array>>;
    using facts_type =
        facts<typename element::type, element::null, typename detail::facts_of<Array>::tables>;
    auto inner = elements.as_expression();
    return rows_from<Name>(detail::make_expression<facts_type>(
        detail::join_tokens("unnest(", inner.sql, ")"), ORM_PASS(inner.values)));
}

/// Numbers the rows of a function from 1 on, in a column "ordinality":
/// `unnest($1) with ordinality "id" ("id", "ordinality")`.
///
///     const auto id = orm::with_ordinality(orm::unnest<"id">(wanted));
///     orm::select(users.name).from(id).join(users, users.id == id.value())
///         .order_by(id.column<"ordinality">())
///
/// Source:   PostgreSQL manual, "Table Functions".
template <fixed_string Name, class Cell, class Item, class Call>
constexpr auto with_ordinality(
    const query_table<query_model<Name, Cell>,
                      detail::selected_items<detail::shape<Item>, sources<>>,
                      detail::function_source<Call>, 1>& table) {
    using number =
        detail::cell_item<named_facts<"ordinality", facts<pg::int8, nulls::never, type_list<>>>>;
    using items = detail::selected_items<detail::shape<Item, number>, sources<>>;
    using source = detail::numbered_source<Call>;
    token ordinality = table.orm_columns().items[0];
    ordinality.name = "ordinality";
    return query_table<query_model<Name, Cell, cell_type<pg::int8, false>>, items, source, 2>(
        table.orm_table(), source{table.orm_source()},
        tokens<2>{{table.orm_columns().items[0], ordinality}});
}

}  // namespace orm
