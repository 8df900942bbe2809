// SPDX-License-Identifier: MIT
// orm::sql<T>("lower({}) = {}", users.email, value): SQL of your own, as an expression or a statement.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/raw_format.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/select_list.hpp>
#include <orm/types/array.hpp>

namespace orm {

/// A column's name alone, for the places of raw SQL where a table may not stand before it.
struct unqualified_name {
    token name;
};

/// `orm::sql("insert into {} ({}) values ({})", users, orm::unqualified(users.name), name)`.
template <column_like Column>
constexpr unqualified_name unqualified(const Column& column) {
    return {detail::identifier_token(column.column_name)};
}

/// A named place for a value of raw SQL, where no other side says its type:
/// `orm::sql<bool>("{} % {} = 0", users.id, orm::typed_param<"step", std::int64_t>)`.
template <fixed_string Name, class Value>
inline constexpr auto typed_param =
    detail::named_expression<sql_type_for_t<Value>>(named_parameter<Name>{});

namespace detail {

/// The SQL type in which a C++ value travels where nothing stands beside it.
template <class Value>
struct argument_type {
    using type = sql_type_for_t<Value>;
};
template <class Value>
    requires(plain_integer<Value> || std::is_floating_point_v<Value>)
struct argument_type<Value> {
    using type = natural_number<Value>;
};
template <class Value>
    requires(!plain_integer<Value> && std::is_convertible_v<Value, std::string_view>)
struct argument_type<Value> {
    using type = pg::text;
};

struct raw_nothing {
    tokens<0> sql;
    no_values values;
    using facts_type = facts<pg::boolean, nulls::never>;
};

template <std::size_t Count, class Values, class Facts>
struct raw_part {
    tokens<Count> sql;
    [[no_unique_address]] Values values;
    using facts_type = Facts;
};

template <class Facts = facts<pg::boolean, nulls::never>, std::size_t Count, class Values>
constexpr auto make_raw_part(const tokens<Count>& run, Values values) {
    return raw_part<Count, Values, Facts>{run, ORM_PASS(values)};
}

template <class Operand>
constexpr auto raw_operand(const Operand& operand) {
    auto inner = operand.as_expression();
    using facts_type = facts_of<Operand>;
    if constexpr (requires { inner.level; })
        return make_raw_part<facts_type>(grouped<binding::atom>(inner), ORM_PASS(inner.values));
    else return make_raw_part<facts_type>(inner.sql, ORM_PASS(inner.values));
}

/// What one placeholder becomes: names for tables and columns, `$n` for values.
template <class Argument>
constexpr auto raw_argument_part(const Argument& argument) {
    using plain = std::decay_t<Argument>;
    constexpr tokens<1> place{{plain_token(token_kind::parameter)}};
    constexpr bool has_no_type = std::is_same_v<plain, std::nullopt_t> ||
                                 std::is_same_v<plain, std::nullptr_t> || is_named_parameter<plain>;
    static_cast<void>(rule::raw_argument<plain, !has_no_type>{});
    if constexpr (has_no_type) return raw_nothing{};
    else if constexpr (operand_like<plain>) return raw_operand(argument);
    else if constexpr (table_like<plain>) {
        using none = facts<pg::boolean, nulls::never>;
        return make_raw_part<none>(tokens<1>{{table_token(argument)}}, no_values{});
    } else if constexpr (std::is_same_v<plain, unqualified_name>) {
        return make_raw_part(tokens<1>{{argument.name}}, no_values{});
    } else if constexpr (is_optional<plain>) {
        using sql_type = typename argument_type<typename plain::value_type>::type;
        std::optional<value_t<sql_type>> value;
        if (argument) value = to_sql_value<sql_type>(*argument);
        return make_raw_part(place, bound_optional<sql_type>{ORM_PASS(value)});
    } else {
        using sql_type = typename argument_type<plain>::type;
        return make_raw_part(place, bound<sql_type>{to_sql_value<sql_type>(argument)});
    }
}

constexpr no_values join_part_values() { return {}; }
template <class First, class... Rest>
constexpr auto join_part_values(First& first, Rest&... rest) {
    return join_values(ORM_PASS(first.values), join_part_values(rest...));
}

/// One column of a result, or all columns of a table's row.
template <class Value>
struct raw_item {
    using facts_type = facts<sql_type_for_t<Value>, nulls::never>;
    using type = cell_item<facts_type>;
};
template <class Value>
struct raw_item<std::optional<Value>> {
    using facts_type = facts<sql_type_for_t<Value>, nulls::possible>;
    using type = cell_item<facts_type>;
};
template <template <class> class Table>
struct raw_item<Table<row_model>> {
    using facts_type = void;
    using type = table_item<columns_model<Table>>;
};

/// What raw SQL gives: nothing, one value, rows of several.
template <class... Types>
struct raw_result {
    using shape = orm::detail::shape<typename raw_item<Types>::type...>;
    using row = typename shape::template row_for<sources<>>::type;
    using cell_facts = void;
};
template <>
struct raw_result<> {
    using shape = void;
    using row = void;
    using cell_facts = void;
};
template <class Type>
struct raw_result<Type> {
    using shape = orm::detail::shape<typename raw_item<Type>::type>;
    using row = typename shape::template row_for<sources<>>::type;
    using cell_facts = typename raw_item<Type>::facts_type;
};
template <class... Types>
struct raw_result<std::tuple<Types...>> : raw_result<Types...> {
    using cell_facts = void;
};

/// The same columns, read into a struct.
template <class Struct, class Result>
struct raw_struct_result {
    using shape = typename Result::shape;
    using row = Struct;
    using cell_facts = void;
};

/// Raw SQL with one column is an operand as well.
template <class Self, class CellFacts, class Tables>
struct raw_role : operand<Self> {
    using facts_type = facts<typename CellFacts::sql_type, CellFacts::null, Tables>;
};
template <class Self, class Tables>
struct raw_role<Self, void, Tables> {
    /// Rows of several columns become Struct, whose fields take them in order.
    template <class Struct>
    constexpr auto as() const {
        return static_cast<const Self&>(*this).template into_struct<Struct>();
    }
};

}  // namespace detail

/// SQL of your own: a whole statement for db.all(), db.first(), db.one(), db.execute(), and with one
/// result column an expression that goes anywhere.
///
/// Owns:     the values given to it.
template <class Result, class Tables, std::size_t Count, class Values>
class raw_sql : public detail::raw_role<raw_sql<Result, Tables, Count, Values>,
                                        typename Result::cell_facts, Tables> {
    template <class Self>
    using facts_of_self = typename Self::facts_type;

public:
    using session_type = no_session;
    using sources = orm::sources<>;
    using values_type = Values;

    /// The C++ row, and the shape that it is read from.
    using result = Result;

    constexpr raw_sql(const tokens<Count>& run, Values values)
        : sql_(run), values_(ORM_PASS(values)) {}

    /// An operand that gets parentheses wherever an operator stands beside it.
    template <class Self = raw_sql>
    constexpr auto as_expression() const {
        return detail::make_expression<facts_of_self<Self>, binding::disjunction>(sql_, values_);
    }

    /// What as<Struct>() gives.
    template <class Struct>
    constexpr auto into_struct() const {
        return raw_sql<detail::raw_struct_result<Struct, Result>, Tables, Count, Values>(sql_,
                                                                                         values_);
    }

    template <bool>
    using complete_rule = rule::statement_is_complete;

    constexpr void visit(outline& statement) const {
        statement.run(sql_);
        values_.bind(statement);
    }

private:
    tokens<Count> sql_;
    [[no_unique_address]] Values values_;
};

namespace detail {

template <class Result, class... Parts, std::size_t... Places>
constexpr auto join_raw_sql(const raw_format<sizeof...(Parts)>& format,
                            std::index_sequence<Places...>, Parts... parts) {
    auto run = join_tokens(join_tokens(format.piece(Places), parts.sql)...,
                           format.piece(sizeof...(Parts)));
    auto values = join_part_values(parts...);
    using tables = typename joined_columns<typename Parts::facts_type::tables...>::type;
    return raw_sql<Result, tables, run.size(), decltype(values)>(run, ORM_PASS(values));
}

}  // namespace detail

/// SQL of your own, always parameterised.
///
///     db.select(users.id).from(users).where(orm::sql<bool>("lower({}) = {}", users.email, email))
///     // select "id" from "users" where (lower("users"."email") = $1)
///     db.all(orm::sql<std::string, std::int64_t>("select name, count(*) from {} group by 1", users))
///
/// Takes:    Types, what it gives: one C++ type (std::optional where NULL can come), several for rows,
///           a table's row (`User`), nothing for a statement without rows; format, a literal in which
///           `{}` stands for the next argument and `{{` for a brace. Columns, tables and expressions
///           are written as SQL, everything else is bound.
/// Rejects:  text made at run time (raw_sql_is_a_literal); another number of placeholders than
///           arguments; placeholders in quotes, `$1` and `;`, all while compiling.
/// Throws:   row_mismatch when the server's columns are not of these types.
template <class... Types, class... Arguments>
constexpr auto sql(detail::raw_format<sizeof...(Arguments)> format, const Arguments&... arguments) {
    return detail::join_raw_sql<detail::raw_result<Types...>>(
        format, std::index_sequence_for<Arguments...>{}, detail::raw_argument_part(arguments)...);
}

}  // namespace orm
