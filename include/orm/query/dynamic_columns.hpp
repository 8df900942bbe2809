// SPDX-License-Identifier: MIT
// Columns of a select list that are chosen at run time, from those that the program declares.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/expr/expression.hpp>
#include <orm/schema/column.hpp>

namespace orm {

namespace detail {

/// Values that are left out when their expression is not written.
template <class Values>
struct values_if {
    bool is_wanted;
    [[no_unique_address]] Values values;

    constexpr void bind(outline& statement) const {
        if (is_wanted) values.bind(statement);
    }
};

template <class = void>
ORM_COLD [[noreturn]] void throw_unknown_column(std::string_view asked) {
    throw invalid_value("a column named \"" + std::string(asked.substr(0, 63)) +
                        "\" was chosen, which is not one of those that may be");
}

}  // namespace detail

/// A column or expression that is read only when it is wanted; the row's type does not depend on that.
///
///     db.select(users.id, orm::select_if(with_age, users.age)).from(users)
///     // select "id", "age" from "users", or: select "id", cast(null as integer) from "users"
///
/// Gives:    std::optional, empty when the column was not wanted.
template <operand_like Operand>
constexpr auto select_if(bool is_wanted, const Operand& operand) {
    using facts_type = detail::facts_of<Operand>;
    using sql_type = typename facts_type::sql_type;
    auto inner = operand.as_expression();
    auto wanted = detail::join_tokens(inner.sql, "", "", "");
    if (!is_wanted) {
        for (token& item : wanted.items) item = detail::text_token("");
        wanted.items[0] = detail::text_token("cast(null as ");
        wanted.items[1] = detail::text_token(sql_type::name);
        wanted.items[2] = detail::text_token(")");
    }
    using result = facts<sql_type, nulls::possible, typename facts_type::tables,
                         typename facts_type::loose_columns, facts_type::has_aggregate>;
    return detail::make_expression<result, decltype(inner)::level>(
        wanted, detail::values_if<decltype(inner.values)>{is_wanted, ORM_PASS(inner.values)});
}

/// Which columns of a declared set a list of names asks for.
///
///     const orm::chosen_columns fields(request.fields, users.name, users.email);
///     db.select(users.id, fields(users.name), fields(users.email)).from(users).all();
///
/// Throws:   invalid_value for a name that is not in the set. Names never become SQL.
template <std::size_t Count>
class chosen_columns {
public:
    template <class Names, column_like... Columns>
    explicit chosen_columns(const Names& names, const Columns&... columns)
        : allowed_{columns.name()...} {
        for (const auto& name : names) choose(std::string_view(name));
    }

    bool has(std::string_view name) const {
        for (std::size_t i = 0; i < Count; ++i)
            if (allowed_[i] == name) return is_chosen_[i];
        detail::throw_unknown_column(name);
    }

    /// The column when it was asked for, NULL when not.
    template <column_like Column>
    auto operator()(const Column& column) const {
        return select_if(has(column.name()), column);
    }

private:
    void choose(std::string_view name) {
        for (std::size_t i = 0; i < Count; ++i) {
            if (allowed_[i] != name) continue;
            is_chosen_[i] = true;
            return;
        }
        detail::throw_unknown_column(name);
    }

    std::array<std::string_view, Count> allowed_;
    std::array<bool, Count> is_chosen_{};
};
template <class Names, class... Columns>
chosen_columns(const Names&, const Columns&...) -> chosen_columns<sizeof...(Columns)>;

}  // namespace orm
