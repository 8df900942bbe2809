// SPDX-License-Identifier: MIT
// The part of a column that is not in its type, and the token that it becomes.
#pragma once

#include <cstdint>
#include <type_traits>

#include <orm/expr/token.hpp>

namespace orm {

/// The part of a column that is not in its type. All columns have this size, so that the number of
/// columns of a table is the size of its column model.
struct column_base {
    const char* column_name = nullptr;
    const char* table_name = nullptr;
    const char* schema_name = nullptr;
    std::uint16_t position = 0;
    /// How many columns the table has, and all their names, for statements that start at a column.
    std::uint16_t table_width = 0;
    const char* const* table_columns = nullptr;
    /// The table's own name and schema; table_name may be an alias.
    const char* stored_table = nullptr;
    const char* stored_schema = nullptr;
};

namespace detail {

/// A column has one token and no values: most of what takes expressions takes it as it stands, which spares
/// the compiler an expression for each column.
template <class Operand>
inline constexpr bool is_bare_column = std::is_base_of_v<column_base, std::remove_cvref_t<Operand>>;

constexpr token column_token(const column_base& column) {
    token made;
    made.kind = token_kind::column;
    made.name = column.column_name;
    made.table = column.table_name;
    made.schema = column.schema_name;
    return made;
}

}  // namespace detail

}  // namespace orm
