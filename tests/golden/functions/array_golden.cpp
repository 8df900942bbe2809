// SPDX-License-Identifier: MIT
// Functions of arrays.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/array/array_length") {
    return to_sql(
        select(orm::array_length(items.tags, 1), orm::cardinality(items.tags)).from(items));
}
ORM_GOLDEN("functions/array/bounds") {
    return to_sql(
        select(orm::array_upper(items.tags, 1), orm::array_lower(items.scores, 1)).from(items));
}
ORM_GOLDEN("functions/array/append_and_prepend") {
    return to_sql(
        select(orm::array_append(items.tags, "a"), orm::array_prepend(items.name, items.tags))
            .from(items));
}
ORM_GOLDEN("functions/array/cat") {
    return to_sql(
        select(orm::array_cat(items.tags, items.tags), orm::concatenate(items.tags, items.tags))
            .from(items));
}
ORM_GOLDEN("functions/array/remove_and_replace") {
    return to_sql(
        select(orm::array_remove(items.tags, "a"), orm::array_replace(items.tags, "a", items.name))
            .from(items));
}
ORM_GOLDEN("functions/array/position") {
    return to_sql(
        select(orm::array_position(items.tags, "a"), orm::array_positions(items.scores, 1))
            .from(items));
}
ORM_GOLDEN("functions/array/to_string") {
    return to_sql(
        select(orm::array_to_string(items.tags, ","), orm::array_to_string(items.tags, ",", "-"))
            .from(items));
}
ORM_GOLDEN("functions/array/unnest") { return to_sql(select(orm::unnest(items.tags)).from(items)); }
ORM_GOLDEN("functions/array/element_at") {
    return to_sql(select(orm::element_at(items.tags, 1)).from(items));
}
ORM_GOLDEN("functions/array/element_of_a_call") {
    return to_sql(
        select(orm::element_at(orm::string_to_array(items.name, ","), items.stock)).from(items));
}
ORM_GOLDEN("functions/array/make_array") {
    return to_sql(select(orm::make_array(items.name, items.note, "x")).from(items));
}
ORM_GOLDEN("functions/array/contains") {
    return to_sql(select(items.id).from(items).where(
        orm::contains(items.tags, std::vector<std::string>{"a", "b"})));
}
ORM_GOLDEN("functions/array/contained_by") {
    return to_sql(select(items.id).from(items).where(
        orm::contained_by(items.tags, std::vector<std::string>{"a", "b"})));
}
ORM_GOLDEN("functions/array/overlaps") {
    return to_sql(select(items.id).from(items).where(orm::overlaps(items.tags, items.tags)));
}
ORM_GOLDEN("functions/array/equal_any") {
    return to_sql(select(items.id).from(items).where(items.name == orm::any(items.tags)));
}
ORM_GOLDEN("functions/array/equal_any_of_values") {
    return to_sql(select(items.id).from(items).where(items.stock ==
                                                     orm::any(std::vector<std::int32_t>{1, 2})));
}
ORM_GOLDEN("functions/array/greater_than_all") {
    return to_sql(select(items.id).from(items).where(items.stock > orm::all(items.scores)));
}
ORM_GOLDEN("functions/array/value_equal_any") {
    return to_sql(select(items.id).from(items).where(orm::constant<"red"> == orm::any(items.tags)));
}
