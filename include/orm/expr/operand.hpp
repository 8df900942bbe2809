// SPDX-License-Identifier: MIT
// What every column and every expression can do: the methods that start a condition.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/fixed_string.hpp>
#include <orm/expr/facts.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

/// A column or an expression.
template <class Type>
concept operand_like = requires { typename std::remove_cvref_t<Type>::facts_type; };

template <class Self>
constexpr bool is_text_operand();

namespace detail {

/// Each has the rule of its method, as `rule`, and whether it `holds`. Defined in expr/predicates.hpp;
/// the methods name the rule, for that makes the shortest error.
template <class Self, class Pattern>
struct pattern_check;
template <class Self, class Low, class High>
struct between_check;
template <class Self, class... Values>
struct membership_check;
template <class Self, class Value>
struct distinctness_check;

}  // namespace detail

/// Methods of columns and expressions. The functions behind them live in the headers of their kind
/// (expr/predicates.hpp, expr/order.hpp, expr/alias.hpp).
template <class Self>
struct operand {
    /// `users.image.is_null()` is `"user"."image" is null`.
    constexpr auto is_null() const { return make_is_null(self()); }

    /// `users.image.is_not_null()` is `"user"."image" is not null`.
    constexpr auto is_not_null() const { return make_is_not_null(self()); }

    /// `users.name.like("A%")` is `"user"."name" like $1`.
    template <class Pattern>
    constexpr auto like(Pattern&& pattern) const {
        static_cast<void>(typename detail::pattern_check<Self, Pattern>::rule{});
        return make_like(self(), ORM_PASS(pattern));
    }
    template <class Pattern>
    constexpr auto not_like(Pattern&& pattern) const {
        static_cast<void>(typename detail::pattern_check<Self, Pattern>::rule{});
        return make_not_like(self(), ORM_PASS(pattern));
    }

    /// `like` without regard to case.
    template <class Pattern>
    constexpr auto ilike(Pattern&& pattern) const {
        static_cast<void>(typename detail::pattern_check<Self, Pattern>::rule{});
        return make_ilike(self(), ORM_PASS(pattern));
    }
    template <class Pattern>
    constexpr auto not_ilike(Pattern&& pattern) const {
        static_cast<void>(typename detail::pattern_check<Self, Pattern>::rule{});
        return make_not_ilike(self(), ORM_PASS(pattern));
    }

    /// `users.name.starts_with("50%")` is `"user"."name" like $1` with `50\%%`: the text is taken as it
    /// is, whatever wildcards it holds. An index for patterns serves it as it serves like().
    ///
    /// Takes:    text that the program has; for a column use like() or orm::starts_with().
    template <class Text>
    auto starts_with(const Text& text) const {
        static_cast<void>(typename detail::pattern_check<Self, const char*>::rule{});
        return make_text_match(self(), "", text, "%");
    }
    /// The same for the end of the text.
    template <class Text>
    auto ends_with(const Text& text) const {
        static_cast<void>(typename detail::pattern_check<Self, const char*>::rule{});
        return make_text_match(self(), "%", text, "");
    }
    /// The same for a part of the text.
    template <class Text>
    auto contains(const Text& text) const {
        static_cast<void>(typename detail::pattern_check<Self, const char*>::rule{});
        return make_text_match(self(), "%", text, "%");
    }

    /// `users.age.between(18, 30)` is `"user"."age" between $1 and $2`; both ends belong to it.
    template <class Low, class High>
    constexpr auto between(Low&& low, High&& high) const {
        static_cast<void>(typename detail::between_check<Self, Low, High>::rule{});
        return make_between(self(), ORM_PASS(low), ORM_PASS(high));
    }
    template <class Low, class High>
    constexpr auto not_between(Low&& low, High&& high) const {
        static_cast<void>(typename detail::between_check<Self, Low, High>::rule{});
        return make_not_between(self(), ORM_PASS(low), ORM_PASS(high));
    }

    /// `users.id.in("a", "b")` is `"user"."id" in ($1, $2)`; one container is `= any($1)`, and an empty
    /// one matches nothing.
    template <class... Values>
    constexpr auto in(Values&&... values) const {
        static_cast<void>(typename detail::membership_check<Self, Values...>::rule{});
        return make_in(self(), ORM_PASS(values)...);
    }
    template <class... Values>
    constexpr auto not_in(Values&&... values) const {
        static_cast<void>(typename detail::membership_check<Self, Values...>::rule{});
        return make_not_in(self(), ORM_PASS(values)...);
    }

    /// Equality that counts two NULLs as equal. Takes optionals.
    template <class Value>
    constexpr auto is_not_distinct_from(Value&& value) const {
        static_cast<void>(
            typename detail::distinctness_check<Self, std::remove_cvref_t<Value>>::rule{});
        return make_is_not_distinct_from(self(), ORM_PASS(value));
    }
    template <class Value>
    constexpr auto is_distinct_from(Value&& value) const {
        static_cast<void>(
            typename detail::distinctness_check<Self, std::remove_cvref_t<Value>>::rule{});
        return make_is_distinct_from(self(), ORM_PASS(value));
    }

    /// Gives the expression a name in the select list: `count().as<"posts">()`.
    template <fixed_string Name>
    constexpr auto as() const {
        static_cast<void>(detail::name_rule<Name>{});
        return make_named<Name>(self());
    }

    /// Sorts and compares text by another collation: `"users"."name" collate "C"`.
    template <fixed_string Collation>
    constexpr auto collate() const {
        static_cast<void>(rule::collation_of_text<Self, is_text_operand<Self>()>{});
        return make_collated<Collation>(self());
    }

    constexpr auto asc() const { return make_ordering(self(), " asc"); }
    constexpr auto desc() const { return make_ordering(self(), " desc"); }

private:
    constexpr const Self& self() const { return static_cast<const Self&>(*this); }
};

}  // namespace orm
