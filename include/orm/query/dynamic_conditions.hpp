// SPDX-License-Identifier: MIT
// Conditions whose number is known at run time only: orm::condition, all_of(), any_of().
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/run_time.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/nested_rules.hpp>

namespace orm {

/// A condition on rows of Models, whatever its shape: what a list of conditions consists of. Copies
/// share its content.
///
/// Owns:     the values of the condition.
template <class Models>
class condition_over : public operand<condition_over<Models>> {
public:
    using facts_type = facts<pg::boolean, nulls::possible, Models>;

    /// Any condition on these tables.
    ///
    /// Rejects:  other tables (condition_of_other_tables); aggregates; what is no condition.
    template <operand_like Condition>
        requires(!std::is_same_v<Condition, condition_over>)
    // NOLINTNEXTLINE(google-explicit-constructor): `filters.push_back(users.age > 18)` is the use.
    condition_over(const Condition& condition) : condition_over(forgotten(condition)) {}

    /// In parentheses wherever another operator or a further where() stands beside it.
    auto as_expression() const {
        return detail::make_expression<facts_type, binding::disjunction>(detail::run_time_place,
                                                                         held_);
    }

    /// Of its outermost operator; for all_of() and any_of(), which write no needless parentheses.
    binding level() const { return level_; }

    condition_over(detail::run_time_values held, binding level)
        : held_(ORM_PASS(held)), level_(level) {}

private:
    template <class Condition>
    static condition_over forgotten(const Condition& condition) {
        using facts_of_condition = detail::facts_of<Condition>;
        using missing =
            typename detail::first_missing<Models, typename facts_of_condition::tables>::type;
        constexpr bool is_boolean = detail::is_condition<Condition>;
        static_cast<void>(rule::condition_is_boolean<Condition, is_boolean>{});
        static_cast<void>(rule::condition_without_aggregate<!facts_of_condition::has_aggregate>{});
        static_cast<void>(rule::condition_of_other_tables<missing, std::is_void_v<missing>>{});
        auto inner = condition.as_expression();
        return condition_over(detail::forget(inner.sql, ORM_PASS(inner.values)),
                              decltype(inner)::level);
    }

    detail::run_time_values held_;
    binding level_;
};

/// `std::vector<orm::condition<users>> filters; if (...) filters.push_back(users.age >= 18);`
template <const auto&... Tables>
using condition = condition_over<type_list<typename detail::traits_of<decltype(Tables)>::model...>>;

namespace detail {

/// `a and b and c`: the conditions themselves, and the tokens around theirs.
template <class Condition>
class joined_conditions final : public run_time_content {
public:
    joined_conditions(std::vector<Condition> parts, const char* word, binding level)
        : parts_(ORM_PASS(parts)) {
        for (const Condition& part : parts_) {
            if (!sql_.empty()) sql_.push_back(text_token(word));
            const bool needs_parentheses = part.level() > level;
            if (needs_parentheses) sql_.push_back(text_token("("));
            sql_.push_back(run_time_place.items[0]);
            if (needs_parentheses) sql_.push_back(text_token(")"));
        }
    }

    const token* begin() const override { return sql_.data(); }
    const token* end() const override { return sql_.data() + sql_.size(); }
    void bind(outline& statement) const override {
        for (const Condition& part : parts_) part.as_expression().values.bind(statement);
    }

private:
    std::vector<Condition> parts_;
    std::vector<token> sql_;
};

template <class Item>
inline constexpr bool is_dynamic_condition = false;
template <class Models>
inline constexpr bool is_dynamic_condition<condition_over<Models>> = true;

template <class Item>
using dynamic_condition_for = std::conditional_t<is_dynamic_condition<Item>, Item,
                                                 condition_over<typename facts_of<Item>::tables>>;

template <class Range>
auto join_conditions(const Range& range, const char* word, binding level, const char* empty) {
    using item = std::remove_cvref_t<decltype(*range.begin())>;
    using joined = dynamic_condition_for<item>;
    std::vector<joined> parts;
    for (const auto& each : range) parts.push_back(each);
    if (parts.empty())
        return joined(forget(tokens<1>{{text_token(empty)}}, no_values{}), binding::atom);
    if (parts.size() == 1) return parts.front();
    return joined(run_time_values(new joined_conditions<joined>(ORM_PASS(parts), word, level)),
                  level);
}

/// A container of conditions.
template <class Range>
concept condition_range = !operand_like<Range> && requires(const Range& range) {
    range.begin();
    range.end();
    requires operand_like<decltype(*range.begin())>;
};

}  // namespace detail

/// `a and b and c` of a vector of conditions; `true` when it is empty.
///
///     std::vector<orm::condition<users>> filters;
///     if (minimum_age) filters.push_back(users.age >= *minimum_age);
///     db.select().from(users).where(orm::all_of(filters)).all();
///
/// Owns:     copies of the conditions.
template <detail::condition_range Conditions>
auto all_of(const Conditions& conditions) {
    return detail::join_conditions(conditions, " and ", binding::conjunction, "true");
}

/// `a or b or c` of a vector of conditions; `false` when it is empty.
template <detail::condition_range Conditions>
auto any_of(const Conditions& conditions) {
    return detail::join_conditions(conditions, " or ", binding::disjunction, "false");
}

}  // namespace orm
