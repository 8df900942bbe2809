// SPDX-License-Identifier: MIT
// Typed expressions as the text that DDL holds: bare column names, and values as literals.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <orm/core/error.hpp>
#include <orm/expr/expression.hpp>
#include <orm/inspect/schema/declared_column.hpp>
#include <orm/sql/quote.hpp>
#include <orm/types/enumeration.hpp>

namespace orm::inspect {

namespace rule {

/// Rule: DDL holds text, so a value in it must have a literal.
template <class Sql, bool Holds>
struct value_in_ddl {
    static_assert(
        Holds,
        "orm: a value of this SQL type has no literal in a check or an index. Write it as "
        "SQL text: orm::sql<...>(\"...\").");
};

}  // namespace rule

namespace detail {

inline std::string literal_of(bool value) { return value ? "true" : "false"; }

/// The C++ enum of an SQL type, and how its labels are written.
template <class Sql>
struct enum_facts;
template <class Enum, fixed_string Name, class Casing>
struct enum_facts<pg::enumeration<Enum, Name, Casing>> {
    using type = Enum;
    using casing = Casing;
};
template <class Enum, class Casing>
struct enum_facts<pg::text_enumeration<Enum, Casing>> {
    using type = Enum;
    using casing = Casing;
};

template <class Sql>
std::string label_literal(typename enum_facts<Sql>::type value) {
    std::string literal;
    orm::detail::visit_labels<typename enum_facts<Sql>::type, typename enum_facts<Sql>::casing>(
        [&](auto other, std::string_view text) {
            if (other == value) literal = lexical::quoted_literal(text);
            return other == value;
        });
    return literal;
}

/// The literal of one value. Strings of types other than text are cast by the server.
template <class Sql>
std::string value_literal(const value_t<Sql>& value) {
    using value_type = value_t<Sql>;
    constexpr bool is_text = std::is_convertible_v<const value_type&, std::string_view>;
    constexpr bool prints_itself = requires { std::string(value.to_string()); };
    constexpr bool is_known = std::is_arithmetic_v<value_type> || is_text || prints_itself ||
                              requires { typename enum_facts<Sql>::casing; };
    static_cast<void>(rule::value_in_ddl<Sql, is_known>{});
    if constexpr (std::is_same_v<value_type, bool>) return literal_of(value);
    else if constexpr (std::is_integral_v<value_type>) return std::to_string(value);
    else if constexpr (std::is_floating_point_v<value_type>)
        return number_text(static_cast<double>(value));
    else if constexpr (is_text) return lexical::quoted_literal(std::string_view(value));
    else if constexpr (prints_itself) return lexical::quoted_literal(value.to_string());
    else if constexpr (is_known) return label_literal<Sql>(value);
    else return {};
}

using literal_list = std::vector<std::string>;

inline void add_literals(literal_list&, const no_values&) {}

template <class Sql>
void add_literals(literal_list& list, const bound<Sql>& of) {
    list.push_back(value_literal<Sql>(of.value));
}

template <class Sql>
void add_literals(literal_list& list, const bound_optional<Sql>& of) {
    list.push_back(of.value ? value_literal<Sql>(*of.value) : "NULL");
}

template <class Left, class Right>
void add_literals(literal_list& list, const both_values<Left, Right>& of) {
    add_literals(list, of.left);
    add_literals(list, of.right);
}

[[noreturn]] inline void refuse_token() {
    throw error(
        "schema: a check or an index holds something that DDL cannot: a parameter, a subquery or a "
        "whole table; write it with columns and values of its own table");
}

/// Columns stand without their table, as PostgreSQL wants it in DDL.
inline std::string ddl_text(const token* begin, const token* end, const literal_list& values) {
    std::string text;
    std::size_t used = 0;
    for (const token* item = begin; item != end; ++item) {
        switch (item->kind) {
            case token_kind::text: text += item->name; break;
            case token_kind::column:
            case token_kind::identifier: text += lexical::quoted_identifier(item->name); break;
            case token_kind::parameter:
                if (used == values.size()) refuse_token();
                text += values[used++];
                break;
            case token_kind::bare_names:
            case token_kind::table_names:
            case token_kind::restore_names: break;
            default: refuse_token();
        }
    }
    return text;
}

/// The text of a condition or an expression.
template <class Expression>
std::string ddl_text(const Expression& of) {
    literal_list values;
    add_literals(values, of.values);
    return ddl_text(of.sql.begin(), of.sql.end(), values);
}

/// True for `lower("email")`: a function call needs no parentheses in an index.
inline bool is_call(std::string_view text) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || open == 0 || text.back() != ')') return false;
    for (const char character : text.substr(0, open))
        if (!catalog::detail::continues_word(character)) return false;
    int depth = 0;
    for (const catalog::sql_piece& piece : catalog::sql_pieces(text.substr(open))) {
        depth += piece.text == "(" ? 1 : piece.text == ")" ? -1 : 0;
        const bool is_last = piece.text.data() + piece.text.size() == text.data() + text.size();
        if (depth == 0 && !is_last) return false;
    }
    return text.substr(0, open) != "cast";
}

}  // namespace detail

}  // namespace orm::inspect
