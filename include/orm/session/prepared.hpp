// SPDX-License-Identifier: MIT
// prepare(): a query with named parameters, checked by name and type when it is called.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/expr/right_side.hpp>
#include <orm/query/change.hpp>
#include <orm/query/insert.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/raw_sql.hpp>
#include <orm/query/select.hpp>
#include <orm/query/set_operation.hpp>
#include <orm/query/subquery.hpp>
#include <orm/query/with.hpp>
#include <orm/session/run.hpp>
#include <orm/session/stream.hpp>

namespace orm {

/// A value for a named parameter: `orm::arg<"email">("ann@example.com")`.
template <fixed_string Name, class Value>
struct argument {
    const Value& value;
};

template <fixed_string Name, class Value>
constexpr argument<Name, Value> arg(const Value& value) {
    return {value};
}

namespace detail {

/// The named parameters of a statement, found in the types of its values.
template <class Part>
struct named_in {
    using type = type_list<>;
};
template <class Part>
using named_in_t = typename named_in<Part>::type;

template <fixed_string Name, class Sql>
struct named_in<placeholder<Name, Sql>> {
    using type = type_list<placeholder<Name, Sql>>;
};
template <class Left, class Right>
struct named_in<both_values<Left, Right>> {
    using type = union_of_lists<named_in_t<Left>, named_in_t<Right>>;
};
template <class Statement>
struct named_in<nested_statement<Statement>> : named_in<Statement> {};
template <place Place, class Info, std::size_t Count, class Values>
struct named_in<clause<Place, Info, Count, Values>> : named_in<Values> {};
template <std::size_t Count, class Values>
struct named_in<where_clause<Count, Values>> : named_in<Values> {};
template <class Before, class Last>
struct named_in<chain<Before, Last>> {
    using type = union_of_lists<named_in_t<Before>, named_in_t<Last>>;
};
template <class Shape, class Into, std::size_t Count, class Values>
struct named_in<select_list<Shape, Into, Count, Values>> : named_in<Values> {};
template <class Sources, std::size_t Count, std::size_t Columns, class Values>
struct named_in<from_list<Sources, Count, Columns, Values>> : named_in<Values> {};
template <class Session, class List, class From, class Clauses>
struct named_in<select_statement<Session, List, From, Clauses>> {
    using type = union_of_lists<
        named_in_t<Session>,
        union_of_lists<union_of_lists<named_in_t<List>, named_in_t<From>>, named_in_t<Clauses>>>;
};
template <change_kind Kind, class Session, class Table, class Clauses>
struct named_in<change_statement<Kind, Session, Table, Clauses>> {
    using type = union_of_lists<named_in_t<Session>, named_in_t<Clauses>>;
};
template <class Session, class Table, class Rows, class Clauses>
struct named_in<insert_statement<Session, Table, Rows, Clauses>> {
    using type = union_of_lists<named_in_t<Session>, named_in_t<Clauses>>;
};

template <class Session, class Left, class Right, class Into, class Clauses>
struct named_in<set_operation<Session, Left, Right, Into, Clauses>> {
    using type = union_of_lists<
        named_in_t<Session>,
        union_of_lists<union_of_lists<named_in_t<Left>, named_in_t<Right>>, named_in_t<Clauses>>>;
};
template <class Session, bool IsRecursive>
struct named_in<with_session<Session, IsRecursive>> {
    using type = type_list<>;
};
template <class Session, bool IsRecursive, class Name, std::size_t Count, class Query,
          class... Rest>
struct named_in<with_session<Session, IsRecursive, definition<Name, Count, Query>, Rest...>> {
    using type =
        union_of_lists<named_in_t<Query>, named_in_t<with_session<Session, IsRecursive, Rest...>>>;
};

template <class Result, class Tables, std::size_t Count, class Values>
struct named_in<raw_sql<Result, Tables, Count, Values>> : named_in<Values> {};

template <fixed_string Left, fixed_string Right>
inline constexpr bool same_name = Left.view() == Right.view();

template <fixed_string Name, class Argument>
inline constexpr bool is_for = false;
template <fixed_string Name, fixed_string Given, class Value>
inline constexpr bool is_for<Name, argument<Given, Value>> = same_name<Name, Given>;

/// Whether one argument has the name of a placeholder and a value that fits it.
template <class Placeholder, class Argument>
inline constexpr bool answers = false;
template <fixed_string Name, class Sql, fixed_string Given, class Value>
inline constexpr bool answers<placeholder<Name, Sql>, argument<Given, Value>> =
    same_name<Name, Given> && field_value<Sql, const Value&>;

template <class Placeholder, class... Arguments>
inline constexpr bool is_answered = (answers<Placeholder, Arguments> || ...);

template <class Argument, class... Placeholders>
inline constexpr bool is_used = (answers<Placeholders, Argument> || ...);

template <class Placeholders, class... Arguments>
struct argument_check;
template <class... Placeholders, class... Arguments>
struct argument_check<type_list<Placeholders...>, Arguments...> {
    static constexpr bool all_answered = (is_answered<Placeholders, Arguments...> && ...);
    static constexpr bool all_used = (is_used<Arguments, Placeholders...> && ...);
};

template <class Sql, fixed_string Name, class First, class... Rest>
value_t<Sql> value_for(const First& first, const Rest&... rest) {
    if constexpr (is_for<Name, First>) return to_sql_value<Sql>(first.value);
    else return value_for<Sql, Name>(rest...);
}

/// Keeps the values of one call, converted to what the query's columns hold.
template <class Placeholders>
struct given_values;
template <fixed_string... Names, class... Sqls>
struct given_values<type_list<placeholder<Names, Sqls>...>> {
    std::tuple<value_t<Sqls>...> values;
    named_value named[sizeof...(Names) + 1];

    template <class... Arguments>
    explicit given_values(const Arguments&... arguments)
        : values(value_for<Sqls, Names>(arguments...)...) {
        std::apply(
            [&](const auto&... held) {
                std::size_t at = 0;
                ((named[at++] = {stored_text<Names>.text, &held}), ...);
            },
            values);
    }

    named_values view(std::uint64_t& shape) const { return {named, sizeof...(Names), &shape}; }
};

}  // namespace detail

/// A query with named parameters on a database. Its identity is worked out once: a call finds the prepared
/// statement without a look at its parts.
///
///     auto by_email = db.prepare(orm::select().from(users).where(users.email == orm::param<"email">));
///     std::optional<User> ann = by_email.first(orm::arg<"email">("ann@example.com"));
///
/// Owns:     the statement; the database outlives it. Preparing itself happens on each connection's
///           first use.
/// Throws:   as the statement's own all(), first(), ...; where() is the line of db.prepare().
template <class Statement>
class prepared_query {
    using parameters = detail::named_in_t<Statement>;

public:
    prepared_query(session from, Statement statement, source_location where)
        : session_(from), statement_(std::move(statement)), where_(where) {}

    template <class... Arguments>
    auto all(const Arguments&... arguments) const {
        static_cast<void>(rule::arguments_match<parameters, fits<Arguments...>, Arguments...>{});
        if constexpr (fits<Arguments...>) {
            const detail::given_values<parameters> given(arguments...);
            return detail::collect_all(session_, statement_, where_, given.view(shape_));
        }
    }

    template <class... Arguments>
    auto first(const Arguments&... arguments) const {
        static_cast<void>(rule::arguments_match<parameters, fits<Arguments...>, Arguments...>{});
        if constexpr (fits<Arguments...>) {
            const detail::given_values<parameters> given(arguments...);
            return detail::collect_first(session_, statement_, where_, given.view(shape_));
        }
    }

    template <class... Arguments>
    auto one(const Arguments&... arguments) const {
        static_cast<void>(rule::arguments_match<parameters, fits<Arguments...>, Arguments...>{});
        if constexpr (fits<Arguments...>) {
            const detail::given_values<parameters> given(arguments...);
            return detail::collect_one(session_, statement_, where_, given.view(shape_));
        }
    }

    /// Rows one by one; the arguments may be gone when it returns.
    template <class... Arguments>
    auto stream(const Arguments&... arguments) const {
        static_cast<void>(rule::arguments_match<parameters, fits<Arguments...>, Arguments...>{});
        if constexpr (fits<Arguments...>) {
            const detail::given_values<parameters> given(arguments...);
            return open_stream(session_, statement_, where_, given.view(shape_));
        }
    }

    /// Gives the number of rows that were changed.
    template <class... Arguments>
    auto execute(const Arguments&... arguments) const {
        static_cast<void>(rule::arguments_match<parameters, fits<Arguments...>, Arguments...>{});
        if constexpr (fits<Arguments...>) {
            const detail::given_values<parameters> given(arguments...);
            return detail::execute_once(session_, statement_, where_, given.view(shape_));
        }
    }

private:
    template <class... Arguments>
    static constexpr bool fits = detail::argument_check<parameters, Arguments...>::all_answered &&
                                 detail::argument_check<parameters, Arguments...>::all_used;

    session session_;
    Statement statement_;
    source_location where_;
    /// The statement's identity, once it is known: so a call does not look at its text.
    mutable std::uint64_t shape_ = 0;
};

}  // namespace orm
