// SPDX-License-Identifier: MIT
// is null, like, between, in, is distinct from.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
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
        join_tokens(grouped<binding::comparison>(inner), test), ORM_PASS(inner.values));
}

template <class Self, class Pattern>
constexpr auto pattern_match(const Self& self, const char* sql_operator, Pattern&& pattern) {
    auto right = other_side<pg::text>(ORM_PASS(pattern));
    using facts_type = combined_facts<pg::boolean, facts_of<Self>, facts_of<decltype(right)>>;
    return infix<facts_type, binding::pattern, binding::other_operator, binding::other_operator>(
        self.as_expression(), sql_operator, ORM_PASS(right));
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
    auto first = other_side<sql_type>(ORM_PASS(low));
    auto last = other_side<sql_type>(ORM_PASS(high));
    using facts_type =
        combined_facts<pg::boolean,
                       combined_facts<pg::boolean, facts_of<Self>, facts_of<decltype(first)>>,
                       facts_of<decltype(last)>>;
    return make_expression<facts_type, binding::pattern>(
        join_tokens(grouped<binding::other_operator>(inner), word,
                    grouped<binding::other_operator>(first), " and ",
                    grouped<binding::other_operator>(last)),
        join_values(ORM_PASS(inner.values),
                    join_values(ORM_PASS(first.values), ORM_PASS(last.values))));
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
                                    join_values(ORM_PASS(first.values), ORM_PASS(second.values))),
        ORM_PASS(rest)...);
}

template <class Self, class... Values>
constexpr auto membership(const Self& self, const char* word, Values&&... values) {
    using sql_type = sql_type_of<Self>;
    auto list = comma_list(other_side<sql_type>(ORM_PASS(values))...);
    using facts_type = combined_facts<pg::boolean, facts_of<Self>, facts_of<decltype(list)>>;
    auto inner = self.as_expression();
    return make_expression<facts_type, binding::pattern>(
        join_tokens(grouped<binding::other_operator>(inner), word, list.sql, ")"),
        join_values(ORM_PASS(inner.values), ORM_PASS(list.values)));
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
                 binding::comparison>(self.as_expression(), word, ORM_PASS(right));
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

namespace detail {

template <class Self, class Value>
struct distinctness_check {
    static constexpr bool holds = can_be_distinct<sql_type_of<Self>, Value>();
    using rule = rule::compared_types<Self, Value, holds>;
};

template <class Self, class Value>
constexpr auto checked_distinctness(const Self& self, const char* word, const Value& value) {
    if constexpr (distinctness_check<Self, Value>::holds) return distinct_test(self, word, value);
    else return nothing_to_compare();
}

template <class Self, class Pattern>
struct pattern_check {
    static constexpr bool holds = is_text_match<Self, Pattern>();
    using rule = rule::pattern_is_text<Self, std::remove_cvref_t<Pattern>, holds>;
};

template <class Self, class Pattern>
constexpr auto checked_pattern(const Self& self, const char* word, Pattern&& pattern) {
    if constexpr (pattern_check<Self, Pattern>::holds)
        return pattern_match(self, word, ORM_PASS(pattern));
    else return nothing_to_compare();
}

}  // namespace detail

template <class Self, class Value>
constexpr auto make_is_distinct_from(const Self& self, const Value& value) {
    return detail::checked_distinctness(self, " is distinct from ", value);
}
template <class Self, class Value>
constexpr auto make_is_not_distinct_from(const Self& self, const Value& value) {
    return detail::checked_distinctness(self, " is not distinct from ", value);
}

template <class Self, class Pattern>
constexpr auto make_like(const Self& self, Pattern&& pattern) {
    return detail::checked_pattern(self, " like ", ORM_PASS(pattern));
}
template <class Self, class Pattern>
constexpr auto make_not_like(const Self& self, Pattern&& pattern) {
    return detail::checked_pattern(self, " not like ", ORM_PASS(pattern));
}
template <class Self, class Pattern>
constexpr auto make_ilike(const Self& self, Pattern&& pattern) {
    return detail::checked_pattern(self, " ilike ", ORM_PASS(pattern));
}
template <class Self, class Pattern>
constexpr auto make_not_ilike(const Self& self, Pattern&& pattern) {
    return detail::checked_pattern(self, " not ilike ", ORM_PASS(pattern));
}

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

namespace detail {

template <class Self, class Low, class High>
struct between_check {
    using sql_type = sql_type_of<Self>;
    static constexpr bool holds =
        can_meet_value<sql_type, Low>() && can_meet_value<sql_type, High>();
    using rule =
        rule::between_types<Self, std::remove_cvref_t<Low>, std::remove_cvref_t<High>, holds>;
};

template <class Self, class Low, class High>
constexpr auto checked_range(const Self& self, const char* word, Low&& low, High&& high) {
    if constexpr (between_check<Self, Low, High>::holds)
        return range_test(self, word, ORM_PASS(low), ORM_PASS(high));
    else return nothing_to_compare();
}

}  // namespace detail

template <class Self, class Low, class High>
constexpr auto make_between(const Self& self, Low&& low, High&& high) {
    return detail::checked_range(self, " between ", ORM_PASS(low), ORM_PASS(high));
}
template <class Self, class Low, class High>
constexpr auto make_not_between(const Self& self, Low&& low, High&& high) {
    return detail::checked_range(self, " not between ", ORM_PASS(low), ORM_PASS(high));
}

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
        join_values(ORM_PASS(inner.values), bound<pg::array<sql_type>>{ORM_PASS(values)}));
}

template <class Self, class... Values>
struct membership_check {
    using sql_type = sql_type_of<Self>;
    static constexpr bool is_array =
        sizeof...(Values) == 1 && (is_range_of<sql_type, Values>() && ...);
    static constexpr bool holds = is_array || (can_meet_value<sql_type, Values>() && ...);
    using rule = rule::in_types<Self, holds, std::remove_cvref_t<Values>...>;
};

/// The words of a membership: of a list, of an array, and what it is of nothing.
struct membership_words {
    const char* list;
    const char* array;
    const char* of_nothing;
};

template <class Self, class... Values>
constexpr auto checked_membership(const Self& self, const membership_words& words,
                                  Values&&... values) {
    using check = membership_check<Self, Values...>;
    if constexpr (sizeof...(Values) == 0)
        return make_expression<facts<pg::boolean, nulls::never>>(
            tokens<1>{{text_token(words.of_nothing)}}, no_values{});
    else if constexpr (!check::holds) return nothing_to_compare();
    else if constexpr (check::is_array) return membership_in_array(self, words.array, values...);
    else return membership(self, words.list, ORM_PASS(values)...);
}

}  // namespace detail

template <class Self, class... Values>
constexpr auto make_in(const Self& self, Values&&... values) {
    return detail::checked_membership(self, {" in (", " = any(", "false"}, ORM_PASS(values)...);
}
template <class Self, class... Values>
constexpr auto make_not_in(const Self& self, Values&&... values) {
    return detail::checked_membership(self, {" not in (", " <> all(", "true"}, ORM_PASS(values)...);
}

}  // namespace orm
