-- all_of_nothing
select "id" from "users" where (true)

-- any_of_nothing
select "id" from "users" where (false)

-- all_of_one
select "id" from "users" where ("users"."age" >= $1)

-- all_of_several
select "id" from "users" where ("users"."age" >= $1 and ("users"."name" = $2 or "users"."name" = $3) and "users"."image" is null)

-- any_of_several
select "id" from "users" where ("users"."age" >= $1 or "users"."name" = $2 and "users"."id" = $3)

-- any_of_and_a_condition
select "id" from "users" where ("users"."age" > $1 or "users"."id" = $2) and "users"."email_verified"

-- not_any_of
select "id" from "users" where not ("users"."age" > $1 or "users"."id" = $2)

-- all_of_within_any_of
select "id" from "users" where ("users"."age" >= $1 and "users"."email_verified" or "users"."name" = $2)

-- any_of_within_all_of
select "id" from "users" where (("users"."name" = $1 or "users"."name" = $2) and "users"."age" > $3)

-- conditions_of_one_shape
select "id" from "users" where ("users"."id" = $1 or "users"."id" = $2)

-- conditions_of_two_tables
select "posts"."id" from "users" join "posts" on "posts"."author_id" = "users"."id" where ("users"."age" > $1 and "posts"."published" = $2 and "posts"."author_id" = "users"."id")

-- conditions_of_an_update
update "users" set "age" = $1 where ("users"."id" = $2 and "users"."age" > $3)

-- conditions_of_a_delete
delete from "users" where ("users"."id" = $1 or "users"."age" > $2)

-- raw_condition
select "id" from "users" where (("users"."age" > $1) and "users"."id" > $2)

-- values_before_and_behind
select "id" from "users" where "users"."age" > $1 and ("users"."age" > $2 and "users"."age" > $3) and "users"."age" > $4 limit $5

-- sort_by_enum
select "id" from "posts" order by "posts"."title"

-- sort_by_enum_descending
select "id" from "posts" order by "posts"."created_at" desc

-- sort_by_enum_nulls_last
select "id" from "posts" order by char_length("posts"."title") desc nulls last

-- sort_by_name
select "id" from "users" order by "users"."name" asc, "users"."id"

-- sort_by_expression_descending
select "id" from "users" order by "users"."age" + $1 desc, "users"."id"

-- wanted_column
select "id", "age" from "users"

-- unwanted_column
select "id", cast(null as integer) from "users"

-- unwanted_expression_binds_nothing
select cast(null as integer) from "users" where "users"."id" = $1

-- chosen_columns
select "id", cast(null as text), "email", "age" from "users"

-- in_of_nothing
select "id" from "users" where false

-- in_of_an_empty_vector
select "id" from "users" where "users"."id" = any($1)
