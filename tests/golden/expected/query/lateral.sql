-- cross
select "users"."name", "latest"."title" from "users" cross join lateral (select "posts"."title", "posts"."created_at" from "posts" where "posts"."author_id" = "users"."id" order by "posts"."created_at" desc limit $1) "latest"

-- inner
select "users"."name", "latest"."title" from "users" join lateral (select "posts"."title", "posts"."created_at" from "posts" where "posts"."author_id" = "users"."id" order by "posts"."created_at" desc limit $1) "latest" on true

-- left
select "users"."name", "latest"."title" from "users" left join lateral (select "posts"."title", "posts"."created_at" from "posts" where "posts"."author_id" = "users"."id" order by "posts"."created_at" desc limit $1) "latest" on true

-- with_a_condition
select "users"."name", "latest"."title" from "users" join lateral (select "posts"."title", "posts"."created_at" from "posts" where "posts"."author_id" = "users"."id" order by "posts"."created_at" desc limit $1) "latest" on "latest"."created_at" > "users"."created_at"

-- aggregates
select "users"."name", "stats"."posts", "stats"."last" from "users" cross join lateral (select count(*) as "posts", max("posts"."created_at") as "last" from "posts" where "posts"."author_id" = "users"."id") "stats"
