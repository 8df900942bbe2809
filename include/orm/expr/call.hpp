// SPDX-License-Identifier: MIT
// Calls of SQL functions: arguments against a signature, and what comes back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/kinds.hpp>
#include <orm/expr/placement.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

/// When a function gives NULL.
enum class gives_null : std::uint8_t {
    strict,    ///< when an argument is NULL, and only then
    never,     ///< concat(), jsonb_build_object()
    as_first,  ///< when the first argument is NULL: concat_ws(), format()
    sometimes  ///< also when no argument is: array_position(), ->
};

namespace detail {

/// The parameters of a signature, one for each of Count arguments: optional ones dropped, variadic
/// ones repeated. void when the numbers do not fit.
template <std::size_t Count, class Done, class... Left>
struct fitted {
    using type = std::conditional_t<Count == 0, Done, void>;
};
template <std::size_t Count, class... Done, class First, class... Rest>
struct fitted<Count, type_list<Done...>, First, Rest...>
    : std::conditional_t<Count == 0, std::type_identity<void>,
                         fitted<Count - 1, type_list<Done..., First>, Rest...>> {};
template <std::size_t Count, class... Done, class First, class... Rest>
struct fitted<Count, type_list<Done...>, kind::optional<First>, Rest...>
    : std::conditional_t<Count == 0, std::type_identity<type_list<Done...>>,
                         fitted<Count - 1, type_list<Done..., First>, Rest...>> {};
template <std::size_t Count, class... Done, class Each>
struct fitted<Count, type_list<Done...>, kind::each<Each>>
    : std::conditional_t<Count == 0, std::type_identity<type_list<Done...>>,
                         fitted<Count - 1, type_list<Done..., Each>, kind::each<Each>>> {};
template <class... Done, class Each>
struct fitted<0, type_list<Done...>, kind::each<Each>> {
    using type = type_list<Done...>;
};

template <std::size_t Count, class Parameters>
struct fit_parameters;
template <std::size_t Count, class... Parameters>
struct fit_parameters<Count, type_list<Parameters...>> : fitted<Count, type_list<>, Parameters...> {
};

/// The SQL types in which arguments travel, and the first argument that has none.
template <class First, class Parameters, class... Arguments>
struct passed_arguments {
    using types = type_list<>;
    using bad_argument = void;
    using expected = void;
    static constexpr bool holds = false;
};
template <class First, class... Parameters, class... Arguments>
    requires(sizeof...(Parameters) == sizeof...(Arguments))
struct passed_arguments<First, type_list<Parameters...>, Arguments...> {
    using types = type_list<passed_type<Parameters, First, Arguments>...>;
    static constexpr bool holds =
        (!std::is_void_v<passed_type<Parameters, First, Arguments>> && ...);
    using bad = first_refused<First, type_list<Parameters...>, type_list<Arguments...>>;
    using bad_argument = typename bad::argument;
    using expected = typename bad::expected;
};

template <class Parameters, class... Arguments>
struct call_check {
    static constexpr int given = sizeof...(Arguments);
    using first = first_type<Arguments...>;
    using parameters = typename fit_parameters<sizeof...(Arguments), Parameters>::type;
    static constexpr bool count_holds = !std::is_void_v<parameters>;
    using passed = passed_arguments<first, parameters, Arguments...>;
};

template <class Facts, gives_null Nulls>
using with_null_rule = facts<typename Facts::sql_type,
                             Nulls == gives_null::strict  ? Facts::null
                             : Nulls == gives_null::never ? nulls::never
                                                          : nulls::possible,
                             typename Facts::tables, typename Facts::loose_columns,
                             Facts::has_aggregate, uses_window<Facts>>;

template <class Sql, gives_null Nulls, class... Operands>
struct call_facts_of {
    using type = with_null_rule<typename facts_of_all<Sql, facts_of<Operands>...>::type, Nulls>;
};
template <class Sql, class First, class... Rest>
struct call_facts_of<Sql, gives_null::as_first, First, Rest...> {
    using merged = typename facts_of_all<Sql, facts_of<First>, facts_of<Rest>...>::type;
    using type = facts<Sql, facts_of<First>::null, typename merged::tables,
                       typename merged::loose_columns, merged::has_aggregate, merged::has_window>;
};
template <class Sql, gives_null Nulls, class... Operands>
using call_facts = typename call_facts_of<Sql, Nulls, Operands...>::type;

template <class Facts, class... Operands>
constexpr auto make_call(const char* opening, const char* separator, Operands... operands) {
    return make_expression<Facts>(list_between(opening, separator, ")", operands...),
                                  all_values(ORM_PASS(operands.values)...));
}

/// What a broken call still gives, so that one mistake is one error.
template <class Sql>
constexpr auto broken_call() {
    return make_expression<facts<Sql, nulls::possible>>(tokens<1>{{text_token("null")}},
                                                        no_values{});
}

template <class Result, gives_null Nulls, class... Types, class... Arguments>
constexpr auto call_with(type_list<Types...>, const char* opening, const char* separator,
                         const Arguments&... arguments) {
    using sql = result_type<Result, Types...>;
    using facts_type = call_facts<sql, Nulls, decltype(pass_as<Types>(arguments))...>;
    return make_call<facts_type>(opening, separator, pass_as<Types>(arguments)...);
}

template <class Signature>
struct signature_of;
template <class Result, class... Parameters>
struct signature_of<Result(Parameters...)> {
    using result = Result;
    using parameters = type_list<Parameters...>;
};

/// The rule that a call breaks, or one that it keeps. Functions name it in their own body, for each
/// function on the way adds lines to the error.
template <class Check, bool CountHolds = Check::count_holds>
struct call_rules {
    using passed = typename Check::passed;
    using type = rule::argument_type<typename passed::bad_argument, typename passed::expected,
                                     passed::holds>;
};
template <class Check>
struct call_rules<Check, false> {
    using type = rule::argument_count<Check::given, false>;
};
template <class Arguments, class Signature, gives_null Nulls = gives_null::strict>
struct call_rule_of;
template <class Placed, class Signature, class... Arguments>
struct placed_call {
    using type = Placed;
};
template <class Signature, class... Arguments>
struct placed_call<rule::well_placed, Signature, Arguments...>
    : call_rules<call_check<typename signature_of<Signature>::parameters, Arguments...>> {};
template <class... Arguments, class Signature, gives_null Nulls>
struct call_rule_of<type_list<Arguments...>, Signature, Nulls>
    : placed_call<placement_rule<item_place::value, Arguments...>, Signature, Arguments...> {};
template <class Arguments, class Signature, gives_null Nulls = gives_null::strict>
using call_rule = typename call_rule_of<Arguments, Signature, Nulls>::type;

/// Whether a call keeps its rule. Asks without speaking.
template <class Arguments, class Signature>
inline constexpr bool takes_arguments = false;
template <class... Arguments, class Signature>
inline constexpr bool takes_arguments<type_list<Arguments...>, Signature> =
    call_check<typename signature_of<Signature>::parameters, Arguments...>::passed::holds;

/// `opening argument, argument)` by a signature `Result(Parameter...)`.
template <class Signature, gives_null Nulls = gives_null::strict, class... Arguments>
constexpr auto call(const char* opening, const char* separator, const Arguments&... arguments) {
    using signature = signature_of<Signature>;
    using passed = typename call_check<typename signature::parameters, Arguments...>::passed;
    if constexpr (passed::holds && is_well_placed<item_place::value, Arguments...>)
        return call_with<typename signature::result, Nulls>(typename passed::types{}, opening,
                                                            separator, arguments...);
    else return broken_call<broken_result<typename signature::result>>();
}

/// The right side of an operator needs parentheses already for an operator of the same level, the left
/// side only where the grammar does not chain.
template <binding Level>
inline constexpr binding tighter_side =
    Level == binding::atom ? Level : static_cast<binding>(static_cast<int>(Level) - 1);
template <binding Level>
inline constexpr binding looser_side =
    Level <= binding::other_operator ? Level : tighter_side<Level>;

template <class Result, gives_null Nulls, binding Level, class LeftSql, class RightSql, class Left,
          class Right>
constexpr auto operate_with(type_list<LeftSql, RightSql>, const char* sql_operator,
                            const Left& left, const Right& right) {
    auto first = pass_as<LeftSql>(left);
    auto second = pass_as<RightSql>(right);
    using sql = result_type<Result, LeftSql, RightSql>;
    using facts_type = call_facts<sql, Nulls, decltype(first), decltype(second)>;
    return infix<facts_type, Level, looser_side<Level>, tighter_side<Level>>(
        ORM_PASS(first), sql_operator, ORM_PASS(second));
}

/// `left operator right` by a signature.
template <class Signature, gives_null Nulls = gives_null::strict,
          binding Level = binding::other_operator, class Left, class Right>
constexpr auto call_operator(const char* sql_operator, const Left& left, const Right& right) {
    using signature = signature_of<Signature>;
    using passed = typename call_check<typename signature::parameters, Left, Right>::passed;
    if constexpr (passed::holds && is_well_placed<item_place::value, Left, Right>)
        return operate_with<typename signature::result, Nulls, Level>(typename passed::types{},
                                                                      sql_operator, left, right);
    else return broken_call<broken_result<typename signature::result>>();
}

}  // namespace detail

}  // namespace orm

// One macro deep, and no deeper: clang adds three lines to an error for each.

/// `ORM_FUNCTION(initcap, pg::text(pg::text))` declares orm::initcap(...), which is `initcap(...)`.
#define ORM_FUNCTION(NAME, ...)                                                                    \
    template <class... Arguments>                                                                  \
        requires(operand_like<Arguments> || ...)                                                   \
    constexpr auto NAME(const Arguments&... arguments) {                                           \
        static_cast<void>(detail::call_rule<type_list<Arguments...>, __VA_ARGS__>{});              \
        return detail::call<__VA_ARGS__>(#NAME "(", ", ", arguments...);                           \
    }

/// The same for SQL that is no plain name: its opening, and what stands between the arguments.
#define ORM_FUNCTION_AS(NAME, OPENING, SEPARATOR, ...)                                             \
    template <class... Arguments>                                                                  \
        requires(operand_like<Arguments> || ...)                                                   \
    constexpr auto NAME(const Arguments&... arguments) {                                           \
        static_cast<void>(detail::call_rule<type_list<Arguments...>, __VA_ARGS__>{});              \
        return detail::call<__VA_ARGS__>(OPENING, SEPARATOR, arguments...);                        \
    }

/// The same for a function whose arguments may all be C++ values.
#define ORM_FUNCTION_OF_VALUES(NAME, ...)                                                          \
    template <class... Arguments>                                                                  \
    constexpr auto NAME(const Arguments&... arguments) {                                           \
        static_cast<void>(detail::call_rule<type_list<Arguments...>, __VA_ARGS__>{});              \
        return detail::call<__VA_ARGS__>(#NAME "(", ", ", arguments...);                           \
    }

/// `ORM_OPERATOR(matches, " ~ ", pg::boolean(pg::text, pg::text))` declares orm::matches(a, b): `a ~ b`.
#define ORM_OPERATOR(NAME, SQL, ...)                                                               \
    template <class Left, class Right>                                                             \
        requires(operand_like<Left> || operand_like<Right>)                                        \
    constexpr auto NAME(const Left& left, const Right& right) {                                    \
        static_cast<void>(detail::call_rule<type_list<Left, Right>, __VA_ARGS__>{});               \
        return detail::call_operator<__VA_ARGS__>(SQL, left, right);                               \
    }

/// The same for an operator that binds tighter than most: + - at binding::sum, * at binding::product.
#define ORM_OPERATOR_AT(LEVEL, NAME, SQL, ...)                                                     \
    template <class Left, class Right>                                                             \
        requires(operand_like<Left> || operand_like<Right>)                                        \
    constexpr auto NAME(const Left& left, const Right& right) {                                    \
        using signature = __VA_ARGS__;                                                             \
        static_cast<void>(detail::call_rule<type_list<Left, Right>, signature>{});                 \
        return detail::call_operator<signature, gives_null::strict, LEVEL>(SQL, left, right);      \
    }
