// SPDX-License-Identifier: MIT
// The tables of a statement, and which of them an outer join can leave empty.
#pragma once

#include <type_traits>

#include <orm/core/type_list.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// A table of from() or a join. MayBeMissing: an outer join can give NULLs instead of a row.
template <class Model, bool MayBeMissing>
struct source {
    using model = Model;
    static constexpr bool may_be_missing = MayBeMissing;
};

/// A table of an outer statement, which correlate() lets a subquery see. Its columns may be NULL as far
/// as the subquery knows.
template <class Model>
struct outer_source {
    using model = Model;
    static constexpr bool may_be_missing = true;
};

/// A window that window() defines: no table, but expressions over it need it as they need tables.
template <class Model>
struct window_source {
    using model = Model;
    static constexpr bool may_be_missing = false;
};

namespace detail {

template <class Source>
inline constexpr bool is_window = false;
template <class Model>
inline constexpr bool is_window<window_source<Model>> = true;

template <class Source>
inline constexpr bool is_outer = false;
template <class Model>
inline constexpr bool is_outer<outer_source<Model>> = true;

/// The models of those sources that are, or are not, of an outer statement.
template <bool Outer, class... Sources>
struct models_where {
    using type = type_list<>;
};
template <bool Outer, class First, class... Rest>
struct models_where<Outer, First, Rest...> {
    using type = union_of_lists<std::conditional_t<is_outer<First> == Outer && !is_window<First>,
                                                   type_list<typename First::model>, type_list<>>,
                                typename models_where<Outer, Rest...>::type>;
};

/// The same source on the outer side of a join.
template <class Source>
using missing_source = std::conditional_t<is_outer<Source> || is_window<Source>, Source,
                                          source<typename Source::model, true>>;

}  // namespace detail

template <class... Sources>
struct sources {
    /// Column models of all tables that expressions may use.
    using models = type_list<typename Sources::model...>;
    /// Tables, without the windows.
    static constexpr std::size_t size =
        sizeof...(Sources) - (std::size_t{0} + ... + (detail::is_window<Sources> ? 1U : 0U));

    /// Whether correlate() named a table of an outer statement.
    static constexpr bool is_correlated = (detail::is_outer<Sources> || ...);
    /// Tables of outer statements.
    struct outer {
        using models = typename detail::models_where<true, Sources...>::type;
    };
    /// Tables of from() and the joins.
    struct own {
        using models = typename std::conditional_t<
            is_correlated || size != sizeof...(Sources), detail::models_where<false, Sources...>,
            std::type_identity<type_list<typename Sources::model...>>>::type;
    };

    /// The same, seeing one more table of an outer statement.
    template <class Model>
    using correlated_to = sources<Sources..., outer_source<Model>>;

    template <class Model>
    static constexpr bool has = (std::is_same_v<Model, typename Sources::model> || ...);

    /// True when an outer join can make one of these tables' columns NULL.
    template <class... Models>
    static constexpr bool can_miss(type_list<Models...>) {
        return (misses<Models>() || ...);
    }

    /// The same tables, all on the outer side: grouping sets give rows in which any column is NULL.
    struct all_missing {
        using type = sources<detail::missing_source<Sources>...>;
    };

    /// All tables of this list and Model, each as it is.
    template <class Model, bool MayBeMissing>
    using with = sources<Sources..., source<Model, MayBeMissing>>;

    /// The same, with all tables so far on the outer side.
    template <class Model, bool MayBeMissing>
    using all_missing_with =
        sources<detail::missing_source<Sources>..., source<Model, MayBeMissing>>;

    /// The same, with a window that expressions may use.
    template <class Name>
    using with_window = sources<Sources..., window_source<Name>>;

private:
    template <class Model>
    static constexpr bool misses() {
        return ((std::is_same_v<Model, typename Sources::model> && Sources::may_be_missing) || ...);
    }
};

namespace detail {

/// `"schema"."name" "alias"` as from() writes it.
constexpr token table_token(const table_names& names) {
    token made;
    made.kind = token_kind::table;
    made.name = names.name;
    made.schema = names.schema;
    made.table = names.shown;
    return made;
}

/// All columns of the table, for a select list, in the order of their declaration.
constexpr token columns_token(const table_names& names) {
    token made;
    made.kind = token_kind::columns;
    made.names = names.columns;
    made.count = names.width;
    made.table = names.shown;
    made.schema = names.qualifier;
    return made;
}

template <table_like Table>
constexpr token table_token(const Table& table) {
    return table_token(table_access::names(table));
}
template <table_like Table>
constexpr token columns_token(const Table& table) {
    return columns_token(table_access::names(table));
}

/// The first table of Used that From does not name; void when it names them all.
template <class From, class Used>
using missing_table = typename first_missing<typename From::models, Used>::type;

/// Views, subqueries and the like: nothing is written to them.
template <class Table>
inline constexpr bool is_read_only = false;

/// The door to the query of a view.
struct view_access;

/// How a kind of table stands in from(): a table by its name. Specialised for subqueries, values lists
/// and functions.
template <class Table>
struct source_parts {
    /// Tables of outer statements that it uses; then it is lateral.
    using outer_models = type_list<>;

    static constexpr auto sql(const Table& table) {
        return tokens<1>{{table_token(table_access::names(table))}};
    }
    static constexpr no_values values(const Table&) { return {}; }
    static constexpr auto columns(const Table& table) {
        return tokens<1>{{columns_token(table_access::names(table))}};
    }
};

template <class Table>
using parts_of = source_parts<std::remove_cvref_t<Table>>;

/// The columns of a model, as types.
template <class Model>
struct columns_in {
    using type = typename columns_of_model<typename Model::columns, preserve>::types;
};

}  // namespace detail

}  // namespace orm
