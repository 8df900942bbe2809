// SPDX-License-Identifier: MIT
// Functions and operators of json and jsonb.
#pragma once

#include <orm/expr/call.hpp>
#include <orm/expr/constant.hpp>
#include <orm/expr/functions/containment.hpp>

namespace orm {

// Source:   PostgreSQL manual, "JSON Functions and Operators".

/// `json_get(posts.meta, "tags")` is `"posts"."meta" -> $1`: a member by name, an element by number from
/// 0. NULL when it is not there, as all that reads json.
ORM_OPERATOR(json_get, " -> ", kind::json(kind::json, kind::key), gives_null::sometimes)
/// The same as text: `->>`.
ORM_OPERATOR(json_get_text, " ->> ", pg::text(kind::json, kind::key), gives_null::sometimes)
/// `json_path(posts.meta, path)` is `"posts"."meta" #> $1`, a path of names and numbers as text[].
ORM_OPERATOR(json_path, " #> ", kind::json(kind::json, pg::array<pg::text>), gives_null::sometimes)
/// The same as text: `#>>`.
ORM_OPERATOR(json_path_text, " #>> ", pg::text(kind::json, pg::array<pg::text>),
             gives_null::sometimes)
/// `has_key(posts.meta, "tags")` is `"posts"."meta" ? $1`.
ORM_OPERATOR(has_key, " ? ", pg::boolean(kind::jsonb, pg::text))
/// `?|` with text[].
ORM_OPERATOR(has_any_key, " ?| ", pg::boolean(kind::jsonb, pg::array<pg::text>))
/// `?&` with text[].
ORM_OPERATOR(has_all_keys, " ?& ", pg::boolean(kind::jsonb, pg::array<pg::text>))
/// `json_without(posts.meta, "tags")` is `"posts"."meta" - $1`: without a member or an element.
ORM_OPERATOR_AT(binding::sum, json_without, " - ", kind::json(kind::jsonb, kind::key))
/// `#-` with a path.
ORM_OPERATOR(json_without_path, " #- ", kind::json(kind::jsonb, pg::array<pg::text>))

/// `jsonb_set(value, path, new value, create)`; the last may be left out.
ORM_FUNCTION(jsonb_set,
             pg::jsonb(kind::jsonb, pg::array<pg::text>, kind::jsonb, kind::optional<pg::boolean>))
ORM_FUNCTION(jsonb_insert,
             pg::jsonb(kind::jsonb, pg::array<pg::text>, kind::jsonb, kind::optional<pg::boolean>))
ORM_FUNCTION(jsonb_typeof, pg::text(kind::jsonb))
ORM_FUNCTION(json_typeof, pg::text(kind::json))
ORM_FUNCTION(jsonb_array_length, pg::int4(kind::jsonb))
ORM_FUNCTION(jsonb_pretty, pg::text(kind::jsonb))
ORM_FUNCTION(jsonb_strip_nulls, pg::jsonb(kind::jsonb))
/// `jsonb_build_object(constant<"id">, users.id, ...)`: names and values by turns. Never NULL.
ORM_FUNCTION(jsonb_build_object, pg::jsonb(kind::each<kind::any>), gives_null::never)
ORM_FUNCTION(jsonb_build_array, pg::jsonb(kind::each<kind::any>), gives_null::never)
ORM_FUNCTION(json_build_object, pg::json(kind::each<kind::any>), gives_null::never)
ORM_FUNCTION(json_build_array, pg::json(kind::each<kind::any>), gives_null::never)
ORM_FUNCTION(to_jsonb, pg::jsonb(kind::any))
ORM_FUNCTION(to_json, pg::json(kind::any))

namespace detail {

template <fixed_string Path, class Result, class Json>
constexpr auto path_call(const char* opening, const Json& json) {
    return call<Result(kind::jsonb, pg::text), gives_null::sometimes>(
        opening, ", ", json, constant<constant_value<decltype(Path)>(Path)>);
}

}  // namespace detail

#define ORM_JSON_PATH(NAME, ...)                                                                   \
    template <fixed_string Path, operand_like Json>                                                \
    constexpr auto NAME(const Json& json) {                                                        \
        static_cast<void>(detail::call_rule<type_list<Json>, __VA_ARGS__(kind::jsonb)>{});         \
        return detail::path_call<Path, __VA_ARGS__>(#NAME "(", json);                              \
    }

/// `jsonb_path_exists<"$.tags[*]">(posts.meta)` is `jsonb_path_exists("posts"."meta", '$.tags[*]')`.
ORM_JSON_PATH(jsonb_path_exists, pg::boolean)
/// Whether the path's predicate is true.
ORM_JSON_PATH(jsonb_path_match, pg::boolean)
/// The first item that the path finds.
ORM_JSON_PATH(jsonb_path_query_first, pg::jsonb)
/// All items that the path finds, as a jsonb array.
ORM_JSON_PATH(jsonb_path_query_array, pg::jsonb)

#undef ORM_JSON_PATH

}  // namespace orm
