-- every_column
select "author_id", "posts" from (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "totals"

-- columns
select "author_id", "posts" from (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "totals"

-- where_inside_and_outside
select "name" from (select "id", "name" from "users" where "users"."age" >= $1) "adults" where "adults"."id" > $2

-- whole_table_inside
select "text" from (select "id", "post_id", "author_id", "text" from "comments") "all_comments" where "all_comments"."author_id" is null

-- joined
select "users"."name", "totals"."posts" from "users" join (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "totals" on "totals"."author_id" = "users"."id"

-- left_joined
select "users"."name", coalesce("totals"."posts", $1) from "users" left join (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "totals" on "totals"."author_id" = "users"."id" order by "totals"."posts" desc

-- grouped_outside
select "posts", count(*) from (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "totals" group by "totals"."posts" having count(*) > $1

-- declared_columns
select "author_id", "post_count" from (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "declared" ("author_id", "post_count")

-- declared_every_column
select "author_id", "post_count" from (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "declared" ("author_id", "post_count")

-- declared_joined
select "users"."name", "declared"."author_id", "declared"."post_count" from "users" join (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "declared" ("author_id", "post_count") on "declared"."author_id" = "users"."id" where "declared"."post_count" > $1

-- of_a_subquery
select "author_id" from (select "author_id" from (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "totals") "outer_one"

-- right_joined
select "users"."name", "declared"."post_count" from "users" right join (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "declared" ("author_id", "post_count") on "declared"."author_id" = "users"."id"

-- full_joined
select "users"."name", "declared"."post_count" from "users" full join (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "declared" ("author_id", "post_count") on "declared"."author_id" = "users"."id"

-- parameters_in_textual_order
select "users"."age" + $1 from "users" join (select "id", "title" from "posts" where "posts"."title" = $2 limit $3) "some" on "some"."id" = "users"."id" and "some"."title" = $4 where "users"."name" = $5
