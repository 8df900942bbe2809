// SPDX-License-Identifier: MIT
// case, nullif, greatest, least.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/call.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

namespace detail {

/// The type of an operand as it is declared; of a C++ value, the type that it has by itself.
template <class Value>
constexpr auto value_type_of() {
    if constexpr (operand_like<Value>) return std::type_identity<sql_type_of<Value>>{};
    else return std::type_identity<own_type_t<Value>>{};
}
template <class Value>
using value_sql = typename decltype(value_type_of<Value>())::type;

/// The type that stands for Sql and a further value; void when there is none.
template <class Sql, class Value>
constexpr auto joined_type() {
    if constexpr (std::is_void_v<Sql>) return std::type_identity<void>{};
    else if constexpr (operand_like<Value>) {
        using other = sql_type_of<Value>;
        if constexpr (std::is_same_v<Sql, other>) return std::type_identity<Sql>{};
        else return common_of_two<plain_type_t<Sql>, plain_type_t<other>>();
    } else if constexpr (!can_meet<Sql, Value>()) {
        // A number that the type so far does not hold widens it.
        using own = own_type_t<Value>;
        if constexpr (std::is_void_v<own>) return std::type_identity<void>{};
        else return common_of_two<plain_type_t<Sql>, own>();
    } else if constexpr (is_number<Sql> && !is_named_parameter<Value>)
        return common_of_two<plain_type_t<Sql>, meeting_type_t<Sql, Value>>();
    else return std::type_identity<Sql>{};
}
template <class Sql, class Value>
using joined_sql = typename decltype(joined_type<Sql, std::decay_t<Value>>())::type;

template <class Sql, class Value>
constexpr auto value_side(const Value& value) {
    using plain = std::decay_t<Value>;
    if constexpr (operand_like<plain>) return value.as_expression();
    else if constexpr (is_named_parameter<plain>) return named_expression<Sql>(value);
    else if constexpr (is_number<Sql>) return bound_expression<own_type_t<plain>>(value);
    else return bound_expression<Sql>(value);
}

/// NULL only when all are: the first that is never NULL decides.
constexpr nulls least_null(nulls left, nulls right) { return left < right ? left : right; }

}  // namespace detail

/// A case that is still open: it is an expression already, NULL when no condition holds.
template <class Facts, nulls Values_, std::size_t Count, class Values>
struct case_expression : operand<case_expression<Facts, Values_, Count, Values>> {
    using facts_type = Facts;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    constexpr case_expression(const tokens<Count>& run, Values held)
        : sql(run), values(ORM_PASS(held)) {}

    constexpr auto as_expression() const {
        return detail::make_expression<Facts>(detail::join_tokens(sql, " end"), values);
    }

    /// The next condition and its value.
    template <operand_like Condition, class Value>
    constexpr auto when(const Condition& condition, const Value& value) const {
        using old = typename Facts::sql_type;
        using joined = detail::joined_sql<old, Value>;
        static_cast<void>(rule::one_type_for_all_values<old, Value, !std::is_void_v<joined>>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        using sql_type = std::conditional_t<std::is_void_v<joined>, old, joined>;
        if constexpr (std::is_void_v<joined>) return *this;
        else {
            auto test = condition.as_expression();
            auto result = detail::value_side<sql_type>(value);
            constexpr nulls null =
                detail::either_null(Values_, detail::facts_of<decltype(result)>::null);
            using merged =
                typename detail::facts_of_all<sql_type, Facts, detail::facts_of<decltype(test)>,
                                              detail::facts_of<decltype(result)>>::type;
            auto run = detail::join_tokens(sql, " when ", test.sql, " then ", result.sql);
            auto held = detail::all_values(values, ORM_PASS(test.values), ORM_PASS(result.values));
            using made = detail::with_null_rule<merged, gives_null::sometimes>;
            return case_expression<made, null, run.size(), decltype(held)>(run, ORM_PASS(held));
        }
    }

    /// The value when no condition holds. Ends the case.
    template <class Value>
    constexpr auto otherwise(const Value& value) const {
        using old = typename Facts::sql_type;
        using joined = detail::joined_sql<old, Value>;
        static_cast<void>(rule::one_type_for_all_values<old, Value, !std::is_void_v<joined>>{});
        if constexpr (std::is_void_v<joined>) return as_expression();
        else {
            auto last = detail::value_side<joined>(value);
            using merged = typename detail::facts_of_all<joined, Facts,
                                                         detail::facts_of<decltype(last)>>::type;
            constexpr nulls null =
                detail::either_null(Values_, detail::facts_of<decltype(last)>::null);
            using made =
                facts<joined, null, typename merged::tables, typename merged::loose_columns,
                      merged::has_aggregate, merged::has_window>;
            return detail::make_expression<made>(
                detail::join_tokens(sql, " else ", last.sql, " end"),
                detail::join_values(values, ORM_PASS(last.values)));
        }
    }
};

/// `case_when(users.age >= 18, "adult").otherwise("child")` is
/// `case when "users"."age" >= $1 then $2 else $3 end`.
///
/// Gives:    the type that all values share; without otherwise() it can be NULL.
/// Rejects:  values of different types (one_type_for_all_values).
/// Source:   PostgreSQL manual, "Conditional Expressions".
template <operand_like Condition, class Value>
constexpr auto case_when(const Condition& condition, const Value& value) {
    static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
    using sql_type = detail::value_sql<std::decay_t<Value>>;
    auto test = condition.as_expression();
    auto result = detail::value_side<sql_type>(value);
    using merged = typename detail::facts_of_all<sql_type, detail::facts_of<decltype(result)>,
                                                 detail::facts_of<decltype(test)>>::type;
    auto run = detail::join_tokens("case when ", test.sql, " then ", result.sql);
    auto held = detail::join_values(ORM_PASS(test.values), ORM_PASS(result.values));
    using made = detail::with_null_rule<merged, gives_null::sometimes>;
    return case_expression<made, detail::facts_of<decltype(result)>::null, run.size(),
                           decltype(held)>(run, ORM_PASS(held));
}

/// `nullif("users"."name", $1)`: NULL when both are equal, else the first.
template <operand_like First, class Second>
constexpr auto nullif(const First& first, const Second& second) {
    using sql_type = detail::sql_type_of<First>;
    constexpr bool holds = detail::can_meet<sql_type, Second>();
    static_cast<void>(rule::one_type_for_all_values<sql_type, Second, holds>{});
    if constexpr (holds) {
        auto left = first.as_expression();
        auto right = detail::other_side<sql_type>(second);
        using merged = detail::combined_facts<sql_type, detail::facts_of<First>,
                                              detail::facts_of<decltype(right)>>;
        return detail::make_call<detail::with_null_rule<merged, gives_null::sometimes>>(
            "nullif(", ", ", ORM_PASS(left), ORM_PASS(right));
    } else {
        return first.as_expression();
    }
}

namespace detail {

template <class Sql, class... Rest>
struct joined_of {
    using type = Sql;
    using culprit = void;
};
template <class Sql, class First, class... Rest>
struct joined_of<Sql, First, Rest...> : joined_of<joined_sql<Sql, First>, Rest...> {};
template <class Sql, class First, class... Rest>
    requires(std::is_void_v<joined_sql<Sql, First>>)
struct joined_of<Sql, First, Rest...> {
    using type = void;
    using culprit = First;
};

template <class Sql, class... Operands>
constexpr auto extreme(const char* opening, Operands... operands) {
    using merged = typename facts_of_all<Sql, facts_of<Operands>...>::type;
    constexpr nulls null = [] {
        nulls least = nulls::possible;
        ((least = least_null(least, facts_of<Operands>::null)), ...);
        return least;
    }();
    using made = facts<Sql, null, typename merged::tables, typename merged::loose_columns,
                       merged::has_aggregate, merged::has_window>;
    return make_call<made>(opening, ", ", ORM_PASS(operands)...);
}

}  // namespace detail

#define ORM_EXTREME(NAME)                                                                          \
    template <operand_like First, class... Rest>                                                   \
    constexpr auto NAME(const First& first, const Rest&... rest) {                                 \
        using sql = detail::sql_type_of<First>;                                                    \
        using joined = detail::joined_of<sql, Rest...>;                                            \
        static_cast<void>(                                                                         \
            rule::one_type_for_all_values<sql, typename joined::culprit,                           \
                                          !std::is_void_v<typename joined::type>>{});              \
        if constexpr (std::is_void_v<typename joined::type>) return first.as_expression();         \
        else                                                                                       \
            return detail::extreme<typename joined::type>(                                         \
                #NAME "(", first.as_expression(),                                                  \
                detail::value_side<typename joined::type>(rest)...);                               \
    }

/// `greatest("u"."age", $1, ...)`: NULLs are left out, NULL only when all are.
ORM_EXTREME(greatest)
/// `least("u"."age", $1, ...)`.
ORM_EXTREME(least)

#undef ORM_EXTREME

}  // namespace orm
