// SPDX-License-Identifier: MIT
// A statement as a table: as_table<"name">() and as_table<columns, "name">().
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/output_columns.hpp>
#include <orm/query/subquery.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// A column of a subquery, a common table expression or a function in from().
template <class Model, class Cell>
struct query_column : operand<query_column<Model, Cell>> {
    using model = Model;
    using sql_type = typename Cell::sql_type;
    using value_type = value_t<sql_type>;
    static constexpr bool is_primary_key = false;
    static constexpr bool is_nullable = Cell::is_nullable;
    using facts_type = column_facts<query_column>;

    token written;

    constexpr std::string_view name() const { return written.name; }
    constexpr auto as_expression() const {
        return detail::make_expression<facts_type>(tokens<1>{{written}}, no_values{});
    }
};

/// The model of a table whose columns a statement gives.
template <fixed_string Name, class... Cells>
struct query_model {
    using row = std::tuple<
        std::conditional_t<Cells::is_nullable, std::optional<value_t<typename Cells::sql_type>>,
                           value_t<typename Cells::sql_type>>...>;
};
template <fixed_string Name, class Sql>
struct query_model<Name, cell_type<Sql, false>> {
    using row = value_t<Sql>;
};
template <fixed_string Name, class Sql>
struct query_model<Name, cell_type<Sql, true>> {
    using row = std::optional<value_t<Sql>>;
};

namespace detail {

template <fixed_string Name, class... Cells>
inline constexpr std::string_view name_of_model<query_model<Name, Cells...>> = Name.view();

/// A subquery's column is found again by the column that it was: `busy[posts.authorId]` where busy
/// selects totals[posts.authorId]. The name decides when the table is asked for it.
template <class Model, class Cell, class Column>
inline constexpr bool
    selects<cell_item<column_facts<query_column<Model, Cell>>>, column_facts<Column>> =
        std::is_same_v<typename Cell::sql_type, typename Column::sql_type>;

template <fixed_string Name, class... Cells>
struct columns_in<query_model<Name, Cells...>> {
    using type = type_list<query_column<query_model<Name, Cells...>, Cells>...>;
};

/// The items of a statement's list over its tables: where a table finds its columns.
template <class Shape, class Sources>
struct selected_items;
template <class Facts, class Sources, class... Items>
struct cell_with {
    using type = cell_type<pg::boolean, false>;
};
template <class Facts, class Sources, class First, class... Rest>
struct cell_with<Facts, Sources, First, Rest...> : cell_with<Facts, Sources, Rest...> {};
template <class Facts, class Sources, class Selected, class... Rest>
    requires selects<cell_item<Selected>, Facts>
struct cell_with<Facts, Sources, cell_item<Selected>, Rest...> {
    using type =
        cell_type<typename Selected::sql_type, cell_item<Selected>::template can_be_null<Sources>>;
};
template <class Column, class Sources, class Model, class... Rest>
    requires selects<table_item<Model>, column_facts<Column>>
struct cell_with<column_facts<Column>, Sources, table_item<Model>, Rest...> {
    using type = cell_type<typename Column::sql_type,
                           Column::is_nullable || Sources::can_miss(type_list<Model>{})>;
};

/// A subquery in from(): `(select ...) "name"`, with the names of its columns when a struct gives them.
template <class Query>
struct query_source {
    static constexpr bool names_columns = true;
    using outer_models = detail::outer_models<Query>;

    Query query;

    constexpr auto sql(const token& table) const {
        return join_tokens("(", nested_place, ") ", identifier_token(table.table));
    }
    constexpr auto values() const { return nested_statement<Query>{query}; }
};

/// The name of something in from(), of which nothing else is written.
struct named_source {
    static constexpr bool names_columns = false;
    using outer_models = type_list<>;

    constexpr auto sql(const token& table) const { return tokens<1>{{table}}; }
    constexpr no_values values() const { return {}; }
};

/// The names of a table's columns in parentheses.
constexpr auto column_names(const token& columns) {
    return join_tokens(" (", plain_token(token_kind::bare_names), columns,
                       plain_token(token_kind::restore_names), ")");
}

template <class = void>
ORM_COLD [[noreturn]] void throw_no_such_column(std::string_view name) {
    throw error("the subquery gives no column \"" + std::string(name) +
                "\"; add it to its select list");
}

}  // namespace detail

/// A table whose columns a statement gives: `sub[users.id]`, `sub.column<"posts">()`.
///
/// Owns:     the statement with its values.
template <class Model, class Items, class Source, std::size_t Width>
class query_table;

template <class Model, class... Items, class Sources, class Source, std::size_t Width>
class query_table<Model, detail::selected_items<detail::shape<Items...>, Sources>, Source, Width> {
    template <class Facts>
    using cell_of = typename detail::cell_with<Facts, Sources, Items...>::type;
    template <class Facts>
    static constexpr bool has = (detail::selects<Items, Facts> || ...);

public:
    constexpr query_table(const token& table, Source source, const tokens<Width>& columns)
        : table_(table), source_(ORM_PASS(source)), columns_(columns) {}

    /// The column that was selected as `.as<Name>()`.
    template <fixed_string Name>
    constexpr auto column() const {
        using facts = output_facts<Name>;
        static_cast<void>(rule::column_not_in_subquery<facts, has<facts>>{});
        token written = columns_.items[0];
        written.name = detail::stored_text<Name>.text;
        return query_column<Model, cell_of<facts>>{{}, written};
    }

    /// The column that was selected by itself or as part of its table.
    /// Throws:   error when another column of the same declaration was selected instead.
    template <operand_like Column>
    constexpr auto operator[](const Column& column) const {
        using facts = detail::facts_of<Column>;
        static_cast<void>(rule::column_not_in_subquery<Column, has<facts>>{});
        return query_column<Model, cell_of<facts>>{{}, find(column.name())};
    }

    /// The only column, or the one before the number of with_ordinality().
    constexpr auto value() const
        requires(Width == 1 || requires { Source::counts_rows; })
    {
        using column = typename detail::columns_in<Model>::type;
        return first_column(column{});
    }

    constexpr const token& orm_table() const { return table_; }
    constexpr const Source& orm_source() const { return source_; }
    constexpr const tokens<Width>& orm_columns() const { return columns_; }

private:
    template <class Column, class... Rest>
    constexpr Column first_column(type_list<Column, Rest...>) const {
        return Column{{}, columns_.items[0]};
    }

    constexpr token find(std::string_view name) const {
        for (const token& each : columns_.items)
            if (name == each.name) return each;
        detail::throw_no_such_column(name);
    }

    token table_;
    Source source_;
    tokens<Width> columns_;
};

namespace detail {
struct derived_access;
}  // namespace detail

/// A declared table whose rows a statement gives. Its public names are its columns.
template <class Model, class Casing, class Source>
class derived_table : public table_object<Model, Casing, no_constraints> {
    friend struct detail::derived_access;

public:
    constexpr derived_table(const char* orm_schema, const char* orm_name, const char* orm_shown,
                            Source orm_source)
        : table_object<Model, Casing, no_constraints>(orm_schema, orm_name, orm_shown, {}),
          orm_source_(ORM_PASS(orm_source)) {}

private:
    Source orm_source_;
};

namespace detail {

struct derived_access {
    template <class Table>
    static constexpr const auto& source(const Table& table) {
        return table.orm_source_;
    }
};

template <class Model, class Items, class Source, std::size_t Width>
struct table_traits<query_table<Model, Items, Source, Width>> {
    using model = Model;
    using row = typename Model::row;
};
template <class Model, class Casing, class Source>
struct table_traits<derived_table<Model, Casing, Source>>
    : table_traits<table_object<Model, Casing, no_constraints>> {};

template <class Model, class Items, class Source, std::size_t Width>
inline constexpr bool is_read_only<query_table<Model, Items, Source, Width>> = true;
template <class Model, class Casing, class Source>
inline constexpr bool is_read_only<derived_table<Model, Casing, Source>> = true;

template <class Model, class Items, class Source, std::size_t Width>
struct source_parts<query_table<Model, Items, Source, Width>> {
    using table = query_table<Model, Items, Source, Width>;
    using outer_models = typename Source::outer_models;

    static constexpr auto sql(const table& from) { return from.orm_source().sql(from.orm_table()); }
    static constexpr auto values(const table& from) { return from.orm_source().values(); }

    /// The columns with commas between them.
    static constexpr auto columns(const table& from) {
        tokens<Width * 2 - 1> all{};
        for (std::size_t i = 0; i < Width; ++i) {
            if (i != 0) all.items[2 * i - 1] = item_separator;
            all.items[2 * i] = from.orm_columns().items[i];
        }
        return all;
    }
};

template <class Model, class Casing, class Source>
struct source_parts<derived_table<Model, Casing, Source>> {
    using table = derived_table<Model, Casing, Source>;
    using outer_models = typename Source::outer_models;

    static constexpr auto sql(const table& from) {
        const token named = table_token(from);
        if constexpr (Source::names_columns)
            return join_tokens(derived_access::source(from).sql(named),
                               column_names(columns_token(from)));
        else return join_tokens(derived_access::source(from).sql(named));
    }
    static constexpr auto values(const table& from) {
        return derived_access::source(from).values();
    }
    static constexpr auto columns(const table& from) { return tokens<1>{{columns_token(from)}}; }
};

/// Whether a declared column takes what a statement gives.
template <class Column, class Cell>
inline constexpr bool takes_cell =
    std::is_same_v<typename Column::sql_type::family, typename Cell::sql_type::family> &&
    std::is_same_v<value_t<typename Column::sql_type>, value_t<typename Cell::sql_type>> &&
    (Column::is_nullable || !Cell::is_nullable);

template <class Columns, class Cells>
struct table_fit;
template <class... Columns, class... Cells>
struct table_fit<type_list<Columns...>, type_list<Cells...>> {
    template <class Table, bool SameCount = sizeof...(Columns) == sizeof...(Cells)>
    struct rule_for {
        using type = rule::table_fits_query<Table, false, Cells...>;
    };
    template <class Table>
    struct rule_for<Table, true> {
        using type = rule::table_fits_query<Table, (takes_cell<Columns, Cells> && ...), Cells...>;
    };
};

template <class Table, class Query>
using table_fit_rule = typename table_fit<typename columns_in<Table>::type,
                                          cells_of<Query>>::template rule_for<Table>::type;

template <fixed_string Name, class Cells>
struct model_of_cells;
template <fixed_string Name, class... Cells>
struct model_of_cells<Name, type_list<Cells...>> {
    using type = query_model<Name, Cells...>;
};

constexpr token named_token(const char* name, const char* shown) {
    token made;
    made.kind = token_kind::table;
    made.name = name;
    made.table = shown;
    return made;
}

template <class Query, class Unnamed = typename unnamed_item<typename Query::result::shape>::type>
using named_rule = rule::subquery_column_without_name<Unnamed, std::is_void_v<Unnamed>>;

/// A table of a statement's own columns.
template <fixed_string Name, class Source, class Query>
constexpr auto make_query_table(Source source, const Query& query) {
    using cells = cells_of<Query>;
    using model = typename model_of_cells<Name, cells>::type;
    using items = selected_items<typename Query::result::shape, typename Query::sources>;
    constexpr const char* name = stored_text<Name>.text;
    return query_table<model, items, Source, cells::size>(named_token(name, name), ORM_PASS(source),
                                                          output_columns(query, name, cells{}));
}

}  // namespace detail

/// What as_table<"name">() of a statement gives.
template <fixed_string Name, class Query>
constexpr auto make_table_of(const Query& query) {
    static_cast<void>(detail::named_rule<Query>{});
    static_cast<void>(detail::nested_rule<Query>{});
    return detail::make_query_table<Name>(detail::query_source<Query>{query}, query);
}

/// What as_table<columns, "name">() of a statement gives.
template <template <class> class Table, fixed_string Name, class Casing, class Query>
constexpr auto make_declared_table_of(const Query& query) {
    using model = alias_model<Table, Name>;
    static_cast<void>(detail::table_fit_rule<model, Query>{});
    static_cast<void>(detail::nested_rule<Query>{});
    constexpr const char* name = detail::stored_text<Name>.text;
    return derived_table<model, Casing, detail::query_source<Query>>(
        nullptr, name, name, detail::query_source<Query>{query});
}

}  // namespace orm
