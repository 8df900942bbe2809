-- count_rows
select count(*) from "users"

-- count_values
select count("image") from "users"

-- count_distinct
select count(distinct "name") from "users"

-- sum
select sum("age") from "users"

-- avg
select avg("score") from "users"

-- min_and_max
select min("created_at"), max("created_at") from "users"

-- named
select count(*) as "how many ""users""" from "users"

-- of_a_joined_table
select max("posts"."created_at") from "users" join "posts" on "posts"."author_id" = "users"."id"
