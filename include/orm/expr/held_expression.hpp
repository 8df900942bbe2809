// SPDX-License-Identifier: MIT
// An expression whose type is forgotten: what a field of an insert or an update can hold.
#pragma once

#include <cstddef>

#include <orm/core/config.hpp>
#include <orm/core/replace.hpp>
#include <orm/expr/expression.hpp>

namespace orm {

/// An expression behind one pointer. Copies are deep.
///
/// Owns:     the expression's tokens and values.
class held_expression {
public:
    struct content {
        virtual ~content() = default;
        virtual content* copy() const = 0;
        virtual void bind(outline& statement) const = 0;
        virtual const token* begin() const = 0;
        virtual const token* end() const = 0;
    };

    constexpr held_expression() = default;
    constexpr explicit held_expression(content* owned) : content_(owned) {}
    constexpr held_expression(const held_expression& other)
        : content_(other.content_ != nullptr ? other.content_->copy() : nullptr) {}
    constexpr held_expression(held_expression&& other) noexcept
        : content_(orm::detail::replace(other.content_, nullptr)) {}
    constexpr held_expression& operator=(held_expression other) noexcept {
        orm::detail::swap_values(content_, other.content_);
        return *this;
    }
    constexpr ~held_expression() { delete content_; }

    const content* operator->() const { return content_; }

private:
    content* content_ = nullptr;
};

namespace detail {

template <class Expression>
struct held_content final : held_expression::content {
    Expression held;

    explicit held_content(Expression expression) : held(ORM_PASS(expression)) {}
    held_content* copy() const override { return new held_content(held); }
    void bind(outline& statement) const override { held.values.bind(statement); }
    const token* begin() const override { return held.sql.begin(); }
    const token* end() const override { return held.sql.end(); }
};

}  // namespace detail

template <class Operand>
held_expression hold_expression(const Operand& operand) {
    auto expression = operand.as_expression();
    return held_expression(new detail::held_content<decltype(expression)>(ORM_PASS(expression)));
}

}  // namespace orm
