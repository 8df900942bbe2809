// SPDX-License-Identifier: MIT
// Fields of the insert and the update model: absent, NULL, a value or an expression.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include <orm/expr/held_expression.hpp>
#include <orm/expr/right_side.hpp>

namespace orm {

namespace detail {

/// Never defined and not constexpr: calling it in a constant expression is the error message.
void a_required_column_was_left_out_of_this_insert();
void this_number_does_not_fit_the_column();

template <class Sql, class Value>
inline constexpr bool is_narrowing_number = [] {
    if constexpr (plain_integer<Value> && plain_integer<value_t<Sql>>)
        return !holds_every_value<Value, value_t<Sql>>;
    else if constexpr (std::floating_point<Value> && std::floating_point<value_t<Sql>>)
        return !holds_every_value<Value, value_t<Sql>>;
    else return false;
}();

/// Whether a number is one for a column of type Sql: no character, no truth value, no fraction for an
/// integer. Types that convert from integers, such as decimal, take them.
template <class Sql, class Number>
inline constexpr bool is_number_for = [] {
    if constexpr (!std::is_arithmetic_v<value_t<Sql>>)
        return plain_integer<Number> && std::is_convertible_v<Number, value_t<Sql>>;
    else if constexpr (plain_integer<value_t<Sql>>) return plain_integer<Number>;
    else if constexpr (std::floating_point<value_t<Sql>>)
        return plain_integer<Number> || std::floating_point<Number>;
    else return std::is_same_v<Number, value_t<Sql>>;
}();

/// Values that a field of type Sql takes as they are.
template <class Sql, class Value>
concept field_value = !operand_like<Value> && !may_be_null<std::remove_cvref_t<Value>> &&
                      !is_narrowing_number<Sql, std::remove_cvref_t<Value>> &&
                      (std::is_arithmetic_v<std::remove_cvref_t<Value>>
                           ? is_number_for<Sql, std::remove_cvref_t<Value>>
                           : converts_to<Sql, Value>);

/// Time points with more digits than the field keeps: nanoseconds for microseconds.
template <class Sql, class Value>
concept too_fine_time = !operand_like<Value> && requires {
    typename Value::clock;
    typename Value::duration;
    typename value_t<Sql>::clock;
} && !std::is_convertible_v<Value, value_t<Sql>>;

template <bool Holds>
struct time_keeps_its_digits {
    static_assert(
        Holds,
        "orm: PostgreSQL keeps microseconds, and this time point has more digits. Say how "
        "to round: std::chrono::floor<std::chrono::microseconds>(time), or take "
        "orm::utc_now() for the current time.");
};

/// Expressions whose type a field of type Sql can store.
template <class Sql, class Value>
concept field_expression =
    operand_like<Value> &&
    std::is_same_v<typename Sql::family, typename sql_type_of<Value>::family>;

}  // namespace detail

/// Stands for the key of the row that a related row is created with: `{.authorId = orm::from_parent}`.
/// Everywhere else it leaves the column out.
struct from_parent_t {};
inline constexpr from_parent_t from_parent{};

/// What a field says of its column.
enum class field_state : std::uint8_t { absent, null, value, expression };

/// What an insert or an update says of one column.
///
/// Sql:      the column's type. CanBeNull: whether NULL is taken.
/// Owns:     its value or expression.
template <class Sql, bool CanBeNull>
class field {
public:
    using sql_type = Sql;

    constexpr field() = default;

    // NOLINTBEGIN(google-explicit-constructor): `{.name = "Ann"}` is the purpose.
    template <class Value>
        requires detail::field_value<Sql, Value>
    constexpr field(Value&& value)
        : state_(field_state::value),
          value_(detail::to_sql_value<Sql>(std::forward<Value>(value))) {}

    /// A constant that fits although its C++ type is wider: `{.age = 42}` for a smallint.
    template <class Value>
        requires detail::is_narrowing_number<Sql, Value>
    consteval field(Value value)
        : state_(field_state::value), value_(static_cast<value_t<Sql>>(value)) {
        if (static_cast<Value>(*value_) != value) detail::this_number_does_not_fit_the_column();
    }

    template <class Value>
        requires detail::too_fine_time<Sql, Value>
    constexpr field(const Value&) {
        static_cast<void>(detail::time_keeps_its_digits<!sizeof(Value)>{});
    }

    field(std::nullopt_t)
        requires CanBeNull
        : state_(field_state::null) {}

    template <class Value>
        requires(CanBeNull && detail::field_value<Sql, Value>)
    field(std::optional<Value> value) : state_(value ? field_state::value : field_state::null) {
        if (value) value_ = detail::to_sql_value<Sql>(*std::move(value));
    }

    /// create() fills it in.
    template <std::same_as<from_parent_t> Tag>
    constexpr field(Tag) {}

    template <class Expression>
        requires detail::field_expression<Sql, Expression>
    field(const Expression& expression)
        : state_(field_state::expression), expression_(hold_expression(expression)) {}
    // NOLINTEND(google-explicit-constructor)

    field_state what() const { return state_; }
    bool is_given() const { return state_ != field_state::absent; }
    const value_t<Sql>& value() const { return *value_; }
    const held_expression& expression() const { return expression_; }

private:
    field_state state_ = field_state::absent;
    std::optional<value_t<Sql>> value_;
    held_expression expression_;
};

/// A field of the insert model that must be given: leaving it out does not compile.
template <class Sql>
class required_field : public field<Sql, false> {
public:
    using field<Sql, false>::field;

    /// Evaluated at compile time for a field that an initialiser leaves out.
    consteval required_field() { detail::a_required_column_was_left_out_of_this_insert(); }
};

/// A field that the database writes by itself: generated columns, identities. It takes nothing.
class generated_field {};

}  // namespace orm
