-- get
select "meta" -> $1, "raw" -> $2 from "items"

-- get_chained
select "meta" -> $1 ->> $2 from "items"

-- get_text_compared
select "id" from "items" where "items"."meta" ->> $1 = $2

-- path
select "meta" #> $1, "raw" #>> string_to_array("name", $2) from "items"

-- has_key
select "id" from "items" where "items"."meta" ? $1

-- has_keys
select "id" from "items" where "items"."meta" ?| "items"."tags" and "items"."meta" ?& "items"."tags"

-- contains
select "id" from "items" where "items"."meta" @> $1 and "items"."meta" <@ "items"."meta"

-- concatenate
select "meta" || $1 from "items"

-- without
select "meta" - $1, "meta" - $2 from "items"

-- without_after_get
select ("meta" -> $1) - $2, "meta" - $3 -> $4 from "items"

-- without_path
select "meta" #- "tags" from "items"

-- set
select jsonb_set("meta", "tags", "meta"), jsonb_insert("meta", "tags", "meta", $1) from "items"

-- typeof
select jsonb_typeof("meta"), json_typeof("raw"), jsonb_array_length("meta") from "items"

-- pretty
select jsonb_pretty("meta"), jsonb_strip_nulls("meta") from "items"

-- build_object
select jsonb_build_object('id', "id", 'it''s', "note") from "items"

-- build_array
select jsonb_build_array("id", "name"), json_build_array("id"), json_build_object('a', "id") from "items"

-- to_jsonb
select to_jsonb("tags"), to_json("name") from "items"

-- path_exists
select "id" from "items" where jsonb_path_exists("items"."meta", '$.a[*] ? (@ > 1)')

-- path_match
select "id" from "items" where jsonb_path_match("items"."meta", '$.a == 1')

-- path_query
select jsonb_path_query_first("meta", '$.a'), jsonb_path_query_array("meta", '$.a[*]') from "items"
