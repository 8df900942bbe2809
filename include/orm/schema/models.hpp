// SPDX-License-Identifier: MIT
// The four models of a table: row, insert, update, columns.
#pragma once

#include <optional>
#include <type_traits>

#include <orm/schema/column.hpp>
#include <orm/schema/field.hpp>

namespace orm {

/// `user_table<row_model>`: what a select gives. Plain values; std::optional where NULL is possible.
struct row_model {
    template <class Sql, class... Modifiers>
    using field = std::conditional_t<
        column_declaration<Sql, Modifiers...>::is_nullable,
        std::optional<typename column_declaration<Sql, Modifiers...>::value_type>,
        typename column_declaration<Sql, Modifiers...>::value_type>;
};

/// `user_table<insert_model>`: what an insert takes. Required columns must be given.
struct insert_model {
    template <class Sql, class... Modifiers>
    using field = std::conditional_t<
        !column_declaration<Sql, Modifiers...>::is_writable, generated_field,
        std::conditional_t<column_declaration<Sql, Modifiers...>::is_required,
                           required_field<typename column_declaration<Sql, Modifiers...>::sql_type>,
                           orm::field<typename column_declaration<Sql, Modifiers...>::sql_type,
                                      column_declaration<Sql, Modifiers...>::is_nullable>>>;
};

/// `user_table<update_model<Scope>>`: what an update takes. Every column may be left out. Scope: the
/// tables whose columns the new values may use.
template <class Scope>
struct update_model {
    template <class Sql, class... Modifiers>
    using field =
        std::conditional_t<!column_declaration<Sql, Modifiers...>::is_writable, generated_field,
                           orm::field<typename column_declaration<Sql, Modifiers...>::sql_type,
                                      column_declaration<Sql, Modifiers...>::is_nullable, Scope>>;
};

/// `user_table<columns_model<user_table>>`: typed columns.
template <template <class> class Table>
struct columns_model {
    template <class Sql, class... Modifiers>
    using field = typed_column<columns_model, Sql, Modifiers...>;

    template <class Model>
    using with = Table<Model>;

    using row = Table<row_model>;
    using columns = Table<columns_model>;
};

/// The same for an alias, so that two uses of one table have different columns.
template <template <class> class Table, fixed_string Alias>
struct alias_model {
    template <class Sql, class... Modifiers>
    using field = typed_column<alias_model, Sql, Modifiers...>;

    template <class Model>
    using with = Table<Model>;

    using row = Table<row_model>;
    using columns = Table<alias_model>;
};

namespace detail {

template <class Model>
inline constexpr bool is_alias_model = false;
template <template <class> class Table, fixed_string Alias>
inline constexpr bool is_alias_model<alias_model<Table, Alias>> = true;

}  // namespace detail

}  // namespace orm
