// SPDX-License-Identifier: MIT
// Turns the other side of an operator, a column, an expression or a C++ value, into an expression.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/expression.hpp>
#include <orm/types/boolean.hpp>
#include <orm/types/floating.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/text.hpp>

namespace orm {

/// A named place for a value that comes later: `orm::param<"email">`. Its SQL type is that of the other
/// side.
template <fixed_string Name>
struct named_parameter {};

template <fixed_string Name>
inline constexpr named_parameter<Name> param{};

namespace detail {

template <class Type>
inline constexpr bool is_named_parameter = false;
template <fixed_string Name>
inline constexpr bool is_named_parameter<named_parameter<Name>> = true;

template <class Type>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;

/// Values that stand for SQL's NULL.
template <class Type>
inline constexpr bool may_be_null = std::is_same_v<Type, std::nullopt_t> ||
                                    std::is_same_v<Type, std::nullptr_t> || is_optional<Type>;

template <class Type>
concept plain_integer =
    std::integral<Type> && !std::same_as<Type, bool> && !std::same_as<Type, char> &&
    !std::same_as<Type, wchar_t> && !std::same_as<Type, char8_t> && !std::same_as<Type, char16_t> &&
    !std::same_as<Type, char32_t>;

/// Types without `=`.
template <class Sql>
inline constexpr bool is_incomparable =
    std::is_same_v<typename Sql::family, pg::family::incomparable>;

template <class Sql>
inline constexpr bool is_number = std::is_same_v<typename Sql::family, pg::family::number>;

/// True when every value of From is a value of To.
template <class From, class To>
inline constexpr bool holds_every_value = [] {
    if constexpr (plain_integer<From> && plain_integer<To>)
        return std::in_range<To>(std::numeric_limits<From>::min()) &&
               std::in_range<To>(std::numeric_limits<From>::max());
    else if constexpr (std::floating_point<From> && std::floating_point<To>)
        return sizeof(From) <= sizeof(To);
    else return false;
}();

/// The SQL type that a C++ number has by itself, as wide as needed, so that nothing wraps.
template <class Value>
using natural_number = std::conditional_t<
    std::floating_point<Value>, pg::float8,
    std::conditional_t<holds_every_value<Value, std::int32_t>, pg::int4, pg::int8>>;

/// Whether a value is seen as the view that stands for values of type Sql: a span of bytes for bytea.
template <class Sql, class Value>
inline constexpr bool is_view_of = false;
template <class Sql, class Value>
    requires requires { typename Sql::view_type; }
inline constexpr bool is_view_of<Sql, Value> =
    std::is_convertible_v<Value, typename Sql::view_type> &&
    !std::is_convertible_v<Value, value_t<Sql>>;

/// Whether a value stands for a value of type Sql. Views are text, but a pointer is no truth value,
/// although C++ converts "false" to true.
template <class Sql, class Value>
inline constexpr bool converts_to =
    is_view_of<Sql, Value> ||
    (std::is_same_v<value_t<Sql>, std::string>
         ? std::is_convertible_v<Value, std::string> ||
               std::is_convertible_v<Value, std::string_view>
         : std::is_convertible_v<Value, value_t<Sql>> &&
               !(std::is_same_v<value_t<Sql>, bool> && std::is_pointer_v<std::decay_t<Value>>));

/// The SQL type in which a C++ value travels when it meets an operand of SQL type Sql; void when the two
/// cannot meet.
template <class Sql, class Value>
struct meeting_type {
    using type =
        std::conditional_t<converts_to<Sql, Value> && (!std::is_arithmetic_v<Value> ||
                                                       std::is_same_v<Value, value_t<Sql>>),
                           Sql, void>;
};

template <class Sql, class Value>
    requires(is_number<Sql> && (plain_integer<Value> || std::floating_point<Value>))
struct meeting_type<Sql, Value> {
    static constexpr bool fits =
        holds_every_value<Value, value_t<Sql>> && std::is_arithmetic_v<value_t<Sql>>;
    static constexpr bool is_inexact =
        std::floating_point<Value> && !std::is_arithmetic_v<value_t<Sql>>;
    using type =
        std::conditional_t<fits, Sql, std::conditional_t<is_inexact, void, natural_number<Value>>>;
};

template <class Sql, class Value>
using meeting_type_t = typename meeting_type<Sql, std::remove_cvref_t<Value>>::type;

template <class = void>
ORM_COLD [[noreturn]] void throw_number_out_of_range() {
    throw invalid_value("an unsigned value is larger than bigint, PostgreSQL's widest integer");
}

template <class Sql, class Value>
constexpr value_t<Sql> to_sql_value(Value&& value) {
    using plain = std::remove_cvref_t<Value>;
    if constexpr (plain_integer<plain> && plain_integer<value_t<Sql>>) {
        if (!std::in_range<value_t<Sql>>(value)) throw_number_out_of_range();
        return static_cast<value_t<Sql>>(value);
    } else if constexpr (std::is_same_v<value_t<Sql>, std::string> &&
                         std::is_convertible_v<Value, std::string_view> &&
                         !std::is_same_v<plain, std::string>) {
        return std::string(static_cast<std::string_view>(value));
    } else if constexpr (is_view_of<Sql, Value>) {
        const typename Sql::view_type view(value);
        return value_t<Sql>(view.begin(), view.end());
    } else {
        return static_cast<value_t<Sql>>(ORM_PASS(value));
    }
}

/// `$n` holding a value.
template <class Sql, class Value>
constexpr auto bound_expression(Value&& value) {
    return make_expression<facts<Sql, nulls::never>>(
        tokens<1>{{plain_token(token_kind::parameter)}},
        bound<Sql>{to_sql_value<Sql>(ORM_PASS(value))});
}

/// `$n` that gets its value when the statement runs.
template <class Sql, fixed_string Name>
constexpr auto named_expression(named_parameter<Name>) {
    return make_expression<facts<Sql, nulls::never>>(
        tokens<1>{{plain_token(token_kind::parameter)}}, placeholder<Name, Sql>{});
}

/// Whether an operand or value of type Other can stand beside an operand of SQL type Sql.
template <class Sql, class Other>
constexpr bool can_meet() {
    using plain = std::remove_cvref_t<Other>;
    if constexpr (operand_like<plain>)
        return std::is_same_v<typename Sql::family, typename sql_type_of<plain>::family>;
    else if constexpr (is_named_parameter<plain>) return true;
    else return !std::is_void_v<meeting_type_t<Sql, std::decay_t<Other>>>;
}

/// Time points with more digits than the SQL type keeps: nanoseconds for microseconds.
template <class Sql, class Value>
concept too_fine_time = !operand_like<Value> && requires {
    typename Value::clock;
    typename Value::duration;
    typename value_t<Sql>::clock;
} && !std::is_convertible_v<Value, value_t<Sql>>;

/// The other side of an operator as an expression. Call only where can_meet() holds.
template <class Sql, class Other>
constexpr decltype(auto) other_side(Other&& other) {
    using plain = std::remove_cvref_t<Other>;
    if constexpr (operand_like<plain>) return ORM_PASS(other).as_expression();
    else if constexpr (is_named_parameter<plain>) return named_expression<Sql>(other);
    else return bound_expression<meeting_type_t<Sql, std::decay_t<Other>>>(ORM_PASS(other));
}

}  // namespace detail

}  // namespace orm
