-- inner
select "users"."name", "posts"."title" from "users" join "posts" on "posts"."author_id" = "users"."id"

-- left
select "users"."name", "posts"."title" from "users" left join "posts" on "posts"."author_id" = "users"."id"

-- right
select "users"."name", "posts"."title" from "users" right join "posts" on "posts"."author_id" = "users"."id"

-- full
select "users"."name", "posts"."title" from "users" full join "posts" on "posts"."author_id" = "users"."id"

-- every_table
select "posts"."id", "posts"."author_id", "posts"."title", "posts"."body", "posts"."published", "posts"."created_at", "comments"."id", "comments"."post_id", "comments"."author_id", "comments"."text" from "posts" join "comments" on "comments"."post_id" = "posts"."id"

-- whole_tables
select "comments"."id", "comments"."post_id", "comments"."author_id", "comments"."text", "posts"."title" from "posts" join "comments" on "comments"."post_id" = "posts"."id"

-- three_tables
select "users"."name", "posts"."title", "comments"."text" from "users" join "posts" on "posts"."author_id" = "users"."id" left join "comments" on "comments"."post_id" = "posts"."id"

-- with_itself
select "users"."name", "author"."name" from "users" left join "users" "author" on "author"."id" = "users"."id"

-- alias_first
select "author"."name", "posts"."title" from "users" "author" join "posts" on "posts"."author_id" = "author"."id"

-- values_in_the_condition_come_before_those_of_where
select "users"."name" from "users" left join "posts" on "posts"."author_id" = "users"."id" and "posts"."title" = $1 where "users"."name" = $2

-- condition_with_or
select "users"."name" from "users" join "posts" on "posts"."author_id" = "users"."id" or "posts"."title" = "users"."name"

-- cross
select "users"."name", "posts"."title" from "users" cross join "posts"

-- cross_every_column
select "comments"."id", "comments"."post_id", "comments"."author_id", "comments"."text", "declared"."author_id", "declared"."post_count" from "comments" cross join (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") "declared" ("author_id", "post_count")

-- cross_then_inner
select "users"."name" from "users" cross join "posts" join "comments" on "comments"."post_id" = "posts"."id"
