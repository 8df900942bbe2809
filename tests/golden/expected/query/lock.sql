-- for_update
select "id", "author_id", "title", "body", "published", "created_at" from "posts" where "posts"."id" = $1 for update

-- for_no_key_update
select "id" from "posts" for no key update

-- for_share
select "id" from "posts" for share

-- for_key_share
select "id" from "posts" for key share

-- of_one_table
select "posts"."id" from "posts" join "users" on "posts"."author_id" = "users"."id" for update of "posts"

-- of_two_tables
select "posts"."id" from "posts" join "users" on "posts"."author_id" = "users"."id" for update of "posts", "users"

-- of_an_alias
select "id" from "users" "author" for update of "author"

-- of_the_side_that_is_there
select "users"."id" from "users" left join "posts" on "posts"."author_id" = "users"."id" for update of "users"

-- skip_locked
select "id" from "posts" where "posts"."published" = $1 order by "posts"."id" limit $2 for update skip locked

-- nowait
select "id" from "posts" for update of "posts" nowait

-- said_before_other_clauses
select "id" from "posts" where "posts"."id" = $1 limit $2 for update

-- in_a_subquery
update "posts" set "published" = $1 where "posts"."id" in (select "id" from "posts" limit $2 for update skip locked)
