// SPDX-License-Identifier: MIT
// insert ... select: the columns, and the select that fills them.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/change_rules.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/select_list.hpp>

namespace orm {

namespace detail {

/// One value of a select list: its SQL type, and whether it can be NULL.
template <class Sql, bool CanBeNull>
struct selected_cell {
    using sql_type = Sql;
    static constexpr bool can_be_null = CanBeNull;
};

template <class Item, class Sources>
struct cells_of_item;
template <class Facts, class Sources>
struct cells_of_item<cell_item<Facts>, Sources> {
    using type = type_list<
        selected_cell<typename Facts::sql_type, cell_item<Facts>::template can_be_null<Sources>>>;
};
template <class Model, class Sources, class Columns>
struct cells_of_columns;
template <class Model, class Sources, class... Columns>
struct cells_of_columns<Model, Sources, type_list<Columns...>> {
    static constexpr bool can_miss = Sources::can_miss(type_list<Model>{});
    using type =
        type_list<selected_cell<typename Columns::sql_type, (Columns::is_nullable || can_miss)>...>;
};
template <class Model, class Sources>
struct cells_of_item<table_item<Model>, Sources>
    : cells_of_columns<Model, Sources,
                       typename columns_of_model<typename Model::columns, preserve>::types> {};

template <class... Lists>
struct chained_lists {
    using type = type_list<>;
};
template <class... First>
struct chained_lists<type_list<First...>> {
    using type = type_list<First...>;
};
template <class... First, class... Second, class... Rest>
struct chained_lists<type_list<First...>, type_list<Second...>, Rest...>
    : chained_lists<type_list<First..., Second...>, Rest...> {};

template <class Shape, class Sources>
struct cells_of_shape;
template <class... Items, class Sources>
struct cells_of_shape<shape<Items...>, Sources>
    : chained_lists<typename cells_of_item<Items, Sources>::type...> {};

/// The columns that an insert can write.
template <class Columns>
struct writable_columns;
template <class... Columns>
struct writable_columns<type_list<Columns...>>
    : chained_lists<std::conditional_t<Columns::is_writable, type_list<Columns>, type_list<>>...> {
};

/// The first column that must be given; void when there is none.
template <class Columns>
struct first_required {
    using type = void;
};
template <class First, class... Rest>
struct first_required<type_list<First, Rest...>>
    : std::conditional_t<First::is_required, std::type_identity<First>,
                         first_required<type_list<Rest...>>> {};

/// The first required column that is not among the given ones. Columns with equal declarations count
/// as one, for their types are.
template <class Columns, class Given>
struct first_not_given {
    using type = void;
};
template <class First, class... Rest, class Given>
struct first_not_given<type_list<First, Rest...>, Given>
    : std::conditional_t<First::is_required && !contains<Given, First>, std::type_identity<First>,
                         first_not_given<type_list<Rest...>, Given>> {};

/// A column, and the value that is selected for it.
template <class Column, class Cell>
struct filled_column {
    using column = Column;
    using sql_type = typename Cell::sql_type;
    static constexpr bool fits_type =
        std::is_same_v<typename Column::sql_type::family, typename sql_type::family>;
    static constexpr bool fits_null = Column::is_nullable || !Cell::can_be_null;
    static constexpr bool is_writable = Column::is_writable;
    static constexpr bool holds = fits_type && fits_null && is_writable;
};

/// Nothing is wrong.
struct no_filled_column {
    using column = void;
    using sql_type = void;
    static constexpr bool fits_type = true;
    static constexpr bool fits_null = true;
    static constexpr bool is_writable = true;
};

template <class... Filled>
struct first_unfit : std::type_identity<no_filled_column> {};
template <class First, class... Rest>
struct first_unfit<First, Rest...>
    : std::conditional_t<First::holds, first_unfit<Rest...>, std::type_identity<First>> {};

/// The first column whose value does not fit, when there are as many values as columns.
template <class Columns, class Cells>
struct unfit_column : std::type_identity<no_filled_column> {};
template <class... Columns, class... Cells>
    requires(sizeof...(Columns) == sizeof...(Cells))
struct unfit_column<type_list<Columns...>, type_list<Cells...>>
    : first_unfit<filled_column<Columns, Cells>...> {};

/// The rules of an insert from Select into Given, some or all of a table's Columns.
template <class Columns, class Given, class Select>
struct selected_check {
    using cells =
        typename cells_of_shape<typename Select::result::shape, typename Select::sources>::type;
    using unfit = typename unfit_column<Given, cells>::type;
    using missing = typename first_not_given<Columns, Given>::type;

    using width_rule = rule::selected_width<Given::size, cells::size, (Given::size == cells::size)>;
    using type_rule =
        rule::selected_type<typename unfit::column, typename unfit::sql_type, unfit::fits_type>;
    using null_rule = rule::selected_null<typename unfit::column, unfit::fits_null>;
    using written_rule =
        rule::generated_column_selected<typename unfit::column, unfit::is_writable>;
    using required_rule = rule::required_column_not_selected<missing, std::is_void_v<missing>>;
};

/// ` ("a", "b") select ...`.
template <class Select, std::size_t Count>
struct selected_rows {
    static constexpr bool is_empty = false;

    tokens<Count> columns;
    Select select;
};

template <class Table, class Select, std::size_t Count>
constexpr void visit_rows(const selected_rows<Select, Count>& rows, outline& statement) {
    statement.run(rows.columns);
    rows.select.visit(statement);
}

template <class... Columns>
constexpr auto column_list_tokens(const Columns&... columns) {
    return join_tokens(" (", plain_token(token_kind::bare_names), list_tokens(columns...),
                       plain_token(token_kind::restore_names), ") ");
}

/// The bits of the columns that can be written.
template <class Columns>
struct writable_mask;
template <class... Columns>
struct writable_mask<type_list<Columns...>> {
    struct words {
        std::uint64_t bits[(sizeof...(Columns) + 63) / 64] = {};
    };
    static constexpr words value = [] {
        words made{};
        std::size_t column = 0;
        ((made.bits[column / 64] |= std::uint64_t{Columns::is_writable} << column % 64, ++column),
         ...);
        return made;
    }();
};

/// ` ("id", "name") `: all columns of a table that can be written.
template <class Table>
constexpr auto writable_list() {
    token made = plain_token(token_kind::column_list);
    made.count = static_cast<std::uint32_t>(Table::width);
    made.names = Table::described::names;
    made.written = writable_mask<typename Table::columns>::value.bits;
    return join_tokens(" (", made, ") ");
}

}  // namespace detail

/// Columns of an insert, which from() fills.
template <class Statement, class Columns, std::size_t Count>
class insert_columns {
public:
    constexpr insert_columns(Statement statement, const tokens<Count>& columns)
        : statement_(ORM_PASS(statement)), columns_(columns) {}

    /// The rows of a select, one value for each column.
    ///
    ///     orm::insert(posts).columns(posts.authorId, posts.title)
    ///         .from(orm::select(users.id, users.name).from(users))
    ///     // insert into "posts" ("author_id", "title") select "id", "name" from "users"
    template <class Select>
    constexpr auto from(const Select& select) const {
        using check =
            detail::selected_check<typename Statement::table_type::columns, Columns, Select>;
        static_cast<void>(detail::whole_rule<Select>{});
        static_cast<void>(typename check::width_rule{});
        static_cast<void>(typename check::type_rule{});
        static_cast<void>(typename check::null_rule{});
        static_cast<void>(typename check::written_rule{});
        static_cast<void>(typename check::required_rule{});
        return statement_.with_other_rows(detail::selected_rows<Select, Count>{columns_, select});
    }

private:
    Statement statement_;
    tokens<Count> columns_;
};

}  // namespace orm
