-- where
delete from "users" where "users"."id" = $1

-- where_twice
delete from "users" where "users"."age" < $1 and "users"."image" is null

-- all_rows
delete from "users"

-- returning_a_column
delete from "users" where "users"."id" = $1 returning "email"

-- returning_rows
delete from "comments" returning "id", "post_id", "author_id", "text"

-- through_an_alias
delete from "users" "writer" where "writer"."id" = $1
