// SPDX-License-Identifier: MIT
// The rows of an insert: one, several, the caller's, none but defaults.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include <orm/query/assignments.hpp>
#include <orm/query/change_rules.hpp>
#include <orm/query/many_rows.hpp>

namespace orm {

namespace detail {

/// No values() yet.
struct no_rows_given {
    static constexpr bool is_empty = true;
};

/// One row, owned.
template <class Row>
struct one_row {
    static constexpr bool is_empty = false;
    Row row;

    constexpr std::size_t count() const { return 1; }
    constexpr const Row& operator[](std::size_t) const { return row; }
};

/// Rows of an initialiser list, owned.
template <class Row>
struct owned_rows {
    static constexpr bool is_empty = false;
    std::vector<Row> rows;

    std::size_t count() const { return rows.size(); }
    const Row& operator[](std::size_t position) const { return rows[position]; }
};

/// Rows of the caller, who keeps them until the statement has run.
template <class Row>
struct viewed_rows {
    static constexpr bool is_empty = false;
    std::span<const Row> rows;

    std::size_t count() const { return rows.size(); }
    const Row& operator[](std::size_t position) const { return rows[position]; }
};

/// What `{{.id = 1}, {.id = 2}}` becomes. `{}` becomes one, too, and is refused.
template <class Row>
struct row_list {
    std::vector<Row> rows;

    constexpr row_list() { static_cast<void>(rule::values_of_nothing<Row, false>{}); }
    row_list(std::initializer_list<Row> given) : rows(given) {}
};

/// One row of defaults.
struct row_of_defaults {
    static constexpr bool is_empty = false;
};

inline constexpr tokens<1> insert_into{{text_token("insert into ")}};
inline constexpr tokens<1> columns_begin{{text_token(" (")}};
inline constexpr tokens<1> values_begin{{text_token(") values (")}};
inline constexpr tokens<1> values_end{{text_token(")")}};

/// `("id", "name") values (`: the columns that at least one row gives.
inline void visit_columns(const field_row& any_row, const std::uint64_t* written,
                          outline& statement) {
    statement.run(columns_begin);
    statement.run(mask_token(token_kind::column_list, any_row, written));
    statement.run(values_begin);
}

/// `$1, default`: one row of values, as one token.
inline void visit_row_of_values(const field_row& row, const std::uint64_t* written,
                                const std::uint64_t* given, outline& statement) {
    statement.run(mask_token(token_kind::value_list, row, written, given));
    bind_fields(row, given, statement);
}

/// `$1, default, now()`: one row.
inline void visit_row(const field_row& row, const std::uint64_t* written, outline& statement) {
    std::uint64_t* const given = statement.make_mask(row.width);
    if (!mark_written(row, given)) return visit_row_of_values(row, written, given, statement);
    bool is_first = true;
    for (std::size_t i = 0; i < row.width; ++i) {
        if (!has_bit(written, i)) continue;
        if (!is_first) statement.run(", ");
        is_first = false;
        if (has_bit(given, i)) visit_field_value(row, i, statement);
        else statement.run("default");
    }
}

inline bool is_empty_mask(const std::uint64_t* mask, std::size_t width) {
    for (std::size_t i = 0; i < (width + 63) / 64; ++i)
        if (mask[i] != 0) return false;
    return true;
}

/// Several rows.
template <class = void>
void visit_block(const row_block& rows, const array_operations* const* columns,
                 outline& statement) {
    const std::size_t width = rows.first.width;
    std::uint64_t* const written = statement.make_mask(width);
    const bool are_alike = mark_block(rows, written);
    // SQL has no other way to say several rows of defaults.
    const bool is_empty = is_empty_mask(written, width);
    if (is_empty) set_bit(written, 0);
    if (!is_empty && are_alike && rows.count >= rows_for_arrays &&
        can_unnest(columns, written, width))
        return visit_as_arrays(rows, columns, written, statement);
    visit_columns(rows.first, written, statement);
    std::vector<const field_base*> fields(width);
    for (std::size_t row = 0; row < rows.count; ++row) {
        if (row != 0) statement.run("), (");
        for (std::size_t i = 0; i < width; ++i)
            fields[i] = same_field(rows.first.fields[i], row * rows.bytes);
        visit_row({rows.first.operations, rows.first.names, width, fields.data()}, written,
                  statement);
    }
    statement.run(")");
}

template <class = void>
ORM_COLD [[noreturn]] void throw_no_rows_given() {
    throw invalid_value("values() was given no rows; insert at least one");
}

/// One row: `("id", "name") values ($1, $2)`.
inline void visit_single_row(const field_row& row, outline& statement) {
    std::uint64_t* const written = statement.make_mask(row.width);
    const bool has_expression = mark_written(row, written);
    if (is_empty_mask(written, row.width)) return statement.run(" default values");
    visit_columns(row, written, statement);
    if (has_expression) visit_row(row, written, statement);
    else visit_row_of_values(row, written, written, statement);
    statement.run(values_end);
}

/// Throws:   invalid_value when there are no rows.
template <class Table, class Rows>
void visit_rows(const Rows& rows, outline& statement) {
    if (rows.count() == 0) throw_no_rows_given();
    with_block<Table>(rows, [&](const row_block& block) {
        if (block.count == 1) visit_single_row(block.first, statement);
        else visit_block(block, table_arrays<typename Table::columns>::operations, statement);
    });
}

/// A row that is there has no arrays to go into.
template <class Table, class Row>
void visit_rows(const one_row<Row>& rows, outline& statement) {
    with_fields<client_default, Table>(
        rows.row, [&](const field_row& row) { visit_single_row(row, statement); });
}

/// The missing rows were refused before.
template <class Table>
void visit_rows(no_rows_given, outline&) {}

template <class Table>
void visit_rows(row_of_defaults, outline& statement) {
    statement.run(" default values");
}

}  // namespace detail

}  // namespace orm
