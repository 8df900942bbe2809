// SPDX-License-Identifier: MIT
// Cells of a result become the C++ row that the statement's type promises.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/driver/postgres/result.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/select.hpp>
#include <orm/types/codec.hpp>

namespace orm::detail {

/// The next cell of one row.
struct cell_cursor {
    driver::postgres::row_view row;
    int column = 0;
};

template <class = void>
ORM_COLD [[noreturn]] void throw_unexpected_null(driver::postgres::row_view row, int column) {
    const std::string_view name = row.column_name(column);
    std::string message = joined_text(
        {"column \"", name, "\" of row ", static_cast<std::uint64_t>(row.number()) + 1,
         " is NULL, which its C++ type cannot hold; declare it orm::nullable, or read it into "
         "std::optional"});
    throw unexpected_null(
        error_details{ORM_PASS(message), {}, {}, {}, {}, {}, std::string(name), {}, {}, {}});
}

/// Reads a cell and steps to the next one.
template <class Sql>
ORM_INLINE value_t<Sql> read_value(cell_cursor& at) {
    const int column = at.column++;
    const std::size_t size = at.row.size(column);
    if (size == 0 && at.row.is_null(column)) [[unlikely]]
        throw_unexpected_null(at.row, column);
    return codec<Sql>::decode({at.row.data(column), size});
}

template <class Sql>
ORM_INLINE std::optional<value_t<Sql>> read_optional(cell_cursor& at) {
    const int column = at.column++;
    const std::size_t size = at.row.size(column);
    if (size == 0 && at.row.is_null(column)) return std::nullopt;
    return codec<Sql>::decode({at.row.data(column), size});
}

template <class Sql, bool IsNullable>
ORM_INLINE auto read_cell(cell_cursor& at) {
    if constexpr (IsNullable) return read_optional<Sql>(at);
    else return read_value<Sql>(at);
}

template <class Model>
using model_columns = typename columns_in<Model>::type;

/// A whole row of a table, built in place, from the column `first` on. Takes what fits into registers.
template <class Row, class... Columns>
Row read_table_row(driver::postgres::row_view row, int first, type_list<Columns...>) {
    cell_cursor at{row, first};
    return Row{read_cell<typename Columns::sql_type, Columns::is_nullable>(at)...};
}

/// A row of the outer side of a join is missing when all its columns are NULL; a NOT NULL column, if
/// there is one, tells it alone.
template <class... Columns>
bool is_missing_row(cell_cursor at, type_list<Columns...>) {
    constexpr bool has_not_null = (!Columns::is_nullable || ...);
    int column = at.column;
    bool is_missing = true;
    const auto check = [&](bool counts) {
        if (counts && !at.row.is_null(column)) is_missing = false;
        ++column;
    };
    (check(!has_not_null || !Columns::is_nullable), ...);
    return is_missing;
}

template <class Item, class Sources>
struct item_reader;

template <class Facts, class Sources>
struct item_reader<cell_item<Facts>, Sources> {
    static constexpr std::size_t width = 1;

    static auto read(cell_cursor& at) {
        return read_cell<typename Facts::sql_type, cell_item<Facts>::template can_be_null<Sources>>(
            at);
    }
};

template <class Model, class Sources>
struct item_reader<table_item<Model>, Sources> {
    using columns = model_columns<Model>;
    using row = typename Model::row;
    static constexpr std::size_t width = columns::size;

    static auto read(cell_cursor& at) {
        const cell_cursor first = at;
        at.column += static_cast<int>(width);
        if constexpr (Sources::can_miss(type_list<Model>{})) {
            std::optional<row> joined;
            if (!is_missing_row(first, columns{}))
                joined.emplace(read_table_row<row>(first.row, first.column, columns{}));
            return joined;
        } else {
            return read_table_row<row>(first.row, first.column, columns{});
        }
    }
};

template <class Row>
inline constexpr bool is_tuple = false;
template <class... Cells>
inline constexpr bool is_tuple<std::tuple<Cells...>> = true;

/// Reads one row of a shape into Row: the item's own type, a tuple, or the user's struct.
template <class Row, class Shape, class Sources>
struct row_reader;

template <class Row, class... Items, class Sources>
struct row_reader<Row, shape<Items...>, Sources> {
    static constexpr std::size_t width = (item_reader<Items, Sources>::width + ... + 0);

    static Row read(const driver::postgres::result& rows, std::size_t row) {
        cell_cursor at{{rows, row}};
        if constexpr (sizeof...(Items) == 1 &&
                      (std::is_same_v<Row, typename Items::template row<Sources>> && ...))
            return (item_reader<Items, Sources>::read(at), ...);
        else if constexpr (is_tuple<Row> || struct_fits<Row, shape<Items...>, Sources>)
            return Row{item_reader<Items, Sources>::read(at)...};
        else throw error("the row struct does not fit");  // row_struct_fits has refused it before
    }
};

/// Reads one row of a result.
template <class Row>
using read_row = Row(const driver::postgres::result&, std::size_t);

/// Converts to a row where it is needed: vector::emplace_back builds the row in its place. All statements
/// with rows of one type share it, and what the containers make of it.
template <class Row>
struct row_in_place {
    read_row<Row>* read;
    const driver::postgres::result& rows;
    std::size_t row;

    // NOLINTNEXTLINE(google-explicit-constructor): the conversion is the construction.
    operator Row() const { return read(rows, row); }
};

/// The rows of a result for vector's constructor, which allocates once and builds each row in its place.
/// It costs the compiler less than reserve() and emplace_back(), which can also grow.
template <class Row>
struct row_iterator {
    using iterator_category = std::random_access_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = row_in_place<Row>;

    read_row<Row>* read;
    const driver::postgres::result* rows;
    std::size_t row;

    reference operator*() const { return {read, *rows, row}; }
    row_iterator& operator++() {
        ++row;
        return *this;
    }
    friend bool operator==(const row_iterator& left, const row_iterator& right) {
        return left.row == right.row;
    }
    friend difference_type operator-(const row_iterator& left, const row_iterator& right) {
        return static_cast<difference_type>(left.row - right.row);
    }
};

}  // namespace orm::detail
