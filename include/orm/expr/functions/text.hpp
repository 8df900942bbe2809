// SPDX-License-Identifier: MIT
// Functions and operators of text. lower(), upper(), char_length() and trim() are in expr/functions.hpp.
#pragma once

#include <orm/expr/call.hpp>
#include <orm/types/bytea.hpp>

namespace orm {

// Source:   PostgreSQL manual, "String Functions and Operators".

/// `concat("u"."name", $1, ...)`: everything as text, NULL as nothing. Never NULL.
ORM_FUNCTION(concat, pg::text(kind::any, kind::each<kind::any>), gives_null::never)
/// `concat_ws($1, ...)`: the same with a separator, which is the first argument.
ORM_FUNCTION(concat_ws, pg::text(pg::text, kind::any, kind::each<kind::any>), gives_null::as_first)
/// `format("t"."form", ...)`: `%s`, `%I` and `%L` stand for the arguments.
ORM_FUNCTION(format, pg::text(pg::text, kind::each<kind::any>), gives_null::as_first)
/// `concatenate(a, b)` is `a || b`: text, arrays, jsonb, tsvector, bytea. NULL when one side is.
ORM_OPERATOR(concatenate, " || ", kind::same(kind::any, kind::same))

ORM_FUNCTION(initcap, pg::text(pg::text))
ORM_FUNCTION(reverse, pg::text(pg::text))
ORM_FUNCTION(repeat, pg::text(pg::text, pg::int4))
ORM_FUNCTION(replace, pg::text(pg::text, pg::text, pg::text))
ORM_FUNCTION(translate, pg::text(pg::text, pg::text, pg::text))
/// `left(text, n)`: the first n characters; without the last -n when n is negative.
ORM_FUNCTION(left, pg::text(pg::text, pg::int4))
ORM_FUNCTION(right, pg::text(pg::text, pg::int4))
/// `lpad(text, length, fill)`; the fill may be left out.
ORM_FUNCTION(lpad, pg::text(pg::text, pg::int4, kind::optional<pg::text>))
ORM_FUNCTION(rpad, pg::text(pg::text, pg::int4, kind::optional<pg::text>))
/// `btrim(text, characters)`; the characters may be left out.
ORM_FUNCTION(btrim, pg::text(pg::text, kind::optional<pg::text>))
ORM_FUNCTION(ltrim, pg::text(pg::text, kind::optional<pg::text>))
ORM_FUNCTION(rtrim, pg::text(pg::text, kind::optional<pg::text>))
/// `substring(text, start, count)`, counted from 1; the count may be left out.
ORM_FUNCTION(substring, pg::text(pg::text, pg::int4, kind::optional<pg::int4>))
/// `split_part(text, delimiter, n)`: the nth field, counted from 1.
ORM_FUNCTION(split_part, pg::text(pg::text, pg::text, pg::int4))
ORM_FUNCTION(string_to_array, pg::array<pg::text>(pg::text, pg::text))
/// `position(part, whole)` is `position(part in whole)`: 0 when it is not there.
ORM_FUNCTION_AS(position, "position(", " in ", pg::int4(pg::text, pg::text))
/// `strpos(whole, part)`.
ORM_FUNCTION(strpos, pg::int4(pg::text, pg::text))
ORM_FUNCTION(starts_with, pg::boolean(pg::text, pg::text))
ORM_FUNCTION(octet_length, pg::int4(pg::text))
ORM_FUNCTION(bit_length, pg::int4(pg::text))
ORM_FUNCTION(ascii, pg::int4(pg::text))
ORM_FUNCTION(chr, pg::text(pg::int4))
ORM_FUNCTION(md5, pg::text(pg::text))
ORM_FUNCTION(quote_ident, pg::text(pg::text))
ORM_FUNCTION(quote_literal, pg::text(pg::text))
ORM_FUNCTION(to_hex, pg::text(kind::integer))
/// `encode(bytes, format)`: "base64", "hex" or "escape".
ORM_FUNCTION(encode, pg::text(pg::bytea, pg::text))
ORM_FUNCTION(decode, pg::bytea(pg::text, pg::text))
ORM_FUNCTION(sha256, pg::bytea(pg::bytea))

/// `regexp_replace(text, pattern, replacement, flags)`; the flags may be left out, "g" is all places.
ORM_FUNCTION(regexp_replace, pg::text(pg::text, pg::text, pg::text, kind::optional<pg::text>))
/// The captured groups of the first match; NULL when there is none.
ORM_FUNCTION(regexp_match,
             pg::array_of_nullable<pg::text>(pg::text, pg::text, kind::optional<pg::text>),
             gives_null::sometimes)
ORM_FUNCTION(regexp_split_to_array,
             pg::array<pg::text>(pg::text, pg::text, kind::optional<pg::text>))

/// `matches(text, pattern)` is `text ~ pattern`, a POSIX regular expression.
ORM_OPERATOR(matches, " ~ ", pg::boolean(pg::text, pg::text))
/// The same without regard to case: `~*`.
ORM_OPERATOR(imatches, " ~* ", pg::boolean(pg::text, pg::text))
ORM_OPERATOR(not_matches, " !~ ", pg::boolean(pg::text, pg::text))
ORM_OPERATOR(not_imatches, " !~* ", pg::boolean(pg::text, pg::text))

/// `text similar to pattern`: SQL's own regular expressions.
template <class Text, class Pattern>
    requires(operand_like<Text> || operand_like<Pattern>)
constexpr auto similar_to(const Text& text, const Pattern& pattern) {
    using signature = pg::boolean(pg::text, pg::text);
    static_cast<void>(detail::call_rule<type_list<Text, Pattern>, signature>{});
    return detail::call_operator<signature, gives_null::strict, binding::pattern>(" similar to ",
                                                                                  text, pattern);
}

}  // namespace orm
