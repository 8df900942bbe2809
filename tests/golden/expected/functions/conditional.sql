-- case
select case when "stock" > $1 then $2 when "stock" > $3 then $4 else $5 end from "items"

-- case_without_otherwise
select case when "active" then "name" end from "items"

-- case_of_columns
select case when "active" then "price" else $1 end from "items"

-- case_in_where
select "id" from "items" where case when "items"."active" then "items"."stock" else $1 end > $2

-- case_in_an_aggregate
select sum(case when "active" then "stock" else $1 end) from "items"

-- case_named
select case when "active" then $1 else $2 end as "grade" from "items"

-- nullif
select nullif("name", $1), nullif("stock", "flags") from "items"

-- greatest_and_least
select greatest("stock", "flags", $1), least("price", "stock") from "items"

-- coalesce_of_three
select coalesce("note", "name", $1) from "items"

-- constants
select 1, (-1), 'it''s', true, 3000000000 from "items"

-- constant_grouped
select "stock" / 10, count(*) from "items" group by "items"."stock" / 10

-- own_function
select shop.discounted("price", $1) from "items"

-- own_function_with_a_quoted_name
select "Shout"("name") from "items"

-- own_aggregate
select shop.product("ratio") filter (where "active") from "items"

-- cast_of_a_function
select cast("meta" ->> $1 as integer) from "items"
