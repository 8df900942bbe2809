-- by_column
select "id" from "users" order by "users"."name"

-- ascending
select "id" from "users" order by "users"."name" asc

-- descending
select "id" from "users" order by "users"."name" desc

-- descending_method
select "id" from "users" order by "users"."name" desc, "users"."id" asc

-- nulls_first
select "id" from "users" order by "users"."image" asc nulls first

-- nulls_last
select "id" from "users" order by "users"."image" desc nulls last

-- by_a_condition
select "id" from "users" order by "users"."name" = $1, "users"."id"
