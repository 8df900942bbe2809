// SPDX-License-Identifier: MIT
// The parameters of a signature: SQL types, and kinds of types such as "any number".
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/number_types.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/types/array.hpp>
#include <orm/types/interval.hpp>
#include <orm/types/json.hpp>

namespace orm {

namespace detail {

template <class Sql> concept array_like_type = requires { typename Sql::element_type; };
template <class Sql> concept range_like_type = requires { typename Sql::bound_type; };
template <class Sql>
inline constexpr bool is_json_type = Sql::oid == 114 || Sql::oid == 3802;
template <class Sql>
inline constexpr bool is_string = std::is_same_v<typename Sql::family, pg::family::string>;

}  // namespace detail

/// What may stand in a signature besides SQL types: `kind::same(kind::number)` for abs().
namespace kind {
/// Any type. A C++ value travels as the type that it has by itself.
struct any {
    template <class>
    static constexpr bool takes = true;
};
/// Any number.
struct number {
    template <class Sql>
    static constexpr bool takes = detail::is_number<Sql>;
};
/// smallint, integer or bigint.
struct integer {
    template <class Sql>
    static constexpr bool takes = detail::number_rank<Sql> >= 1 && detail::number_rank<Sql> <= 3;
};
/// date, timestamp or timestamptz.
struct moment {
    template <class Sql>
    static constexpr bool takes = std::is_same_v<typename Sql::family, pg::family::moment>;
};
/// A moment or an interval.
struct time {
    template <class Sql>
    static constexpr bool takes = moment::takes<Sql> || std::is_same_v<Sql, pg::interval>;
};
struct array {
    template <class Sql>
    static constexpr bool takes = detail::array_like_type<Sql>;
};
struct range {
    template <class Sql>
    static constexpr bool takes = detail::range_like_type<Sql>;
};
/// json or jsonb. As a result: the same of the two.
struct json {
    template <class Sql>
    static constexpr bool takes = detail::is_json_type<Sql>;
};
struct jsonb {
    template <class Sql>
    static constexpr bool takes = Sql::oid == 3802;
};
/// The name of a member or the number of an element of a json value.
struct key {
    template <class Sql>
    static constexpr bool takes =
        detail::is_string<Sql> || (detail::number_rank<Sql> == 1 || detail::number_rank<Sql> == 2);
};
/// As a parameter: what passes as the first argument's type. As a result: the first argument's type.
struct same {};
/// As a result: the type of the second argument.
struct second {};
/// The type of the elements of the first argument, an array.
struct element {};
/// The type of the bounds of the first argument, a range.
struct bound {};
/// As a result: an array of the first argument's type.
struct array_of_first {};
/// As a result: the widest type of all arguments, which are numbers or have one type.
struct common {};
/// As a result: double precision, or numeric when the numbers are numeric (sqrt, power).
struct real {};
/// As a result: numeric, or double precision when the numbers are real or double (stddev).
struct average {};
/// An argument that may be left out.
template <class Parameter>
struct optional {};
/// Any number of further arguments.
template <class Parameter>
struct each {};
}  // namespace kind

namespace detail {

/// The type that the server calculates with: serial is an integer, a domain or a mapped type what it is
/// made of.
template <class Sql>
struct plain_type {
    using type = Sql;
};
template <class Sql>
    requires requires { typename Sql::stored_as; }
struct plain_type<Sql> : plain_type<typename Sql::stored_as> {};
template <class Sql>
    requires requires { typename Sql::stored_type; }
struct plain_type<Sql> : plain_type<typename Sql::stored_type> {};
template <class Sql>
    requires requires { typename Sql::base_type; }
struct plain_type<Sql> : plain_type<typename Sql::base_type> {};
template <class Sql>
using plain_type_t = typename plain_type<Sql>::type;

/// The SQL type that an argument has by itself; void when it has none, as a named parameter.
template <class Argument>
constexpr auto own_type() {
    using plain = std::decay_t<Argument>;
    if constexpr (operand_like<plain>)
        return std::type_identity<plain_type_t<sql_type_of<plain>>>{};
    else if constexpr (is_named_parameter<plain> || may_be_null<plain>)
        return std::type_identity<void>{};
    else if constexpr (std::is_same_v<plain, bool>) return std::type_identity<pg::boolean>{};
    else if constexpr (plain_integer<plain> || std::floating_point<plain>)
        return std::type_identity<natural_number<plain>>{};
    else if constexpr (converts_to<pg::text, plain>) return std::type_identity<pg::text>{};
    else return sql_type_for<plain>{};
}
template <class Argument>
using own_type_t = typename decltype(own_type<Argument>())::type;

/// Whether the server takes a value of type Given for a parameter of type Wanted without a cast.
template <class Wanted, class Given>
constexpr bool passes_as() {
    if constexpr (std::is_void_v<Wanted> || std::is_void_v<Given>) return false;
    else if constexpr (std::is_same_v<Wanted, Given>) return true;
    else if constexpr (!std::is_same_v<typename Wanted::family, typename Given::family>)
        return false;
    else if constexpr (is_number<Wanted>) return number_rank<Given> <= number_rank<Wanted>;
    else return !is_incomparable<Wanted>;
}

/// The SQL type in which an argument travels for a parameter of an SQL type; void when it cannot.
template <class Wanted, class Argument>
constexpr auto travels_as() {
    using plain = std::decay_t<Argument>;
    if constexpr (std::is_void_v<Wanted>) return std::type_identity<void>{};
    else if constexpr (is_named_parameter<plain>) return std::type_identity<Wanted>{};
    else if constexpr (operand_like<plain>) {
        using own = own_type_t<plain>;
        return std::type_identity<std::conditional_t<passes_as<Wanted, own>(), own, void>>{};
    } else {
        using met = meeting_type_t<Wanted, plain>;
        return std::type_identity<std::conditional_t<passes_as<Wanted, met>(), met, void>>{};
    }
}

/// The SQL type in which an argument travels for a parameter that is a kind of the first argument.
template <class Wanted, class First, class Argument>
constexpr auto passed_beside() {
    // Numbers of two widths meet in the wider one.
    if constexpr (std::is_void_v<First>) return std::type_identity<void>{};
    else if constexpr (std::is_same_v<Wanted, kind::same>) {
        using own = own_type_t<Argument>;
        if constexpr (requires { requires is_number<First> && is_number<own>; })
            return std::type_identity<own>{};
        else return travels_as<First, Argument>();
    } else if constexpr (std::is_same_v<Wanted, kind::element>) {
        if constexpr (array_like_type<First>)
            return travels_as<typename First::element_type, Argument>();
        else return std::type_identity<void>{};
    } else {
        if constexpr (range_like_type<First>)
            return travels_as<typename First::bound_type, Argument>();
        else return std::type_identity<void>{};
    }
}

template <class Type> concept described_type = requires { typename Type::family; };

template <class Parameter, class First, class Argument>
constexpr auto passed_as() {
    if constexpr (described_type<Parameter>) return travels_as<Parameter, Argument>();
    else if constexpr (std::is_same_v<Parameter, kind::same> ||
                       std::is_same_v<Parameter, kind::element> ||
                       std::is_same_v<Parameter, kind::bound>)
        return passed_beside<Parameter, First, Argument>();
    else {
        using own = own_type_t<Argument>;
        if constexpr (std::is_void_v<own>) return std::type_identity<void>{};
        else
            return std::type_identity<
                std::conditional_t<Parameter::template takes<own>, own, void>>{};
    }
}

template <class Parameter, class First, class Argument>
using passed_type = typename decltype(passed_as<Parameter, First, Argument>())::type;

/// The first argument that its parameter refuses.
template <class First, class Parameters, class Arguments>
struct first_refused {
    using argument = void;
    using expected = void;
};
template <class First, class Parameter, class... Parameters, class Argument, class... Arguments>
struct first_refused<First, type_list<Parameter, Parameters...>, type_list<Argument, Arguments...>>
    : first_refused<First, type_list<Parameters...>, type_list<Arguments...>> {};
template <class First, class Parameter, class... Parameters, class Argument, class... Arguments>
    requires(std::is_void_v<passed_type<Parameter, First, Argument>>)
struct first_refused<First, type_list<Parameter, Parameters...>,
                     type_list<Argument, Arguments...>> {
    using argument = Argument;
    using expected = Parameter;
};

template <class... Arguments>
struct first_type_of {
    using type = void;
};
template <class First, class... Rest>
struct first_type_of<First, Rest...> {
    using type = own_type_t<First>;
};
template <class... Arguments>
using first_type = typename first_type_of<Arguments...>::type;

/// The one type of two operands that stand for one value; void when they have none.
template <class Left, class Right>
constexpr auto common_of_two() {
    if constexpr (std::is_void_v<Left> || std::is_void_v<Right>) return std::type_identity<void>{};
    else if constexpr (std::is_same_v<Left, Right>) return std::type_identity<Left>{};
    else if constexpr (is_number<Left> && is_number<Right>) return arithmetic_result<Left, Right>{};
    else if constexpr (std::is_same_v<typename Left::family, pg::family::string> &&
                       std::is_same_v<typename Right::family, pg::family::string>)
        return std::type_identity<pg::text>{};
    else return std::type_identity<void>{};
}
template <class First, class... Rest>
struct common_type_of {
    using type = First;
};
template <class First, class Second, class... Rest>
struct common_type_of<First, Second, Rest...>
    : common_type_of<typename decltype(common_of_two<First, Second>())::type, Rest...> {};

/// The type of a result, given the types of the arguments.
template <class Result, class... Types>
struct result_type_of {
    using type = Result;
};
template <class First, class... Rest>
struct result_type_of<kind::same, First, Rest...> {
    using type = First;
};
template <class First, class Second, class... Rest>
struct result_type_of<kind::second, First, Second, Rest...> {
    using type = Second;
};
template <class First, class... Rest>
struct result_type_of<kind::element, First, Rest...> {
    using type = typename First::element_type;
};
template <class First, class... Rest>
struct result_type_of<kind::bound, First, Rest...> {
    using type = typename First::bound_type;
};
template <class First, class... Rest>
struct result_type_of<kind::array_of_first, First, Rest...> {
    using type = pg::array<First>;
};
template <class... Types>
struct result_type_of<kind::common, Types...> : common_type_of<Types...> {};
template <class First, class... Rest>
struct result_type_of<kind::json, First, Rest...> {
    using type = std::conditional_t<First::oid == 114, pg::json, pg::jsonb>;
};
template <class... Types>
struct result_type_of<kind::real, Types...> {
    static constexpr bool is_exact = ((number_rank<Types> <= 4) && ...);
    static constexpr bool has_numeric = (std::is_same_v<Types, pg::numeric> || ...);
    using type = std::conditional_t<is_exact && has_numeric, pg::numeric, pg::float8>;
};
template <class... Types>
struct result_type_of<kind::average, Types...> {
    static constexpr bool is_exact = ((number_rank<Types> <= 4) && ...);
    using type = std::conditional_t<is_exact, pg::numeric, pg::float8>;
};
template <class Result, class... Types>
using result_type = typename result_type_of<Result, Types...>::type;

/// The type of a broken call: that of the signature where it says one.
template <class Result>
using broken_result = typename decltype([] {
    if constexpr (described_type<Result>) return std::type_identity<Result>{};
    else return std::type_identity<pg::int4>{};
}())::type;

/// An argument as an expression of the type in which it travels.
template <class Sql, class Argument>
constexpr auto pass_as(const Argument& argument) {
    using plain = std::decay_t<Argument>;
    if constexpr (operand_like<plain>) return argument.as_expression();
    else if constexpr (is_named_parameter<plain>) return named_expression<Sql>(argument);
    else return bound_expression<Sql>(argument);
}

}  // namespace detail

}  // namespace orm
