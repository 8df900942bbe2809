-- one
with "with_totals" as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") select "posts" from "with_totals"

-- declared
with "with_declared" ("author_id", "post_count") as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") select "users"."name", "with_declared"."post_count" from "users" join "with_declared" on "with_declared"."author_id" = "users"."id"

-- several
with "with_totals" as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id"), "published" as (select "id", "author_id", "title", "body", "published", "created_at" from "posts" where "posts"."published") select "published"."title", "with_totals"."posts" from "published" join "with_totals" on "with_totals"."author_id" = "published"."author_id"

-- one_uses_another
with "with_totals" as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id"), "busy" as (select "author_id" from "with_totals" where "with_totals"."posts" > $1) select "users"."name" from "users" join "busy" on "busy"."author_id" = "users"."id"

-- materialized
with "with_totals" as materialized (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") select "author_id", "posts" from "with_totals"

-- not_materialized
with "with_declared" ("author_id", "post_count") as not materialized (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") select "author_id", "post_count" from "with_declared"

-- alias_of_a_definition
with "with_declared" ("author_id", "post_count") as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") select "with_declared"."author_id", "other"."author_id" from "with_declared" join "with_declared" "other" on "other"."post_count" = "with_declared"."post_count" and "other"."author_id" <> "with_declared"."author_id"

-- in_a_subquery
with "with_totals" as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") select "name" from "users" where "users"."id" in (select "author_id" from "with_totals")

-- parameters_come_first
with "first" as (select "id" from "users" where "users"."name" = $1) select "id" + $2 from "first" where "first"."id" > $3 limit $4

-- distinct
with "published" as (select "id", "author_id", "title", "body", "published", "created_at" from "posts" where "posts"."published") select distinct "title" from "published"

-- update
with "with_totals" as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") update "users" set "email_verified" = $1 where "users"."id" in (select "author_id" from "with_totals")

-- delete
with "published" as (select "id", "author_id", "title", "body", "published", "created_at" from "posts" where "posts"."published") delete from "comments" where "comments"."post_id" in (select "id" from "published")

-- insert
with "with_totals" as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") insert into "posts" ("author_id", "title") values (coalesce((select max("author_id") from "with_totals"), $1), $2)

-- moved_rows
with "gone" as (delete from "posts" where "posts"."published" = $1 returning "id", "title") select "title" from "gone"

-- changed_rows
with "older" as (update "users" set "age" = "users"."age" + $1 where "users"."name" = $2 returning "age") select max("age") from "older"

-- inserted_rows
with "fresh" as (insert into "users" ("name", "email") values ($1, $2) returning "id") select "id" from "fresh"

-- whole_rows_of_a_change
with "gone" as (delete from "comments" where "comments"."id" = $1 returning "id", "post_id", "author_id", "text") select "id", "post_id", "author_id", "text" from "gone"

-- recursive
with recursive "replies" ("id", "parent_id") as ((select "id", "author_id" from "comments" where "comments"."id" = $1) union all (select "comments"."id", "comments"."author_id" from "comments" join "replies" on "replies"."id" = "comments"."author_id")) select "id", "parent_id" from "replies"

-- recursive_without_repetition
with recursive "replies" ("id", "parent_id") as ((select "id", "author_id" from "comments") union (select "comments"."id", "comments"."author_id" from "comments" join "replies" on "replies"."parent_id" = "comments"."id")) select count(*) from "replies"

-- recursive_beside_a_plain_one
with recursive "with_totals" as (select "author_id", count(*) as "posts" from "posts" group by "posts"."author_id"), "replies" ("id", "parent_id") as ((select "id", "author_id" from "comments" where "comments"."id" = $1) union all (select "comments"."id", "comments"."author_id" from "comments" join "replies" on "replies"."id" = "comments"."author_id")) select "replies"."id" from "replies" join "with_totals" on "with_totals"."author_id" = "replies"."id"

-- recursive_with_the_columns_of_the_first_select
with recursive "replies" as ((select "id", "post_id" as "root" from "comments" where "comments"."id" = $1) union all (select "comments"."id", "replies"."root" from "comments" join "replies" on "replies"."id" = "comments"."author_id")) select "id", "root" from "replies"
