// SPDX-License-Identifier: MIT
// How rows of one table find rows of another: keys, and the table between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include <orm/expr/comparison.hpp>
#include <orm/query/from.hpp>
#include <orm/relations/rules.hpp>
#include <orm/schema/column.hpp>

namespace orm {

/// Columns that identify a row together.
template <class... Columns>
struct column_key {
    column_base columns[sizeof...(Columns)];
};

/// A key of several columns, for a relation: `orm::key_of(orders.tenantId, orders.id)`.
template <column_like... Columns>
    requires(sizeof...(Columns) != 0)
constexpr auto key_of(const Columns&... columns) {
    using first = std::tuple_element_t<0, std::tuple<Columns...>>;
    static_cast<void>(
        rule::key_of_one_table<(std::is_same_v<typename first::model, typename Columns::model> &&
                                ...)>{});
    return column_key<Columns...>{{static_cast<const column_base&>(columns)...}};
}

enum class relation_kind : std::uint8_t { one, many };

namespace detail {

template <class Type>
inline constexpr bool is_key = false;
template <class... Columns>
inline constexpr bool is_key<column_key<Columns...>> = true;

/// A single column is a key of one.
template <class... Columns>
constexpr const column_key<Columns...>& as_key(const column_key<Columns...>& given) {
    return given;
}
template <column_like Column>
constexpr auto as_key(const Column& column) {
    return column_key<Column>{{static_cast<const column_base&>(column)}};
}

template <class Key>
struct key_traits;
template <class First, class... Rest>
struct key_traits<column_key<First, Rest...>> {
    using model = typename First::model;
    using columns = type_list<First, Rest...>;
    static constexpr std::size_t width = 1 + sizeof...(Rest);
    static constexpr bool can_be_null = First::is_nullable || (Rest::is_nullable || ...);
    static constexpr bool is_identity = First::is_primary_key || (Rest::is_primary_key || ...) ||
                                        First::is_unique || (Rest::is_unique || ...);
};

template <class Key>
using columns_of_key = typename key_traits<Key>::columns;

/// The table that a column is of, as from() writes it.
constexpr token table_of_column(const column_base& column) {
    token made;
    made.kind = token_kind::table;
    made.name = column.stored_table;
    made.schema = column.stored_schema;
    made.table = column.table_name;
    return made;
}

/// All columns of the table that a column is of.
constexpr token columns_of_table(const column_base& column) {
    token made;
    made.kind = token_kind::columns;
    made.names = column.table_columns;
    made.count = column.table_width;
    made.table = column.table_name;
    made.schema = column.schema_name;
    return made;
}

/// `"a"."x" = "b"."x" and "a"."y" = "b"."y"`.
template <std::size_t Width>
constexpr auto equal_keys(const column_base (&left)[Width], const column_base (&right)[Width]) {
    tokens<4 * Width - 1> run{};
    token* target = run.items;
    for (std::size_t i = 0; i < Width; ++i) {
        if (i != 0) target = put(target, " and ");
        target = put(target, column_token(left[i]));
        target = put(target, " = ");
        target = put(target, column_token(right[i]));
    }
    return run;
}

/// Whether two types can be compared in SQL.
template <class Left, class Right>
inline constexpr bool keys_meet =
    std::is_same_v<typename Left::sql_type, typename Right::sql_type> ||
    (std::is_same_v<typename Left::sql_type::family, typename Right::sql_type::family> &&
     !std::is_same_v<typename Left::sql_type::family, pg::family::incomparable>);

/// Stands where a broken rule would.
struct no_rule {};

/// The first pair of columns that cannot be compared; rules of keys as types, so that finding out is no
/// part of a constant expression that a broken rule would spoil.
template <class Left, class Right>
struct key_pairs {
    static constexpr bool hold = false;
    using rule = orm::rule::relation_keys_have_one_size<Left::size, Right::size, false>;
};
template <>
struct key_pairs<type_list<>, type_list<>> {
    static constexpr bool hold = true;
    using rule = no_rule;
};
template <class Left, class... Lefts, class Right, class... Rights>
    requires(sizeof...(Lefts) == sizeof...(Rights))
struct key_pairs<type_list<Left, Lefts...>, type_list<Right, Rights...>> {
    using rest = key_pairs<type_list<Lefts...>, type_list<Rights...>>;
    static constexpr bool meets = keys_meet<Left, Right>;
    static constexpr bool hold = meets && rest::hold;
    using rule = std::conditional_t<meets, typename rest::rule,
                                    orm::rule::relation_types_meet<Left, Right, false>>;
};

template <class Left, class Right>
using compared_keys =
    key_pairs<typename key_traits<Left>::columns, typename key_traits<Right>::columns>;

/// A way from parents to related rows.
///
/// Parent:   the key in the parent's row. Near: the key that it is compared with: of the related table
///           or of the table between. Models: the related table, and the one between.
template <relation_kind Kind, class Parent, class Near, class Models, std::size_t Count>
struct relation_link;
template <relation_kind Kind, class... Parents, class... Nears, class Child, class... Between,
          std::size_t Count>
struct relation_link<Kind, column_key<Parents...>, column_key<Nears...>,
                     type_list<Child, Between...>, Count> {
    using parent_key = column_key<Parents...>;
    using near_key = column_key<Nears...>;
    using parent_model = typename key_traits<parent_key>::model;
    using child_model = Child;
    using sources = orm::sources<source<Child, false>, source<Between, false>...>;
    static constexpr relation_kind kind = Kind;
    static constexpr std::size_t width = sizeof...(Parents);
    static constexpr bool is_direct = sizeof...(Between) == 0;

    parent_key parent;
    near_key near;
    token near_tokens[width];
    column_base child;
    /// `"groups" join "memberships" on ...`.
    tokens<Count> from;
};

template <class Kind, class Near>
constexpr void fill_near(Kind& link, const Near& near) {
    for (std::size_t i = 0; i < Kind::width; ++i)
        link.near_tokens[i] = column_token(near.columns[i]);
}

template <relation_kind Kind, class Parent, class Child>
constexpr auto direct_link(const Parent& parent, const Child& child) {
    using model = typename key_traits<Child>::model;
    using link = relation_link<Kind, Parent, Child, type_list<model>, 1>;
    link made{parent, child, {}, child.columns[0], tokens<1>{{table_of_column(child.columns[0])}}};
    fill_near(made, child);
    return made;
}

template <class Parent, class Near, class Far, class Child>
constexpr auto through_link(const Parent& parent, const Near& near, const Far& far,
                            const Child& child) {
    auto from =
        join_tokens(table_of_column(child.columns[0]), " join ", table_of_column(near.columns[0]),
                    " on ", equal_keys(far.columns, child.columns));
    using models = type_list<typename key_traits<Child>::model, typename key_traits<Near>::model>;
    using link = relation_link<relation_kind::many, Parent, Near, models, from.size()>;
    link made{parent, near, {}, child.columns[0], from};
    fill_near(made, near);
    return made;
}

}  // namespace detail

/// A column, or `orm::key_of(...)` of several.
template <class Type>
concept key_like = column_like<Type> || detail::is_key<std::remove_cvref_t<Type>>;

}  // namespace orm
