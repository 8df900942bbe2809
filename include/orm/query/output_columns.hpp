// SPDX-License-Identifier: MIT
// The columns that a statement gives, as types and as names: what a table made of it has.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <orm/core/error.hpp>
#include <orm/query/select.hpp>
#include <orm/query/select_checks.hpp>

namespace orm {

/// The type of one column of a subquery.
template <class Sql, bool IsNullable>
struct cell_type {
    using sql_type = Sql;
    static constexpr bool is_nullable = IsNullable;
};

namespace detail {

/// Items whose name is known: columns, named expressions, tables.
template <class Item>
struct is_named_item {
    static constexpr bool value = true;
};
template <class Facts>
struct is_named_item<cell_item<Facts>> {
    static constexpr bool value = false;
};
template <class Column>
struct is_named_item<cell_item<column_facts<Column>>> {
    static constexpr bool value = true;
};
template <fixed_string Name, class Facts>
struct is_named_item<cell_item<named_facts<Name, Facts>>> {
    static constexpr bool value = true;
};
template <class Shape>
struct unnamed_item;
template <class... Items>
struct unnamed_item<shape<Items...>> : first_failing<is_named_item, type_list<Items...>> {};

template <class... Lists>
struct lists_in_a_row {
    using type = type_list<>;
};
template <class... Types>
struct lists_in_a_row<type_list<Types...>> {
    using type = type_list<Types...>;
};
template <class... First, class... Second, class... Rest>
struct lists_in_a_row<type_list<First...>, type_list<Second...>, Rest...>
    : lists_in_a_row<type_list<First..., Second...>, Rest...> {};

template <bool CanMiss, class Columns>
struct table_cells;
template <bool CanMiss, class... Columns>
struct table_cells<CanMiss, type_list<Columns...>> {
    using type =
        type_list<cell_type<typename Columns::sql_type, CanMiss || Columns::is_nullable>...>;
};

template <class Item, class Sources>
struct item_cells;
template <class Facts, class Sources>
struct item_cells<cell_item<Facts>, Sources> {
    using type = type_list<
        cell_type<typename Facts::sql_type, cell_item<Facts>::template can_be_null<Sources>>>;
};
template <class Model, class Sources>
struct item_cells<table_item<Model>, Sources>
    : table_cells<Sources::can_miss(type_list<Model>{}), typename columns_in<Model>::type> {};

/// All columns of a shape over the tables of its statement: a list of cell_type.
template <class Shape, class Sources>
struct shape_cells;
template <class... Items, class Sources>
struct shape_cells<shape<Items...>, Sources>
    : lists_in_a_row<typename item_cells<Items, Sources>::type...> {};

template <class Query>
using cells_of = typename shape_cells<typename Query::result::shape, typename Query::sources>::type;

constexpr bool is_separator(const token& item) {
    return item.kind == token_kind::text && item.count != 0;
}

/// Reads the names of a select list's columns off its tokens. An expression without a name has none.
class output_names {
public:
    constexpr output_names(token* target, std::size_t size) : target_(target), size_(size) {}

    /// True when every column has a name. Counted, for with -fsanitize=undefined g++ compares no address
    /// with nullptr in a constant expression.
    constexpr bool are_complete() const { return named_count_ >= size_; }

    constexpr void read(const token* item, const token* end) {
        while (item != end) {
            const token* last = item;
            while (last != end && !is_separator(*last)) ++last;
            read_item(item, last);
            item = last == end ? end : last + 1;
        }
    }

private:
    constexpr void read_item(const token* first, const token* end) {
        const token& last = *(end - 1);
        if (first->kind == token_kind::columns) {
            for (std::size_t i = 0; i < first->count; ++i) add(first->names[i]);
        } else if (end - first > 1 && last.kind == token_kind::identifier) {
            add(last.name);
        } else {
            if (first->kind == token_kind::column && end - first == 1) add(first->name);
            else ++count_;
        }
    }

    constexpr void add(const char* name) {
        if (count_ >= size_) return;
        target_[count_++].name = name;
        ++named_count_;
    }

    token* target_;
    std::size_t size_;
    std::size_t count_ = 0;
    std::size_t named_count_ = 0;
};

/// Has the names of a select's columns read.
template <class Session, class List, class From, class Clauses>
constexpr void read_outputs(const select_statement<Session, List, From, Clauses>& select,
                            output_names& names) {
    if constexpr (std::is_same_v<typename List::shape, every_table>) {
        const auto& columns = select_access::from(select).columns;
        names.read(columns.begin(), columns.end());
    } else {
        const auto& listed = select_access::list(select).sql;
        names.read(listed.begin(), listed.end());
    }
}

template <class = void>
ORM_COLD [[noreturn]] void throw_column_without_name() {
    throw error("a column of a subquery in from() needs a name: give it one with .as<\"name\">()");
}

/// `"table"."name"` for each column that a statement gives.
template <class Query, class... Cells>
constexpr auto output_columns(const Query& query, const char* table, type_list<Cells...>) {
    tokens<sizeof...(Cells)> columns{};
    for (token& column : columns.items) {
        column.kind = token_kind::column;
        column.table = table;
    }
    output_names names(columns.items, sizeof...(Cells));
    read_outputs(query, names);
    if (!names.are_complete()) throw_column_without_name();
    return columns;
}

}  // namespace detail

}  // namespace orm
