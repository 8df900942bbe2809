-- with_ties
select "name" from "users" order by "users"."age" desc fetch first $1 rows with ties

-- with_ties_and_offset
select "name" from "users" order by "users"."age" fetch first $1 rows with ties offset $2

-- with_ties_of_a_parameter
select "name" from "users" order by "users"."age" fetch first $1 rows with ties

-- limit
select "id" from "users" limit $1

-- zero
select "id" from "users" limit $1

-- offset
select "id" from "users" offset $1

-- limit_and_offset_stand_in_the_order_of_sql
select "id" from "users" limit $1 offset $2

-- named_parameters
select "id" from "users" limit $1 offset $2

-- clauses_stand_in_the_order_of_sql
select "age", count(*) from "users" where "users"."name" = $1 group by "users"."age" having count(*) > $2 order by "users"."age" limit $3

-- more_than_nine_parameters
select "id" from "users" where "users"."age" in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) limit $11
