// SPDX-License-Identifier: MIT
// Many rows of an insert as one array for each column: `select * from unnest($1::text[], ...)`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <orm/core/error.hpp>
#include <orm/core/joined_text.hpp>
#include <orm/query/assignments.hpp>
#include <orm/types/array.hpp>

namespace orm::detail {

/// From this many rows on, arrays are faster than values, whatever their number: one text serves all.
inline constexpr std::size_t rows_for_arrays = 32;

/// A statement takes this many values; arrays count as one.
inline constexpr std::size_t most_parameters = 65'535;

/// The type of a column's array elements: a serial is an integer.
template <class Sql>
struct element_type {
    using type = Sql;
};
template <class Sql>
    requires requires { typename Sql::stored_as; }
struct element_type<Sql> {
    using type = typename Sql::stored_as;
};

/// What an array of one column's values needs.
struct array_operations {
    /// False for columns of arrays, which unnest() would flatten, and for types whose name without a
    /// length means a length of 1.
    bool can_unnest;
    const char* array_name;
    std::uint32_t array_oid;
    std::uint32_t (*element_oid)(const encoder& out);
};

template <class Sql>
inline constexpr bool is_array_type = requires { typename Sql::element_type; };

template <class Sql, bool CanUnnest>
struct array_operations_on {
    using element = typename element_type<Sql>::type;

    static std::uint32_t element_oid(const encoder& out) { return nested_oid<element>(out); }
    static constexpr array_operations value{true, array_name<element>.text, pg::array<element>::oid,
                                            &element_oid};
};
template <class Sql>
struct array_operations_on<Sql, false> {
    static constexpr array_operations value{false, nullptr, 0, nullptr};
};

template <class Column>
constexpr const array_operations* array_operations_for() {
    using sql_type = typename Column::sql_type;
    constexpr std::string_view name = sql_type::name;
    constexpr bool can_unnest = Column::is_writable && !is_array_type<sql_type> &&
                                !client_value<Column, client_default>::exists && name != "char" &&
                                name != "bit";
    return &array_operations_on<sql_type, can_unnest>::value;
}

template <class Columns>
struct table_arrays;
template <class... Columns>
struct table_arrays<type_list<Columns...>> {
    static constexpr const array_operations* operations[] = {array_operations_for<Columns>()...};
};

/// Rows that lie one behind the other.
struct row_block {
    field_row first;
    std::size_t count;
    /// From one row to the next.
    std::size_t bytes;
};

/// Calls use(row_block). There is at least one row.
template <class Table, class Rows, class Use>
void with_block(const Rows& rows, Use&& use) {
    with_fields<client_default, Table>(rows[0], [&](const field_row& first) {
        use(row_block{first, rows.count(), sizeof(rows[0])});
    });
}

/// True when the rows behind the first give what it gives, as values or NULL.
inline bool are_alike(const row_block& rows, const std::uint64_t* written) {
    struct expected {
        const field_base* first;
        bool is_given;
    };
    struct expected_columns {
        expected* items;
        std::size_t count = 0;
        ~expected_columns() { delete[] items; }
    } columns{new expected[rows.first.width]};
    for (std::size_t i = 0; i < rows.first.width; ++i)
        if (rows.first.operations[i]->bind != nullptr &&
            !rows.first.operations[i]->has_client_value)
            columns.items[columns.count++] = {rows.first.fields[i], has_bit(written, i)};
    for (std::size_t row = 1; row < rows.count; ++row)
        for (std::size_t i = 0; i < columns.count; ++i) {
            const expected& column = columns.items[i];
            const field_state state = same_field(column.first, row * rows.bytes)->what();
            const bool is_given = state == field_state::value || state == field_state::null;
            if (is_given != column.is_given || state == field_state::expression) return false;
        }
    return true;
}

/// Sets the bits of the columns that at least one row gives. Gives true when every row gives the same,
/// as values.
inline bool mark_block(const row_block& rows, std::uint64_t* written) {
    if (!mark_written(rows.first, written) && are_alike(rows, written)) return true;
    for (std::size_t row = 1; row < rows.count; ++row)
        for (std::size_t column = 0; column < rows.first.width; ++column)
            if (rows.first.state(column, row * rows.bytes) != field_state::absent)
                set_bit(written, column);
    return false;
}

/// True when all columns of a mask can travel as arrays.
inline bool can_unnest(const array_operations* const* columns, const std::uint64_t* written,
                       std::size_t width) {
    for (std::size_t i = 0; i < width; ++i)
        if (has_bit(written, i) && !columns[i]->can_unnest) return false;
    return true;
}

/// `$1::text[], $2::integer[]`.
inline void visit_array_parameters(const array_operations* const* columns,
                                   const std::uint64_t* written, std::size_t width,
                                   outline& statement) {
    bool is_first = true;
    for (std::size_t i = 0; i < width; ++i) {
        if (!has_bit(written, i)) continue;
        if (!is_first) statement.run(", ");
        is_first = false;
        statement.run(plain_token(token_kind::parameter));
        statement.run("::");
        statement.run(columns[i]->array_name);
    }
}

/// What a refused value says when it is one of many rows.
///
/// Takes:    row, counted from 1.
template <class = void>
ORM_COLD invalid_value in_row(const invalid_value& refused, const char* column, std::uint64_t row) {
    error_details details = refused.details();
    details.message = joined_text({"row ", row, ", column \"", column, "\": ", details.message});
    details.column = column;
    return invalid_value(std::move(details));
}

/// One array for each written column, in the server's binary form.
inline void bind_arrays(const row_block& rows, const array_operations* const* columns,
                        const std::uint64_t* written, parameter_list& parameters) {
    for (std::size_t column = 0; column < rows.first.width; ++column) {
        if (!has_bit(written, column)) continue;
        const array_operations& of = *columns[column];
        const auto write = rows.first.operations[column]->write;
        parameters.add_written(of.array_oid, [&](encoder& out) {
            write_vector_header(out, rows.count, true, of.element_oid(out));
            std::size_t row = 0;
            try {
                for (; row < rows.count; ++row)
                    write(same_field(rows.first.fields[column], row * rows.bytes), out);
            } catch (const invalid_value& refused) {
                throw in_row(refused, rows.first.names[column], row + 1);
            }
        });
    }
}

/// Says many rows as arrays: they are alike, and can_unnest() their columns.
inline void visit_as_arrays(const row_block& rows, const array_operations* const* columns,
                            const std::uint64_t* written, outline& statement) {
    statement.run(" (");
    statement.run(mask_token(token_kind::column_list, rows.first, written));
    statement.run(") select * from unnest(");
    visit_array_parameters(columns, written, rows.first.width, statement);
    statement.run(")");
    if (statement.parameters() != nullptr)
        bind_arrays(rows, columns, written, *statement.parameters());
}

}  // namespace orm::detail
