// SPDX-License-Identifier: MIT
// Fields of the insert and the update model: absent, NULL, a value or an expression.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/held_expression.hpp>
#include <orm/expr/right_side.hpp>
#include <orm/schema/field_rules.hpp>

namespace orm {

namespace pg {
template <class Element>
struct array;
}

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

}  // namespace detail

/// Stands for the key of the row that a related row is created with: `{.authorId = orm::from_parent}`.
/// Everywhere else it leaves the column out.
struct from_parent_t {};
inline constexpr from_parent_t from_parent{};

/// What a field says of its column.
enum class field_state : std::uint8_t { absent, null, value, expression };

/// What every field knows, whatever its type: rows are walked without their types.
class field_base {
public:
    constexpr field_base() = default;

    field_state what() const { return state_; }
    bool is_given() const { return state_ != field_state::absent; }

protected:
    field_state state_ = field_state::absent;
};

/// What an insert or an update says of one column, whatever it takes: one class for each SQL type.
///
/// Owns:     its value or expression.
template <class Sql>
class field_content : public field_base {
public:
    using sql_type = Sql;

    constexpr field_content() = default;

    const value_t<Sql>& value() const { return *value_; }
    const held_expression& expression() const { return expression_; }

protected:
    template <class Value>
    constexpr void hold_value(Value&& value) {
        value_ = detail::to_sql_value<Sql>(ORM_PASS(value));
        state_ = field_state::value;
    }
    constexpr void hold_null() { state_ = field_state::null; }
    template <class Expression>
    void hold(const Expression& expression) {
        expression_ = hold_expression(expression);
        state_ = field_state::expression;
    }

private:
    std::optional<value_t<Sql>> value_;
    held_expression expression_;
};

namespace detail {

/// Tables that an expression of a field may use: none in an insert.
using no_tables = type_list<>;

/// The first rule that an expression breaks as the new value of a column.
template <class Sql, bool CanBeNull, class Scope, class Expression>
struct field_expression {
    using facts_type = facts_of<Expression>;
    using missing = typename first_missing<Scope, typename facts_type::tables>::type;
    static constexpr bool fits_type =
        std::is_same_v<typename Sql::family, typename facts_type::sql_type::family>;
    static constexpr bool knows_tables = std::is_void_v<missing>;
    static constexpr bool fits_null = CanBeNull || facts_type::null != nulls::possible;
    static constexpr bool is_of_rows = !facts_type::has_aggregate && !uses_window<facts_type>;
    static constexpr bool holds = fits_type && knows_tables && fits_null && is_of_rows;

    static constexpr auto first_broken() {
        if constexpr (!fits_type)
            return std::type_identity<rule::value_for_column<Sql, Expression, false>>{};
        else if constexpr (!is_of_rows)
            return std::type_identity<rule::aggregate_as_new_value<false>>{};
        else if constexpr (!knows_tables && std::is_same_v<Scope, no_tables>)
            return std::type_identity<rule::column_in_values<missing, false>>{};
        else if constexpr (!knows_tables)
            return std::type_identity<rule::column_not_in_update<missing, false>>{};
        else return std::type_identity<rule::null_for_column<Sql, Expression, false>>{};
    }
};

/// The rule that a value of a wrong type breaks.
template <class Sql, class Value>
constexpr auto broken_by_value() {
    if constexpr (is_optional<Value>) {
        if constexpr (field_value<Sql, typename Value::value_type>)
            return std::type_identity<rule::null_for_column<Sql, Value, false>>{};
        else return broken_by_value<Sql, typename Value::value_type>();
    } else if constexpr (too_fine_time<Sql, Value>) {
        return std::type_identity<rule::time_keeps_its_digits<!sizeof(Value)>>{};
    } else if constexpr (may_be_null<Value>) {
        return std::type_identity<rule::null_for_column<Sql, Value, false>>{};
    } else {
        return std::type_identity<rule::value_for_column<Sql, Value, false>>{};
    }
}

/// Whether a nullable field takes an optional, or NULL itself.
template <class Sql, class Value>
inline constexpr bool is_optional_value = std::is_same_v<Value, std::nullopt_t>;
template <class Sql, class Value>
inline constexpr bool is_optional_value<Sql, std::optional<Value>> = field_value<Sql, Value>;

}  // namespace detail

namespace detail {

/// Stands where a type has no elements; nobody has a value of it.
struct no_element;

/// What stands in braces for an array: `{.tags = {"red", "blue"}}`.
template <class Sql>
struct braced_element {
    using type = no_element;
};
template <class Element>
struct braced_element<pg::array<Element>> {
    using type = value_t<Element>;
};

}  // namespace detail

/// What an insert or an update says of one column.
///
/// Sql:      the column's type. CanBeNull: whether NULL is taken. Scope: the tables whose columns an
///           expression may use.
template <class Sql, bool CanBeNull, class Scope = detail::no_tables>
class field : public field_content<Sql> {
public:
    constexpr field() = default;

    // NOLINTBEGIN(google-explicit-constructor): `{.name = "Ann"}` is the purpose.
    /// Takes anything, so that what does not fit is refused in a sentence and not by a list of
    /// constructors.
    template <class Value>
        requires(!detail::is_narrowing_number<Sql, std::remove_cvref_t<Value>> &&
                 !std::is_base_of_v<field_content<Sql>, std::remove_cvref_t<Value>>)
    constexpr field(Value&& value) {
        using plain = std::remove_cvref_t<Value>;
        if constexpr (std::is_same_v<plain, from_parent_t>) {
            // create() fills it in.
        } else if constexpr (operand_like<plain>) {
            using check = detail::field_expression<Sql, CanBeNull, Scope, plain>;
            if constexpr (check::holds) this->hold(value);
            else static_cast<void>(typename decltype(check::first_broken())::type{});
        } else if constexpr (CanBeNull && detail::is_optional_value<Sql, plain>) {
            take_optional(ORM_PASS(value));
        } else if constexpr (detail::field_value<Sql, Value>) {
            this->hold_value(ORM_PASS(value));
        } else {
            using broken = decltype(detail::broken_by_value<Sql, std::decay_t<Value>>());
            static_cast<void>(typename broken::type{});
        }
    }

    /// The elements of an array: `{.tags = {"red", "blue"}}`. Empty braces leave the column out.
    constexpr field(std::initializer_list<typename detail::braced_element<Sql>::type> elements)
        requires(!std::is_same_v<typename detail::braced_element<Sql>::type, detail::no_element>)
    {
        this->hold_value(value_t<Sql>(elements));
    }

    /// A constant that fits although its C++ type is wider: `{.age = 42}` for a smallint.
    template <class Value>
        requires detail::is_narrowing_number<Sql, Value>
    consteval field(Value value) {
        this->hold_value(static_cast<value_t<Sql>>(value));
        if (static_cast<Value>(static_cast<value_t<Sql>>(value)) != value)
            detail::this_number_does_not_fit_the_column();
    }
    // NOLINTEND(google-explicit-constructor)

private:
    template <class Value>
    constexpr void take_optional(Value&& value) {
        if constexpr (std::is_same_v<std::remove_cvref_t<Value>, std::nullopt_t>) this->hold_null();
        else if (value) this->hold_value(*ORM_PASS(value));
        else this->hold_null();
    }
};

/// A field of the insert model that must be given: leaving it out does not compile.
template <class Sql>
class required_field : public field<Sql, false> {
public:
    using field<Sql, false>::field;

    /// Evaluated at compile time for a field that an initialiser leaves out.
    consteval required_field() { detail::a_required_column_was_left_out_of_this_insert(); }
};

namespace detail {

/// Whether a field stores values of this type. Its constructors cannot be asked: they take everything, to
/// refuse it in a sentence.
template <class Field, class Value>
inline constexpr bool stores_value = false;
template <class Field, class Value>
    requires requires { typename Field::sql_type; }
inline constexpr bool stores_value<Field, Value> = field_value<typename Field::sql_type, Value>;

}  // namespace detail

/// A field that the database writes by itself: generated columns, identities. It takes nothing.
class generated_field : public field_base {
public:
    constexpr generated_field() = default;

    template <class Value>
        requires(!std::is_same_v<std::remove_cvref_t<Value>, generated_field>)
    // NOLINTNEXTLINE(google-explicit-constructor): to refuse `{.id = 1}` in a sentence.
    constexpr generated_field(const Value&) {
        static_cast<void>(rule::write_to_generated_column<Value, false>{});
    }
};

}  // namespace orm
