// SPDX-License-Identifier: MIT
// A typed column of a table object: users.email.
#pragma once

#include <string_view>
#include <type_traits>

#include <orm/expr/column_base.hpp>
#include <orm/expr/expression.hpp>
#include <orm/schema/modifiers.hpp>

namespace orm {

namespace detail {

/// array<> around the type when the modifier asks for it. Specialised where arrays are known.
template <class Sql>
struct array_of;

template <class Sql, class... Modifiers>
struct stored_type {
    using type = Sql;
};
template <class Sql, class... Modifiers>
    requires has_modifier<array, Modifiers...>
struct stored_type<Sql, Modifiers...> {
    using type = typename array_of<Sql>::type;
};

}  // namespace detail

/// The facts of a column: a class of its own, for its name is short in compiler messages.
template <class Column>
struct column_facts;

/// What a column's declaration says, the same for all models of its table.
template <class Sql, class... Modifiers>
struct column_declaration {
    using sql_type = typename detail::stored_type<Sql, Modifiers...>::type;
    using value_type = value_t<sql_type>;

    static constexpr bool is_primary_key = detail::has_modifier<primary_key, Modifiers...>;
    static constexpr bool is_unique = detail::has_modifier<unique, Modifiers...>;
    static constexpr bool is_nullable =
        detail::has_modifier<nullable, Modifiers...> && !is_primary_key;
    static constexpr bool has_default =
        (detail::gives_default<Modifiers> || ... || detail::is_serial<Sql>);
    static constexpr bool is_writable = !(detail::forbids_writing<Modifiers> || ...);
    static constexpr bool is_required = is_writable && !has_default && !is_nullable;
};

/// A column. Model names the table, Sql the type; Modifiers are those of its declaration.
///
/// Owns:     nothing; it is copied freely. Names have static storage.
template <class Model, class Sql, class... Modifiers>
struct typed_column : column_base, operand<typed_column<Model, Sql, Modifiers...>> {
    using model = Model;
    using declaration = column_declaration<Sql, Modifiers...>;
    using sql_type = typename declaration::sql_type;
    using value_type = typename declaration::value_type;

    static constexpr bool is_primary_key = declaration::is_primary_key;
    static constexpr bool is_unique = declaration::is_unique;
    static constexpr bool is_nullable = declaration::is_nullable;
    static constexpr bool has_default = declaration::has_default;
    static constexpr bool is_writable = declaration::is_writable;
    static constexpr bool is_required = declaration::is_required;

    /// The name given by named<"...">; empty without one.
    static constexpr const char* written_name = [] {
        const char* written = "";
        ((written =
              *detail::explicit_name<Modifiers> != 0 ? detail::explicit_name<Modifiers> : written),
         ...);
        return written;
    }();

    template <class Modifier>
    static constexpr bool has = detail::has_modifier<Modifier, Modifiers...>;

    using facts_type = column_facts<typed_column>;

    /// The column's name in the database.
    constexpr std::string_view name() const { return this->column_name; }

    /// `foreign key ("author_id") references "user" ("id") on delete cascade`.
    template <class Other, class... Actions>
    constexpr auto references(const Other& other, Actions... actions) const {
        return make_foreign_key(*this, other, actions...);
    }

    constexpr auto as_expression() const {
        return expression<facts_type, 1>{{}, {{detail::column_token(*this)}}, {}};
    }
};

template <class Column>
struct column_facts {
    using sql_type = typename Column::sql_type;
    using tables = type_list<typename Column::model>;
    using loose_columns = type_list<Column>;
    static constexpr nulls null = Column::is_nullable ? nulls::possible : nulls::as_tables;
    static constexpr bool has_aggregate = false;
};

namespace detail {

template <class Type>
inline constexpr bool is_column = false;
template <class Model, class Sql, class... Modifiers>
inline constexpr bool is_column<typed_column<Model, Sql, Modifiers...>> = true;

}  // namespace detail

/// A column of a table object.
template <class Type> concept column_like = detail::is_column<std::remove_cvref_t<Type>>;

}  // namespace orm
