-- array_length
select array_length("tags", $1), cardinality("tags") from "items"

-- bounds
select array_upper("tags", $1), array_lower("scores", $2) from "items"

-- append_and_prepend
select array_append("tags", $1), array_prepend("name", "tags") from "items"

-- cat
select array_cat("tags", "tags"), "tags" || "tags" from "items"

-- remove_and_replace
select array_remove("tags", $1), array_replace("tags", $2, "name") from "items"

-- position
select array_position("tags", $1), array_positions("scores", $2) from "items"

-- to_string
select array_to_string("tags", $1), array_to_string("tags", $2, $3) from "items"

-- unnest
select unnest("tags") from "items"

-- element_at
select ("tags")[$1] from "items"

-- element_of_a_call
select (string_to_array("name", $1))["stock"] from "items"

-- make_array
select array["name", "note", $1] from "items"

-- contains
select "id" from "items" where "items"."tags" @> $1

-- contained_by
select "id" from "items" where "items"."tags" <@ $1

-- overlaps
select "id" from "items" where "items"."tags" && "items"."tags"

-- equal_any
select "id" from "items" where "items"."name" = any("items"."tags")

-- equal_any_of_values
select "id" from "items" where "items"."stock" = any($1)

-- greater_than_all
select "id" from "items" where "items"."stock" > all("items"."scores")

-- value_equal_any
select "id" from "items" where 'red' = any("items"."tags")
