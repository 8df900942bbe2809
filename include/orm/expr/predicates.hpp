// SPDX-License-Identifier: MIT
// is null, like, between, in, is distinct from.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/expr/comparison.hpp>
#include <orm/expr/rules.hpp>
#include <orm/types/array.hpp>

namespace orm {

namespace detail {

template <class Sql, class Other>
constexpr bool can_meet_value() {
    if constexpr (may_be_null<std::remove_cvref_t<Other>> || is_incomparable<Sql>) return false;
    else return can_meet<Sql, Other>();
}

template <class Self>
constexpr auto null_test(const Self& self, const char* test) {
    auto inner = self.as_expression();
    return make_expression<never_null_facts<pg::boolean, facts_of<Self>>, binding::test>(
        join_tokens(grouped<binding::comparison>(inner), test), std::move(inner.values));
}

template <class Self, class Pattern>
constexpr auto pattern_match(const Self& self, const char* sql_operator, Pattern&& pattern) {
    auto right = other_side<pg::text>(std::forward<Pattern>(pattern));
    using facts_type = combined_facts<pg::boolean, facts_of<Self>, facts_of<decltype(right)>>;
    return infix<facts_type, binding::pattern, binding::other_operator, binding::other_operator>(
        self.as_expression(), sql_operator, std::move(right));
}

template <class Self, class Pattern>
constexpr bool is_text_match() {
    return std::is_same_v<typename sql_type_of<Self>::family, pg::family::string> &&
           can_meet_value<pg::text, Pattern>();
}

template <class Self, class Low, class High>
constexpr auto range_test(const Self& self, const char* word, Low&& low, High&& high) {
    using sql_type = sql_type_of<Self>;
    auto inner = self.as_expression();
    auto first = other_side<sql_type>(std::forward<Low>(low));
    auto last = other_side<sql_type>(std::forward<High>(high));
    using facts_type =
        combined_facts<pg::boolean,
                       combined_facts<pg::boolean, facts_of<Self>, facts_of<decltype(first)>>,
                       facts_of<decltype(last)>>;
    return make_expression<facts_type, binding::pattern>(
        join_tokens(grouped<binding::other_operator>(inner), word,
                    grouped<binding::other_operator>(first), " and ",
                    grouped<binding::other_operator>(last)),
        join_values(std::move(inner.values),
                    join_values(std::move(first.values), std::move(last.values))));
}

/// `a, b, c`: the runs and values of several expressions with commas between them.
template <class First>
constexpr auto comma_list(First first) {
    return first;
}
template <class First, class Second, class... Rest>
constexpr auto comma_list(First first, Second second, Rest... rest) {
    using facts_type =
        combined_facts<typename facts_of<First>::sql_type, facts_of<First>, facts_of<Second>>;
    return comma_list(
        make_expression<facts_type>(join_tokens(first.sql, ", ", second.sql),
                                    join_values(std::move(first.values), std::move(second.values))),
        std::move(rest)...);
}

template <class Self, class... Values>
constexpr auto membership(const Self& self, const char* word, Values&&... values) {
    using sql_type = sql_type_of<Self>;
    auto list = comma_list(other_side<sql_type>(std::forward<Values>(values))...);
    using facts_type = combined_facts<pg::boolean, facts_of<Self>, facts_of<decltype(list)>>;
    auto inner = self.as_expression();
    return make_expression<facts_type, binding::pattern>(
        join_tokens(grouped<binding::other_operator>(inner), word, list.sql, ")"),
        join_values(std::move(inner.values), std::move(list.values)));
}

/// The other side of `is distinct from`: a value, an operand, or an optional that may be NULL.
template <class Sql, class Value>
constexpr auto nullable_side(const Value& value) {
    if constexpr (is_optional<Value>)
        return make_expression<facts<Sql, nulls::possible>>(
            tokens<1>{{plain_token(token_kind::parameter)}}, bound_optional<Sql>{value});
    else return other_side<Sql>(value);
}

template <class Self, class Value>
constexpr auto distinct_test(const Self& self, const char* word, const Value& value) {
    auto right = nullable_side<sql_type_of<Self>>(value);
    using both = combined_facts<pg::boolean, facts_of<Self>, facts_of<decltype(right)>>;
    return infix<never_null_facts<pg::boolean, both>, binding::test, binding::comparison,
                 binding::comparison>(self.as_expression(), word, std::move(right));
}

template <class Sql, class Value>
constexpr bool can_be_distinct() {
    if constexpr (is_optional<Value>)
        return !is_incomparable<Sql> &&
               std::is_convertible_v<typename Value::value_type, value_t<Sql>>;
    else return can_meet_value<Sql, Value>();
}

}  // namespace detail

template <class Self>
constexpr auto make_is_null(const Self& self) {
    return detail::null_test(self, " is null");
}
template <class Self>
constexpr auto make_is_not_null(const Self& self) {
    return detail::null_test(self, " is not null");
}

#define ORM_DISTINCT(NAME, SQL)                                                                    \
    template <class Self, class Value>                                                             \
    constexpr auto NAME(const Self& self, const Value& value) {                                    \
        constexpr bool holds = detail::can_be_distinct<detail::sql_type_of<Self>, Value>();        \
        static_cast<void>(rule::compared_types<Self, Value, holds>{});                             \
        if constexpr (holds) return detail::distinct_test(self, SQL, value);                       \
        else return detail::nothing_to_compare();                                                  \
    }

ORM_DISTINCT(make_is_distinct_from, " is distinct from ")
ORM_DISTINCT(make_is_not_distinct_from, " is not distinct from ")

#undef ORM_DISTINCT

#define ORM_PATTERN(NAME, SQL)                                                                     \
    template <class Self, class Pattern>                                                           \
    constexpr auto NAME(const Self& self, Pattern&& pattern) {                                     \
        constexpr bool holds = detail::is_text_match<Self, Pattern>();                             \
        static_cast<void>(rule::pattern_is_text<Self, std::remove_cvref_t<Pattern>, holds>{});     \
        if constexpr (holds)                                                                       \
            return detail::pattern_match(self, SQL, std::forward<Pattern>(pattern));               \
        else return detail::nothing_to_compare();                                                  \
    }

ORM_PATTERN(make_like, " like ")
ORM_PATTERN(make_not_like, " not like ")
ORM_PATTERN(make_ilike, " ilike ")
ORM_PATTERN(make_not_ilike, " not ilike ")

#undef ORM_PATTERN

/// A pattern that matches the text and nothing else, with what may stand before and after it.
template <class Self>
auto make_text_match(const Self& self, const char* before, std::string_view text,
                     const char* after) {
    std::string pattern = before;
    for (const char character : text) {
        if (character == '%' || character == '_' || character == '\\') pattern += '\\';
        pattern += character;
    }
    return make_like(self, pattern += after);
}

#define ORM_BETWEEN(NAME, SQL)                                                                     \
    template <class Self, class Low, class High>                                                   \
    constexpr auto NAME(const Self& self, Low&& low, High&& high) {                                \
        using sql_type = detail::sql_type_of<Self>;                                                \
        constexpr bool holds =                                                                     \
            detail::can_meet_value<sql_type, Low>() && detail::can_meet_value<sql_type, High>();   \
        static_cast<void>(rule::between_types<Self, std::remove_cvref_t<Low>,                      \
                                              std::remove_cvref_t<High>, holds>{});                \
        if constexpr (holds)                                                                       \
            return detail::range_test(self, SQL, std::forward<Low>(low),                           \
                                      std::forward<High>(high));                                   \
        else return detail::nothing_to_compare();                                                  \
    }

ORM_BETWEEN(make_between, " between ")
ORM_BETWEEN(make_not_between, " not between ")

#undef ORM_BETWEEN

namespace detail {

/// A container of values, which travels as one array.
template <class Type>
concept value_range = !operand_like<Type> && !std::is_convertible_v<Type, std::string_view> &&
                      requires(const std::remove_cvref_t<Type>& range) {
                          range.begin();
                          range.end();
                          typename std::remove_cvref_t<Type>::value_type;
                      };

template <class Sql, class Range>
constexpr bool is_range_of() {
    if constexpr (value_range<Range>)
        return std::is_convertible_v<typename std::remove_cvref_t<Range>::value_type, value_t<Sql>>;
    else return false;
}

/// `"id" = any($1)`: one statement for any number of values, none included.
template <class Self, class Range>
auto membership_in_array(const Self& self, const char* word, const Range& range) {
    using sql_type = sql_type_of<Self>;
    value_t<pg::array<sql_type>> values(range.begin(), range.end());
    auto inner = self.as_expression();
    using facts_type = combined_facts<pg::boolean, facts_of<Self>, facts_of<Self>>;
    return make_expression<facts_type, binding::comparison>(
        join_tokens(grouped<binding::pattern>(inner), word, plain_token(token_kind::parameter),
                    ")"),
        join_values(std::move(inner.values), bound<pg::array<sql_type>>{std::move(values)}));
}

}  // namespace detail

#define ORM_MEMBERSHIP(NAME, SQL, ARRAY_SQL, EMPTY)                                                \
    template <class Self, class... Values>                                                         \
    constexpr auto NAME(const Self& self, Values&&... values) {                                    \
        using sql_type = detail::sql_type_of<Self>;                                                \
        if constexpr (sizeof...(Values) == 0) {                                                    \
            return detail::make_expression<facts<pg::boolean, nulls::never>>(                      \
                tokens<1>{{detail::text_token(EMPTY)}}, no_values{});                              \
        } else if constexpr (sizeof...(Values) == 1 &&                                             \
                             (detail::is_range_of<sql_type, Values>() && ...)) {                   \
            return detail::membership_in_array(self, ARRAY_SQL, values...);                        \
        } else {                                                                                   \
            constexpr bool holds = (detail::can_meet_value<sql_type, Values>() && ...);            \
            static_cast<void>(rule::in_types<Self, holds, std::remove_cvref_t<Values>...>{});      \
            if constexpr (holds)                                                                   \
                return detail::membership(self, SQL, std::forward<Values>(values)...);             \
            else return detail::nothing_to_compare();                                              \
        }                                                                                          \
    }

ORM_MEMBERSHIP(make_in, " in (", " = any(", "false")
ORM_MEMBERSHIP(make_not_in, " not in (", " <> all(", "true")

#undef ORM_MEMBERSHIP

}  // namespace orm
