// SPDX-License-Identifier: MIT
// A statement in order: its runs of tokens, and where its values go. Nothing here is a template of the
// statement, so that a query costs the compiler little.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

#include <orm/core/replace.hpp>
#include <orm/expr/token.hpp>
#include <orm/types/parameter_list.hpp>

namespace orm {

/// Tokens that lie one behind the other.
struct token_span {
    const token* begin;
    const token* end;
};

/// What visit() of a statement fills: one walk serves its text, its identity and its values.
///
/// Owns:     nothing of the statement, which outlives it; tokens and masks that were made on the way.
class outline {
public:
    /// Takes:    parameters, where values go; nullptr when only the text is wanted.
    constexpr explicit outline(parameter_list* parameters = nullptr) : parameters_(parameters) {}
    outline(const outline&) = delete;
    outline& operator=(const outline&) = delete;
    constexpr ~outline() {
        if (spans_ != inline_spans_) delete[] spans_;
        while (made_ != nullptr) {
            made_item* const next = made_->next;
            delete made_;
            made_ = next;
        }
    }

    ORM_INLINE constexpr void run(const token* begin, const token* end) {
        if (count_ == capacity_) [[unlikely]]
            grow();
        spans_[count_++] = {begin, end};
    }

    template <std::size_t Count>
    ORM_INLINE constexpr void run(const tokens<Count>& sql) {
        run(sql.begin(), sql.end());
    }

    /// A token that lives no longer than this call.
    constexpr void run(const token& item) {
        const token* const kept = keep(item);
        run(kept, kept + 1);
    }

    /// SQL text with static storage.
    constexpr void run(const char* sql) { run(detail::text_token(sql)); }

    /// Room for the bits of so many columns, all clear, as long as the outline lives.
    constexpr std::uint64_t* make_mask(std::size_t width) {
        if (width <= 64 && inline_mask_count_ < inline_mask_limit) {
            std::uint64_t* const mask = &inline_masks_[inline_mask_count_++];
            *mask = 0;
            return mask;
        }
        made_item* const made = make();
        made->mask = new std::uint64_t[(width + 63) / 64]{};
        return made->mask;
    }

    /// Visits a statement into the first place that still waits for one: a token `nested`. Places are
    /// filled in the order of the text, which is the order of the values too.
    template <class Statement>
    constexpr void nest(const Statement& statement) {
        const std::size_t tail = split_at_place();
        const std::size_t end = count_;
        const bool had_condition = orm::detail::replace(has_condition_, false);
        next_place_ = end;
        run(detail::qualified_names);
        statement.visit(*this);
        run(detail::restored_names);
        has_condition_ = had_condition;
        next_place_ = tail + (count_ - end);
        rotate(tail, end);
    }

    /// True for the second and every further condition of this statement: it follows an AND.
    constexpr bool continues_conditions() { return orm::detail::replace(has_condition_, true); }

    /// A further select begins, with conditions of its own.
    constexpr void begin_conditions() { has_condition_ = false; }

    /// Where values go; nullptr when only the text is wanted.
    constexpr parameter_list* parameters() const { return parameters_; }

    template <class Sql>
    constexpr void add(const value_t<Sql>& value) {
        if (parameters_ != nullptr) parameters_->add<Sql>(value);
    }
    template <fixed_string Name, class Sql>
    constexpr void add_named() {
        if (parameters_ != nullptr) parameters_->add_named<Name, Sql>();
    }

    /// Takes:    shape, where shape_of() may keep its answer; 0 as long as it is not known. For a statement
    ///           that stays as it is and is always asked with one seed.
    constexpr void keep_shape_in(std::uint64_t* shape) { shape_ = shape; }
    constexpr std::uint64_t* kept_shape() const { return shape_; }

    constexpr const token_span* begin() const { return spans_; }
    constexpr const token_span* end() const { return spans_ + count_; }

private:
    /// Things made on the way, in a list: their addresses stay.
    struct made_item {
        token item{};
        std::uint64_t* mask = nullptr;
        made_item* next = nullptr;

        constexpr ~made_item() { delete[] mask; }
    };

    /// The first few need no allocation; at compile time nobody counts.
    constexpr const token* keep(const token& item) {
        if (!std::is_constant_evaluated() && inline_token_count_ < inline_token_limit)
            return new (&inline_tokens_[inline_token_count_++].item) token(item);
        made_item* const made = make();
        made->item = item;
        return &made->item;
    }

    ORM_COLD constexpr made_item* make() {
        made_ = new made_item{{}, nullptr, made_};
        return made_;
    }

    /// Cuts the span with the next `nested` in two, without the token. Gives the index of the rest.
    constexpr std::size_t split_at_place() {
        for (std::size_t i = next_place_; i < count_; ++i)
            for (const token* item = spans_[i].begin; item != spans_[i].end; ++item)
                if (item->kind == token_kind::nested) {
                    run(item + 1, spans_[i].end);
                    spans_[i].end = item;
                    rotate(i + 1, count_ - 1);
                    return i + 1;
                }
        return count_;
    }

    /// Puts the spans from `middle` on before those from `begin` to `middle`.
    constexpr void rotate(std::size_t begin, std::size_t middle) {
        reverse(begin, middle);
        reverse(middle, count_);
        reverse(begin, count_);
    }
    constexpr void reverse(std::size_t begin, std::size_t end) {
        while (begin + 1 < end) orm::detail::swap_values(spans_[begin++], spans_[--end]);
    }

    ORM_COLD constexpr void grow() {
        auto* const larger = new token_span[capacity_ * 4];
        for (std::size_t i = 0; i < count_; ++i) larger[i] = spans_[i];
        if (spans_ != inline_spans_) delete[] spans_;
        spans_ = larger;
        capacity_ *= 4;
    }

    /// Room for a token, empty until one is put there.
    union token_room {
        char none;
        token item;

        constexpr token_room() : none() {}
    };

    static constexpr std::size_t inline_span_count = 16;
    static constexpr unsigned inline_token_limit = 4;
    static constexpr unsigned inline_mask_limit = 4;

    token_span inline_spans_[inline_span_count];
    token_span* spans_ = inline_spans_;
    std::size_t count_ = 0;
    std::size_t capacity_ = inline_span_count;
    /// Where the search for the next `nested` begins.
    std::size_t next_place_ = 0;
    made_item* made_ = nullptr;
    parameter_list* parameters_;
    std::uint64_t* shape_ = nullptr;
    bool has_condition_ = false;
    unsigned inline_token_count_ = 0;
    unsigned inline_mask_count_ = 0;
    std::uint64_t inline_masks_[inline_mask_limit];
    token_room inline_tokens_[inline_token_limit];
};

namespace detail {

/// For words that somebody may choose: no two texts are known that meet.
constexpr std::uint64_t mix(std::uint64_t state, std::uint64_t word) {
    state = (state ^ word) * 0x9E37'79B9'7F4A'7C15U;
    return state ^ (state >> 32U);
}

/// For words that the program's own memory decides, such as addresses: two instructions.
constexpr std::uint64_t step(std::uint64_t state, std::uint64_t word) {
    return (state + word) * 0x9E37'79B9'7F4A'7C15U;
}

inline std::uint64_t step_mask(std::uint64_t state, const std::uint64_t* mask, std::size_t width) {
    for (std::size_t i = 0; mask != nullptr && i < (width + 63) / 64; ++i)
        state = step(state, mask[i]);
    return state;
}

/// What kind of token it is and its count, in one word.
inline std::uint64_t head_of(const token& item) {
    std::uint64_t head = 0;
    static_assert(offsetof(token, name) == sizeof head);
    __builtin_memcpy(&head, &item, sizeof head);
    return head;
}

/// Text of a format string is told apart by its place and length, text of run time by its content, masks
/// by their bits.
ORM_COLD inline std::uint64_t mix_content(std::uint64_t state, const token& item) {
    state = mix(state, head_of(item));
    if (item.has_mask()) {
        state = step(state, reinterpret_cast<std::uintptr_t>(item.names));
        return step_mask(step_mask(state, item.written, item.count), item.given, item.count);
    }
    if (item.kind == token_kind::piece)
        return mix(state, reinterpret_cast<std::uintptr_t>(item.name));
    for (const char* at = item.name; *at != 0; ++at)
        state = mix(state, static_cast<unsigned char>(*at));
    return state;
}

/// All words at once, so that only one multiplication waits for the token before.
inline std::uint64_t mix_token(std::uint64_t state, const token& item) {
    if (item.kind >= token_kind::column_list) [[unlikely]]
        return mix_content(state, item);
    const auto name = item.kind == token_kind::columns
                          ? reinterpret_cast<std::uintptr_t>(item.names)
                          : reinterpret_cast<std::uintptr_t>(item.name);
    return step(state, name + head_of(item) * 0xD6E8'FEB8'6659'FD93U +
                           reinterpret_cast<std::uintptr_t>(item.table) * 0xA076'1D64'78BD'642FU +
                           reinterpret_cast<std::uintptr_t>(item.schema) * 0xE703'7ED1'A0B4'28DBU);
}

}  // namespace detail

/// The statement's identity: a hash of its tokens, for names by address. Two statements with the same
/// tokens have the same text; the seed tells types of rows apart.
inline std::uint64_t shape_of(const outline& statement, std::uint64_t seed) {
    if (statement.kept_shape() != nullptr) {
        const std::uint64_t known = __atomic_load_n(statement.kept_shape(), __ATOMIC_RELAXED);
        if (known != 0) return known;
    }
    for (const token_span& span : statement)
        for (const token* item = span.begin; item != span.end; ++item)
            seed = detail::mix_token(seed, *item);
    if (statement.kept_shape() != nullptr)
        __atomic_store_n(statement.kept_shape(), seed, __ATOMIC_RELAXED);
    return seed;
}

}  // namespace orm
