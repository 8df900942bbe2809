-- on_one_column
select distinct on ("posts"."author_id") "title" from "posts" order by "posts"."author_id", "posts"."created_at" desc

-- on_two_columns
select distinct on ("posts"."author_id", "posts"."published") "title" from "posts" order by "posts"."published" desc, "posts"."author_id", "posts"."created_at"

-- on_without_order
select distinct on ("posts"."author_id") "id", "author_id", "title", "body", "published", "created_at" from "posts"

-- on_an_expression
select distinct on (lower("users"."name")) "name" from "users" order by lower("users"."name"), "users"."id"

-- on_with_a_value_first
select distinct on ("users"."age" + $1) "name", "age" > $2 from "users" where "users"."name" <> $3

-- sorted_by_what_is_selected
select distinct "title", "author_id" from "posts" order by "posts"."author_id" desc, "posts"."title"

-- sorted_by_a_column_of_a_whole_row
select distinct "id", "author_id", "title", "body", "published", "created_at" from "posts" order by "posts"."title"

-- sorted_by_an_output_name
select distinct lower("name") as "folded" from "users" order by "folded" desc
