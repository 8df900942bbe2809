-- by_an_expression
select lower("name"), count(*) from "users" group by lower("users"."name") having lower("users"."name") <> $1 order by lower("users"."name")

-- expression_around_a_grouped_expression
select char_length(lower("name")), count(*) from "users" group by lower("users"."name")

-- order_by_an_aggregate
select "name" from "users" group by "users"."name" order by count(*) desc, "users"."name"

-- order_by_an_output_name
select "name", count(*) as "times" from "users" group by "users"."name" order by "times" desc nulls last, "times"

-- primary_key_covers_its_table
select "users"."name", "users"."age", count(*) from "users" join "posts" on "posts"."author_id" = "users"."id" group by "users"."id" order by "users"."email"

-- by_column
select "age", count(*) from "users" group by "users"."age"

-- by_several_columns
select "age", "name", count(*) from "users" group by "users"."age", "users"."name"

-- by_primary_key_frees_the_table
select "users"."name", count("posts"."id") from "users" left join "posts" on "posts"."author_id" = "users"."id" group by "users"."id"

-- having
select "age" from "users" group by "users"."age" having count(*) > $1

-- having_with_or
select "age" from "users" group by "users"."age" having count(*) > $1 or max("users"."score") < $2

-- having_without_group_by
select count(*) from "users" having count(*) > $1

-- order_by_aggregate
select "age" from "users" group by "users"."age" order by count(*) desc, "users"."age"

-- distinct_and_where
select distinct count(*) from "users" where "users"."email_verified" group by "users"."age"
