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

/// What a row with unknown columns becomes in g++, which overlooks names where a class has a
/// constructor of a list.
struct unknown_columns {
    struct anything {
        template <class Value>
        anything(const Value&);
    };
    unknown_columns(std::initializer_list<anything>);
    template <class... Values>
    unknown_columns(const Values&...);
};

/// One row of defaults.
struct row_of_defaults {
    static constexpr bool is_empty = false;
};

/// `("id", "name") values (`: the columns that at least one row gives.
inline void visit_columns(const field_row& any_row, const std::uint64_t* written,
                          outline& statement) {
    statement.run(" (");
    statement.run(mask_token(token_kind::column_list, any_row, written));
    statement.run(") values (");
}

/// `$1, default, now()`: one row.
inline void visit_row(const field_row& row, const std::uint64_t* written, outline& statement) {
    std::uint64_t* const given = statement.make_mask(row.width);
    if (!mark_written(row, given)) {
        statement.run(mask_token(token_kind::value_list, row, written, given));
        return bind_fields(row, given, statement);
    }
    bool is_first = true;
    for (std::size_t i = 0; i < row.width; ++i) {
        if (!has_bit(written, i)) continue;
        if (!is_first) statement.run(", ");
        is_first = false;
        if (has_bit(given, i)) visit_field_value(row, i, statement);
        else statement.run("default");
    }
}

ORM_COLD [[noreturn]] inline void throw_no_rows_given() {
    throw invalid_value("values() was given no rows; insert at least one");
}

/// Throws:   invalid_value when there are no rows.
template <class Table, class Rows>
void visit_rows(const Rows& rows, outline& statement) {
    constexpr std::size_t width = Table::width;
    if (rows.count() == 0) throw_no_rows_given();
    std::uint64_t* const written = statement.make_mask(width);
    for (std::size_t i = 0; i < rows.count(); ++i)
        with_fields<client_default, Table>(
            rows[i], [&](const field_row& row) { mark_written(row, written); });
    bool is_empty = true;
    for (std::size_t i = 0; i < (width + 63) / 64; ++i) is_empty = is_empty && written[i] == 0;
    if (is_empty && rows.count() == 1) return statement.run(" default values");
    // SQL has no other way to say several rows of defaults.
    if (is_empty) set_bit(written, 0);
    else if (rows.count() >= rows_for_arrays && visit_as_arrays<Table>(rows, written, statement))
        return;
    for (std::size_t i = 0; i < rows.count(); ++i)
        with_fields<client_default, Table>(rows[i], [&](const field_row& row) {
            if (i == 0) visit_columns(row, written, statement);
            else statement.run("), (");
            visit_row(row, written, statement);
        });
    statement.run(")");
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
