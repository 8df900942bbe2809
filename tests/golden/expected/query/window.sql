-- named_once_used_twice
select row_number() over "by_author", lag("title") over "by_author" from "posts" window "by_author" as (partition by "posts"."author_id" order by "posts"."created_at")

-- two_names
select "title", rank() over "by_author", count(*) over "all" from "posts" window "by_author" as (partition by "posts"."author_id" order by "posts"."created_at"), "all" as (order by "posts"."id")

-- behind_groups_before_order
select "author_id", rank() over "by_count" from "posts" where "posts"."published" group by "posts"."author_id" having count(*) > $1 window "by_count" as (order by count(*) desc) order by "posts"."author_id"

-- with_a_value
select sum("age") over "older" from "users" where "users"."name" = $1 window "older" as (partition by "users"."age" > $2)

-- in_order_by_of_a_join
select "posts"."title" from "posts" join "users" on "users"."id" = "posts"."author_id" window "by_author" as (partition by "posts"."author_id" order by "posts"."created_at") order by row_number() over "by_author"
