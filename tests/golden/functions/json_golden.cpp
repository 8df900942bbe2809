// SPDX-License-Identifier: MIT
// Functions and operators of json.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/json/get") {
    return to_sql(select(orm::json_get(items.meta, "a"), orm::json_get(items.raw, 0)).from(items));
}
ORM_GOLDEN("functions/json/get_chained") {
    return to_sql(select(orm::json_get_text(orm::json_get(items.meta, "a"), "b")).from(items));
}
ORM_GOLDEN("functions/json/get_text_compared") {
    return to_sql(
        select(items.id).from(items).where(orm::json_get_text(items.meta, "kind") == "new"));
}
ORM_GOLDEN("functions/json/path") {
    return to_sql(select(orm::json_path(items.meta, std::vector<std::string>{"a", "0"}),
                         orm::json_path_text(items.raw, orm::string_to_array(items.name, ".")))
                      .from(items));
}
ORM_GOLDEN("functions/json/has_key") {
    return to_sql(select(items.id).from(items).where(orm::has_key(items.meta, "a")));
}
ORM_GOLDEN("functions/json/has_keys") {
    return to_sql(select(items.id).from(items).where(orm::has_any_key(items.meta, items.tags) &&
                                                     orm::has_all_keys(items.meta, items.tags)));
}
ORM_GOLDEN("functions/json/contains") {
    return to_sql(
        select(items.id).from(items).where(orm::contains(items.meta, orm::json_text{"{}"}) &&
                                           orm::contained_by(items.meta, items.meta)));
}
ORM_GOLDEN("functions/json/concatenate") {
    return to_sql(select(orm::concatenate(items.meta, orm::json_text{"{}"})).from(items));
}
ORM_GOLDEN("functions/json/without") {
    return to_sql(
        select(orm::json_without(items.meta, "a"), orm::json_without(items.meta, 1)).from(items));
}
ORM_GOLDEN("functions/json/without_after_get") {
    return to_sql(select(orm::json_without(orm::json_get(items.meta, "a"), "b"),
                         orm::json_get(orm::json_without(items.meta, "a"), "b"))
                      .from(items));
}
ORM_GOLDEN("functions/json/without_path") {
    return to_sql(select(orm::json_without_path(items.meta, items.tags)).from(items));
}
ORM_GOLDEN("functions/json/set") {
    return to_sql(select(orm::jsonb_set(items.meta, items.tags, items.meta),
                         orm::jsonb_insert(items.meta, items.tags, items.meta, true))
                      .from(items));
}
ORM_GOLDEN("functions/json/typeof") {
    return to_sql(select(orm::jsonb_typeof(items.meta), orm::json_typeof(items.raw),
                         orm::jsonb_array_length(items.meta))
                      .from(items));
}
ORM_GOLDEN("functions/json/pretty") {
    return to_sql(
        select(orm::jsonb_pretty(items.meta), orm::jsonb_strip_nulls(items.meta)).from(items));
}
ORM_GOLDEN("functions/json/build_object") {
    return to_sql(select(orm::jsonb_build_object(orm::constant<"id">, items.id,
                                                 orm::constant<"it's">, items.note))
                      .from(items));
}
ORM_GOLDEN("functions/json/build_array") {
    return to_sql(select(orm::jsonb_build_array(items.id, items.name),
                         orm::json_build_array(items.id),
                         orm::json_build_object(orm::constant<"a">, items.id))
                      .from(items));
}
ORM_GOLDEN("functions/json/to_jsonb") {
    return to_sql(select(orm::to_jsonb(items.tags), orm::to_json(items.name)).from(items));
}
ORM_GOLDEN("functions/json/path_exists") {
    return to_sql(
        select(items.id).from(items).where(orm::jsonb_path_exists<"$.a[*] ? (@ > 1)">(items.meta)));
}
ORM_GOLDEN("functions/json/path_match") {
    return to_sql(
        select(items.id).from(items).where(orm::jsonb_path_match<"$.a == 1">(items.meta)));
}
ORM_GOLDEN("functions/json/path_query") {
    return to_sql(select(orm::jsonb_path_query_first<"$.a">(items.meta),
                         orm::jsonb_path_query_array<"$.a[*]">(items.meta))
                      .from(items));
}
