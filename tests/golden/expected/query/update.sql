-- one_column
update "users" set "name" = $1 where "users"."id" = $2

-- several_columns
update "users" set "name" = $1, "email_verified" = $2, "score" = $3 where "users"."id" = $4

-- null
update "users" set "image" = $1 where "users"."id" = $2

-- from_another_column
update "users" set "name" = "users"."email" where "users"."id" = $1

-- with_a_condition
update "users" set "email_verified" = "users"."age" > $1 where "users"."id" = $2

-- all_rows
update "users" set "age" = $1

-- where_twice
update "users" set "age" = $1 where ("users"."id" = $2 or "users"."id" = $3) and "users"."age" > $4

-- where_before_set
update "users" set "age" = $1 where "users"."name" = $2

-- returning_columns
update "users" set "age" = $1 where "users"."id" = $2 returning "id", "age"

-- returning_rows
update "comments" set "text" = $1 where "comments"."id" = $2 returning "id", "post_id", "author_id", "text"

-- through_an_alias
update "users" "writer" set "age" = $1 where "writer"."id" = $2
