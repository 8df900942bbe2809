// SPDX-License-Identifier: MIT
// Tokens whose number is known at run time only: lists of conditions, sort keys, unsafe_raw().
#pragma once

#include <cstddef>

#include <orm/core/config.hpp>
#include <orm/core/reference_count.hpp>
#include <orm/core/replace.hpp>
#include <orm/expr/expression.hpp>

namespace orm::detail {

/// A run of tokens and its values, shared by all copies of the expressions that hold it: its address
/// stays. One token `nested` stands for all of it.
class run_time_content {
public:
    run_time_content() = default;
    run_time_content(const run_time_content&) = delete;
    run_time_content& operator=(const run_time_content&) = delete;
    virtual ~run_time_content() = default;

    virtual const token* begin() const = 0;
    virtual const token* end() const = 0;
    virtual void bind(outline& statement) const = 0;

    void add_owner() const noexcept { owners_.add(); }
    void release() const noexcept {
        if (owners_.release()) delete this;
    }

private:
    mutable reference_count owners_;
};

/// One owner of a run: the values of an expression that has a `nested` token.
class run_time_values {
public:
    explicit run_time_values(const run_time_content* owned) : content_(owned) {}
    run_time_values(const run_time_values& other) noexcept : content_(other.content_) {
        content_->add_owner();
    }
    run_time_values& operator=(run_time_values other) noexcept {
        orm::detail::swap_values(content_, other.content_);
        return *this;
    }
    ~run_time_values() { content_->release(); }

    void bind(outline& statement) const { statement.nest(*this); }

    /// What outline::nest() puts into the place of the token.
    void visit(outline& statement) const {
        statement.run(content_->begin(), content_->end());
        content_->bind(statement);
    }

private:
    const run_time_content* content_;
};

/// The place of a run whose values are run_time_values.
inline constexpr tokens<1> run_time_place{{plain_token(token_kind::nested)}};

/// An expression, an ordering, ... whose type is forgotten.
template <std::size_t Count, class Values>
class forgotten_content final : public run_time_content {
public:
    forgotten_content(const tokens<Count>& sql, Values values)
        : sql_(sql), values_(ORM_PASS(values)) {}

    const token* begin() const override { return sql_.begin(); }
    const token* end() const override { return sql_.end(); }
    void bind(outline& statement) const override { values_.bind(statement); }

private:
    tokens<Count> sql_;
    Values values_;
};

/// Takes:    tokens and their values, on their way to a place that does not know how many they are.
template <std::size_t Count, class Values>
run_time_values forget(const tokens<Count>& sql, Values values) {
    return run_time_values(new forgotten_content<Count, Values>(sql, ORM_PASS(values)));
}

}  // namespace orm::detail
