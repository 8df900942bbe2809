-- contains_a_value
select "id" from "items" where "items"."levels" @> $1 and "items"."during" @> "items"."seen"

-- contains_a_range
select "id" from "items" where "items"."levels" @> "items"."levels" and "items"."levels" <@ "items"."levels"

-- overlaps
select "id" from "items" where "items"."during" && "items"."during"

-- bounds
select lower("levels"), upper("during") from "items"

-- questions
select "id" from "items" where (isempty("items"."levels") or lower_inc("items"."levels") or upper_inc("items"."levels") or lower_inf("items"."levels") or upper_inf("items"."levels"))

-- adjacent
select "id" from "items" where "items"."levels" -|- "items"."levels"

-- left_and_right
select "id" from "items" where ("items"."levels" << "items"."levels" or "items"."levels" >> "items"."levels")

-- union_and_intersection
select "levels" + "levels", "levels" * "levels", "levels" - "levels" from "items"

-- union_of_intersections
select ("levels" + "levels") * "levels" from "items"

-- merge
select range_merge("levels", "levels") from "items"

-- constructors
select int4range($1, "stock"), tstzrange("seen", "closed", $2), daterange("born", "born" + "stock") from "items"

-- numeric_range
select numrange("price", "price"), tsrange("opened", "opened"), int8range("id", "id") from "items"
