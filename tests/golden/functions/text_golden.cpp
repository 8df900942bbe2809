// SPDX-License-Identifier: MIT
// Functions of text.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/text/initcap") {
    return to_sql(select(orm::initcap(items.name)).from(items));
}
ORM_GOLDEN("functions/text/reverse") {
    return to_sql(select(orm::reverse(items.name)).from(items));
}
ORM_GOLDEN("functions/text/repeat") {
    return to_sql(select(orm::repeat(items.name, 2)).from(items));
}
ORM_GOLDEN("functions/text/replace") {
    return to_sql(select(orm::replace(items.name, "a", "b")).from(items));
}
ORM_GOLDEN("functions/text/translate") {
    return to_sql(select(orm::translate(items.name, "ab", "ba")).from(items));
}
ORM_GOLDEN("functions/text/left_and_right") {
    return to_sql(
        select(orm::left(items.name, 3), orm::right(items.name, items.stock)).from(items));
}
ORM_GOLDEN("functions/text/lpad_with_and_without_fill") {
    return to_sql(select(orm::lpad(items.name, 9), orm::rpad(items.name, 9, "*")).from(items));
}
ORM_GOLDEN("functions/text/trims") {
    return to_sql(
        select(orm::btrim(items.name), orm::ltrim(items.name, "x"), orm::rtrim(items.name))
            .from(items));
}
ORM_GOLDEN("functions/text/substring") {
    return to_sql(
        select(orm::substring(items.name, 2), orm::substring(items.name, 2, 3)).from(items));
}
ORM_GOLDEN("functions/text/split_part") {
    return to_sql(select(orm::split_part(items.name, ",", 1)).from(items));
}
ORM_GOLDEN("functions/text/string_to_array") {
    return to_sql(select(orm::string_to_array(items.name, ",")).from(items));
}
ORM_GOLDEN("functions/text/position") {
    return to_sql(select(orm::position("a", items.name), orm::strpos(items.name, "a")).from(items));
}
ORM_GOLDEN("functions/text/starts_with") {
    return to_sql(select(items.id).from(items).where(orm::starts_with(items.name, "A")));
}
ORM_GOLDEN("functions/text/lengths") {
    return to_sql(select(orm::octet_length(items.name), orm::bit_length(items.name),
                         orm::char_length(items.name))
                      .from(items));
}
ORM_GOLDEN("functions/text/ascii_and_chr") {
    return to_sql(select(orm::ascii(items.name), orm::chr(items.stock)).from(items));
}
ORM_GOLDEN("functions/text/md5") { return to_sql(select(orm::md5(items.name)).from(items)); }
ORM_GOLDEN("functions/text/quoting") {
    return to_sql(select(orm::quote_ident(items.name), orm::quote_literal(items.name)).from(items));
}
ORM_GOLDEN("functions/text/to_hex") {
    return to_sql(select(orm::to_hex(items.stock), orm::to_hex(items.sold)).from(items));
}
ORM_GOLDEN("functions/text/encode_and_decode") {
    return to_sql(
        select(orm::encode(items.data, "hex"), orm::decode(items.name, "base64")).from(items));
}
ORM_GOLDEN("functions/text/sha256") { return to_sql(select(orm::sha256(items.data)).from(items)); }
ORM_GOLDEN("functions/text/concat") {
    return to_sql(select(orm::concat(items.name, items.stock, items.note)).from(items));
}
ORM_GOLDEN("functions/text/concat_ws") {
    return to_sql(select(orm::concat_ws(", ", items.name, items.note)).from(items));
}
ORM_GOLDEN("functions/text/format") {
    return to_sql(select(orm::format("%s costs %s", items.name, items.price)).from(items));
}
ORM_GOLDEN("functions/text/concatenate") {
    return to_sql(select(orm::concatenate(items.name, "!")).from(items));
}
ORM_GOLDEN("functions/text/plus_of_text") {
    return to_sql(select(items.name + " " + items.note).from(items));
}
ORM_GOLDEN("functions/text/plus_of_text_on_the_right") {
    return to_sql(select("<" + items.name).from(items));
}
ORM_GOLDEN("functions/text/regexp_replace") {
    return to_sql(select(orm::regexp_replace(items.name, "a+", "b", "g")).from(items));
}
ORM_GOLDEN("functions/text/regexp_match") {
    return to_sql(select(orm::regexp_match(items.name, "(a)(b)")).from(items));
}
ORM_GOLDEN("functions/text/regexp_split_to_array") {
    return to_sql(select(orm::regexp_split_to_array(items.name, ",")).from(items));
}
ORM_GOLDEN("functions/text/matches") {
    return to_sql(select(items.id).from(items).where(orm::matches(items.name, "^A")));
}
ORM_GOLDEN("functions/text/imatches") {
    return to_sql(select(items.id).from(items).where(orm::imatches(items.name, "^a")));
}
ORM_GOLDEN("functions/text/not_matches") {
    return to_sql(select(items.id).from(items).where(orm::not_matches(items.name, "^A") &&
                                                     orm::not_imatches(items.name, "z$")));
}
ORM_GOLDEN("functions/text/similar_to") {
    return to_sql(select(items.id).from(items).where(orm::similar_to(items.name, "(A|B)%")));
}
ORM_GOLDEN("functions/text/similar_to_a_concatenation") {
    return to_sql(
        select(items.id).from(items).where(orm::similar_to(items.name, items.note + "%")));
}
ORM_GOLDEN("functions/text/collate") {
    return to_sql(select(items.id).from(items).where(items.name.collate<"C">() < "b"));
}
ORM_GOLDEN("functions/text/collate_in_an_order") {
    return to_sql(
        select(items.id).from(items).order_by(items.name.collate<"C">().desc().nulls_last()));
}
ORM_GOLDEN("functions/text/collate_of_an_operator") {
    return to_sql(select((items.name + items.note).collate<"C">()).from(items));
}
ORM_GOLDEN("functions/text/comparison_of_a_function") {
    return to_sql(select(items.id).from(items).where(orm::lower(items.name) == "ann" &&
                                                     orm::left(items.name, 1) != "B"));
}
