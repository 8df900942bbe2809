-- without_from
select now()

-- one_column
select "name" from "users"

-- several_columns
select "id", "name", "email_verified" from "users"

-- every_column
select "id", "name", "email", "email_verified", "image", "age", "score", "created_at" from "users"

-- a_table
select "id", "name", "email", "email_verified", "image", "age", "score", "created_at" from "users"

-- a_table_and_a_column
select "id", "post_id", "author_id", "text", "id" from "comments"

-- distinct
select distinct "name" from "users"

-- named_column
select "name" as "author" from "users"

-- a_condition
select "id", "age" >= $1 from "users"

-- parameters_in_the_list_come_first
select "age" >= $1 from "users" where "users"."name" = $2 limit $3

-- into_a_struct
select "id", "name" from "users"
