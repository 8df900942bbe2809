// SPDX-License-Identifier: MIT
// Many rows of an insert as one array for each column: `select * from unnest($1::text[], ...)`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

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

/// What an array of one column's values needs, as functions over a field's address.
struct array_operations {
    /// False for columns of arrays, which unnest() would flatten, and for types whose name without a
    /// length means a length of 1.
    bool can_unnest;
    const char* array_name;
    std::uint32_t array_oid;
    std::uint32_t (*element_oid)(const encoder& out);
    void (*write)(const void* field, encoder& out);
};

template <class Sql>
inline constexpr bool is_array_type = requires { typename Sql::element_type; };

template <class Content, class Sql, bool CanUnnest>
struct array_operations_on {
    using element = typename element_type<Sql>::type;

    static std::uint32_t element_oid(const encoder& out) { return nested_oid<element>(out); }
    static void write(const void* field, encoder& out) {
        const auto& typed = *static_cast<const Content*>(field);
        if (typed.what() == field_state::value) encode_element<element>(out, typed.value());
        else out.null_value();
    }
    static constexpr array_operations value{true, array_name<element>.text, pg::array<element>::oid,
                                            &element_oid, &write};
};
template <class Content, class Sql>
struct array_operations_on<Content, Sql, false> {
    static constexpr array_operations value{false, nullptr, 0, nullptr, nullptr};
};

template <class Column, class Field>
constexpr const array_operations* array_operations_for() {
    using content = decltype(content_of(std::declval<const Field&>()));
    using sql_type = typename Column::sql_type;
    constexpr std::string_view name = sql_type::name;
    constexpr bool can_unnest = Column::is_writable && !is_array_type<sql_type> &&
                                !client_value<Column, client_default>::exists && name != "char" &&
                                name != "bit";
    return &array_operations_on<content, sql_type, can_unnest>::value;
}

template <class Columns, class Fields>
struct table_arrays;
template <class... Columns, class... Fields>
struct table_arrays<type_list<Columns...>, type_list<Fields...>> {
    static constexpr const array_operations* operations[] = {
        array_operations_for<Columns, Fields>()...};
};

inline bool is_same_mask(const std::uint64_t* left, const std::uint64_t* right, std::size_t width) {
    for (std::size_t i = 0; i < (width + 63) / 64; ++i)
        if (left[i] != right[i]) return false;
    return true;
}

/// Room for the bits of one row.
struct row_mask {
    static constexpr std::size_t most_words = 4;
    std::uint64_t bits[most_words] = {};
};

/// True when every row gives the same columns, as values.
template <class Table, class Rows>
bool are_rows_alike(const Rows& rows, const std::uint64_t* written) {
    bool are_alike = true;
    for (std::size_t i = 0; are_alike && i < rows.count(); ++i)
        with_fields<client_default, Table>(rows[i], [&](const field_row& row) {
            row_mask given;
            are_alike =
                !mark_written(row, given.bits) && is_same_mask(given.bits, written, row.width);
        });
    return are_alike;
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

/// One array for each written column, in the server's binary form.
template <class Table, class Rows>
void bind_arrays(const Rows& rows, const array_operations* const* columns,
                 const std::uint64_t* written, parameter_list& parameters) {
    for (std::size_t column = 0; column < Table::width; ++column) {
        if (!has_bit(written, column)) continue;
        const array_operations& of = *columns[column];
        parameters.add_written(of.array_oid, [&](encoder& out) {
            write_vector_header(out, rows.count(), true, of.element_oid(out));
            for (std::size_t i = 0; i < rows.count(); ++i)
                with_fields<client_default, Table>(
                    rows[i], [&](const field_row& row) { of.write(row.fields[column], out); });
        });
    }
}

/// Says many rows as arrays. Gives false, and says nothing, when these rows cannot be said so.
template <class Table, class Rows>
bool visit_as_arrays(const Rows& rows, const std::uint64_t* written, outline& statement) {
    if constexpr (Table::width > row_mask::most_words * 64) return false;
    bool is_said = false;
    with_fields<client_default, Table>(rows[0], [&](const field_row& first) {
        meta::bindings<Table::width>::visit(rows[0], [&](const auto&... fields) {
            using arrays = table_arrays<typename Table::columns,
                                        type_list<std::remove_cvref_t<decltype(fields)>...>>;
            for (std::size_t i = 0; i < Table::width; ++i)
                if (has_bit(written, i) && !arrays::operations[i]->can_unnest) return;
            if (!are_rows_alike<Table>(rows, written)) return;
            is_said = true;
            statement.run(" (");
            statement.run(mask_token(token_kind::column_list, first, written));
            statement.run(") select * from unnest(");
            visit_array_parameters(arrays::operations, written, Table::width, statement);
            statement.run(")");
            if (statement.parameters() != nullptr)
                bind_arrays<Table>(rows, arrays::operations, written, *statement.parameters());
        });
    });
    return is_said;
}

}  // namespace orm::detail
