-- default_values
insert into "visits" default values

-- default_values_returning
insert into "visits" default values returning "id"

-- two_rows_of_defaults
insert into "visits" ("id") values (default), (default)

-- insert_from_select
insert into "posts" ("author_id", "title") select "id", "name" from "users" where "users"."age" > $1

-- insert_every_column_from_select
insert into "users" ("id", "name", "email", "email_verified", "image", "age", "score", "created_at") select "id", "name", "email", "email_verified", "image", "age", "score", "created_at" from "users"

-- insert_from_select_of_a_join
insert into "comments" ("post_id", "author_id", "text") select "posts"."id", "users"."id", coalesce("users"."name", $1) from "posts" left join "users" on "users"."id" = "posts"."author_id" where "posts"."published" = $2 order by "posts"."id" limit $3 returning "id"

-- insert_from_select_with_constants
insert into "comments" ("post_id", "text") select "id", $1 from "posts"

-- insert_from_aggregates
insert into "comments" ("post_id", "text") select "post_id", coalesce(max("text"), $1) from "comments" group by "comments"."post_id"

-- insert_from_select_on_conflict
insert into "users" ("name", "email") select "name", "email" from "users" where "users"."id" = $1 on conflict ("email") do update set "name" = excluded."name" where "users"."age" > $2

-- many_rows_as_arrays
insert into "users" ("name", "email", "age") select * from unnest($1::text[], $2::text[], $3::integer[])

-- many_rows_as_arrays_returning
insert into "users" ("name", "email", "age") select * from unnest($1::text[], $2::text[], $3::integer[]) returning "id"

-- many_rows_as_arrays_on_conflict
insert into "users" ("name", "email", "age") select * from unnest($1::text[], $2::text[], $3::integer[]) on conflict ("email") do update set "age" = excluded."age"

-- few_rows_of_a_vector
insert into "users" ("name", "email", "age") values ($1, $2, $3), ($4, $5, $6), ($7, $8, $9)

-- on_conflict_of_a_primary_key_of_two
insert into "members" ("user_id", "team_id") values ($1, $2) on conflict ("user_id", "team_id") do nothing

-- on_conflict_in_another_order
insert into "members" ("user_id", "team_id") values ($1, $2) on conflict ("team_id", "user_id") do update set "role" = excluded."role"

-- on_conflict_of_a_unique_of_two
insert into "members" ("user_id", "team_id") values ($1, $2) on conflict ("team_id", "nickname") do nothing

-- on_conflict_of_a_partial_index
insert into "members" ("user_id", "team_id") values ($1, $2) on conflict ("user_id") where "left_at" is null do nothing

-- on_conflict_of_a_partial_index_do_update
insert into "members" ("user_id", "team_id") values ($1, $2) on conflict ("user_id") where "left_at" is null do update set "role" = $3 returning "role"

-- on_conflict_on_constraint
insert into "users" ("name", "email") values ($1, $2) on conflict on constraint "users_email_key" do nothing

-- on_conflict_on_constraint_do_update
insert into "users" ("name", "email") values ($1, $2) on conflict on constraint "users_email_key" do update set "name" = excluded."name", "age" = "users"."age" + $3

-- do_update_where
insert into "users" ("name", "email") values ($1, $2) on conflict ("email") do update set "age" = excluded."age" where "users"."age" < excluded."age"

-- do_update_where_returning_a_struct
insert into "users" ("name", "email") values ($1, $2) on conflict ("email") do update set "name" = upper(excluded."name") where "users"."name" is distinct from excluded."name" returning "id", "name"

-- insert_returning_an_expression
insert into "users" ("name", "email") values ($1, $2) returning lower("email"), "age" + $3

-- insert_returning_a_table
insert into "users" ("name", "email") values ($1, $2) returning "id", "name", "email", "email_verified", "image", "age", "score", "created_at"

-- insert_with_functions
insert into "users" ("name", "email", "created_at") values (upper($1), $2, now())

-- update_from
update "posts" set "title" = "users"."name" from "users" where "posts"."author_id" = "users"."id"

-- update_from_two_tables
update "posts" set "title" = "users"."name", "body" = "comments"."text" from "users", "comments" where "posts"."author_id" = "users"."id" and "comments"."post_id" = "posts"."id"

-- update_from_a_join
update "posts" set "title" = "users"."name" from "comments" join "users" on "users"."id" = "comments"."author_id" where "comments"."post_id" = "posts"."id" and "users"."age" > $1

-- update_from_a_left_join
update "posts" set "body" = "users"."name" from "comments" left join "users" on "users"."id" = "comments"."author_id" where "comments"."post_id" = "posts"."id" returning "posts"."id", "users"."name"

-- update_set_before_from
update "posts" set "published" = $1 from "users" where "posts"."author_id" = "users"."id" and "users"."name" = $2

-- update_from_returning_both
update "posts" set "title" = "users"."name" from "users" where "posts"."author_id" = "users"."id" returning "posts"."id", "users"."name"

-- update_from_returning_rows
update "posts" set "published" = $1 from "users" where "posts"."author_id" = "users"."id" returning "posts"."id", "posts"."author_id", "posts"."title", "posts"."body", "posts"."published", "posts"."created_at"

-- update_arithmetic
update "users" set "age" = "users"."age" + $1 where "users"."id" = $2

-- update_coalesce
update "users" set "name" = coalesce("users"."image", $1) where "users"."id" = $2

-- update_returning_an_expression
update "users" set "age" = $1 where "users"."id" = $2 returning "age" + $3, "id" = $4

-- update_all_rows_returning_a_struct
update "users" set "age" = $1 returning "id", "name"

-- delete_using
delete from "comments" using "posts" where "comments"."post_id" = "posts"."id" and "posts"."published" = $1

-- delete_using_two_tables
delete from "comments" using "posts", "users" where "comments"."post_id" = "posts"."id" and "posts"."author_id" = "users"."id" and "users"."name" = $1

-- delete_using_a_join
delete from "comments" using "posts" join "users" on "users"."id" = "posts"."author_id" where "comments"."post_id" = "posts"."id" returning "comments"."id", "users"."name"

-- delete_returning_an_expression
delete from "users" where "users"."id" = $1 returning upper("name")

-- delete_with_unnamed_table_alias
delete from "users" using "users" "other" where "users"."email" = "other"."email" and "users"."id" > "other"."id"
