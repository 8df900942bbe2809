// SPDX-License-Identifier: MIT
// SQL as a flat run of tokens: what every expression and clause is made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <orm/core/config.hpp>

namespace orm {

enum class token_kind : std::uint32_t {
    text,           ///< `name` is SQL text, written as it stands
    column,         ///< a column; `table` and `schema` are written where the context qualifies
    columns,        ///< `count` columns of one table, comma separated; `names` are their names
    table,          ///< a table in from(), with its schema and, for an alias, `"name" "alias"`
    identifier,     ///< a quoted name that is never qualified
    parameter,      ///< the next `$n`
    bare_names,     ///< from here on columns stand without their table
    table_names,    ///< from here on columns stand as "table"."column"
    restore_names,  ///< back to what was in force before the last of the two above
    column_list,    ///< `"a", "b"`: those of `count` columns whose bit is set in `written`
    value_list,   ///< `$1, default`: for each bit of `written` a value or, without `given`, default
    assignments,  ///< `"a" = $1, "b" = $2`: for each bit of `written`
    piece,        ///< `count` bytes of `name`, a format string: `{{` is written as `{`, `}}` as `}`
    owned_text,   ///< `name` is SQL text made at run time: told apart by its content
    nested        ///< a statement that outline::nest() puts here when its values are bound
};

/// One step of SQL text. Names have static storage, so two tokens with equal pointers write equal text:
/// that makes a statement's shape comparable without writing it. Statements copy tokens: each is four words,
/// without a byte that has no meaning.
struct token {
    token_kind kind = token_kind::text;
    std::uint32_t count = 0;
    union {
        const char* name = nullptr;
        const char* const* names;  ///< of columns, column_list, assignments
    };
    /// Bits of columns are in words of 64; they live as long as the outline that the token is in.
    union {
        const char* table = nullptr;
        const std::uint64_t* written;  ///< of column_list, value_list, assignments
    };
    union {
        const char* schema = nullptr;
        const std::uint64_t* given;  ///< of value_list
    };

    constexpr bool has_mask() const {
        return kind >= token_kind::column_list && kind <= token_kind::assignments;
    }
};

namespace detail {

constexpr token text_token(const char* sql) {
    token made;
    made.name = sql;
    return made;
}

constexpr token plain_token(token_kind kind) {
    token made;
    made.kind = kind;
    return made;
}

constexpr token identifier_token(const char* name) {
    token made;
    made.kind = token_kind::identifier;
    made.name = name;
    return made;
}

}  // namespace detail

/// A fixed number of tokens.
template <std::size_t Count>
struct tokens {
    token items[Count];

    static constexpr std::size_t size() { return Count; }
    constexpr const token* begin() const { return items; }
    constexpr const token* end() const { return items + Count; }
};

template <>
struct tokens<0> {
    static constexpr std::size_t size() { return 0; }
    constexpr const token* begin() const { return nullptr; }
    constexpr const token* end() const { return nullptr; }
};

namespace detail {

template <std::size_t Count>
constexpr token* put(token* target, const tokens<Count>& run) {
    for (const token& item : run) *target++ = item;
    return target;
}

constexpr token* put(token* target, const char* sql) {
    *target++ = text_token(sql);
    return target;
}

constexpr token* put(token* target, const token& item) {
    *target++ = item;
    return target;
}

inline constexpr tokens<1> parameter_place{{plain_token(token_kind::parameter)}};
inline constexpr tokens<1> comma{{text_token(", ")}};

/// From here on columns stand as "table"."column"; and back to what was before.
inline constexpr tokens<1> qualified_names{{plain_token(token_kind::table_names)}};
inline constexpr tokens<1> restored_names{{plain_token(token_kind::restore_names)}};

template <class Part>
inline constexpr std::size_t token_count = 1;
template <std::size_t Count>
inline constexpr std::size_t token_count<tokens<Count>> = Count;

template <std::size_t Count>
constexpr const tokens<Count>& run_of(const tokens<Count>& run) {
    return run;
}
constexpr tokens<1> run_of(const token& item) { return {{item}}; }
constexpr tokens<1> run_of(const char* sql) { return {{text_token(sql)}}; }

/// A run that `+` joins with another. Each sum is one initialiser and no loop over pointers: only then do
/// compilers keep tokens in registers, and copying what was stored a moment ago stalls the processor.
template <std::size_t Count>
struct run_sum {
    tokens<Count> run;
};

template <std::size_t Left, std::size_t Right, std::size_t... At, std::size_t... Behind>
constexpr run_sum<Left + Right> add_runs(const tokens<Left>& left, const tokens<Right>& right,
                                         std::index_sequence<At...>,
                                         std::index_sequence<Behind...>) {
    return {{{left.items[At]..., right.items[Behind]...}}};
}

template <std::size_t Left, std::size_t Right>
constexpr run_sum<Left + Right> operator+(const run_sum<Left>& left, const run_sum<Right>& right) {
    if constexpr (Left == 0) return right;
    else if constexpr (Right == 0) return left;
    else
        return add_runs(left.run, right.run, std::make_index_sequence<Left>{},
                        std::make_index_sequence<Right>{});
}

/// Joins runs, single tokens and pieces of SQL text into one run, in the order given.
template <class... Parts>
constexpr auto join_tokens(const Parts&... parts) {
    return (run_sum<0>{} + ... + run_sum<token_count<Parts>>{run_of(parts)}).run;
}

}  // namespace detail

}  // namespace orm
