-- required_columns
insert into "users" ("name", "email") values ($1, $2)

-- every_column
insert into "comments" ("id", "post_id", "author_id", "text") values ($1, $2, $3, $4)

-- null
insert into "comments" ("post_id", "author_id", "text") values ($1, $2, $3)

-- empty_optional_is_a_parameter
insert into "users" ("name", "email", "image") values ($1, $2, $3)

-- several_rows
insert into "users" ("name", "email") values ($1, $2), ($3, $4)

-- rows_that_give_different_columns
insert into "users" ("id", "name", "email", "image", "age") values (default, $1, $2, default, $3), (default, $4, $5, $6, default), ($7, $8, $9, default, default)

-- rows_of_a_vector
insert into "users" ("name", "email") values ($1, $2), ($3, $4)

-- returning_a_column
insert into "users" ("name", "email") values ($1, $2) returning "id"

-- returning_columns
insert into "users" ("name", "email") values ($1, $2) returning "id", "created_at"

-- returning_rows
insert into "comments" ("post_id", "text") values ($1, $2) returning "id", "post_id", "author_id", "text"

-- returning_a_condition
insert into "users" ("name", "email") values ($1, $2) returning "age" > $3

-- on_conflict_do_nothing
insert into "users" ("name", "email") values ($1, $2) on conflict do nothing

-- on_conflict_of_a_column_do_nothing
insert into "users" ("name", "email") values ($1, $2) on conflict ("email") do nothing

-- on_conflict_do_update
insert into "users" ("name", "email") values ($1, $2) on conflict ("email") do update set "name" = excluded."name"

-- on_conflict_do_update_with_value_and_column
insert into "users" ("name", "email") values ($1, $2) on conflict ("id") do update set "name" = "users"."email", "age" = $3, "score" = $4

-- on_conflict_do_update_returning
insert into "users" ("name", "email") values ($1, $2) on conflict ("email") do update set "name" = $3 returning "id"
