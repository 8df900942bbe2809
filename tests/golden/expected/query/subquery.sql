-- exists
select "name" from "users" where exists (select "posts"."id" from "posts" where "posts"."author_id" = "users"."id")

-- not_exists
select "name" from "users" where not exists (select "posts"."id" from "posts" where "posts"."author_id" = "users"."id")

-- not_of_exists
select "name" from "users" where not exists (select "posts"."id" from "posts" where "posts"."author_id" = "users"."id")

-- exists_beside_other_conditions
select "name" from "users" where "users"."age" > $1 and exists (select "posts"."id" from "posts" where "posts"."author_id" = "users"."id") and "users"."name" = $2

-- exists_of_a_table
select "name" from "users" where exists (select from "posts" where "posts"."author_id" = "users"."id")

-- exists_of_a_table_in_the_list
select "name", exists (select from "posts" where "posts"."author_id" = "users"."id" and "posts"."published") from "users"

-- not_exists_of_a_table
select "name" from "users" where not exists (select from "posts" where "posts"."author_id" = "users"."id" and "posts"."title" = $1)

-- uncorrelated_exists
select "name" from "users" where exists (select "id" from "posts")

-- scalar_in_the_list
select "name", (select count(*) from "posts" where "posts"."author_id" = "users"."id") from "users"

-- named_scalar
select "name", (select count(*) from "posts" where "posts"."author_id" = "users"."id") as "posts" from "users"

-- scalar_compared
select "name" from "users" where (select count(*) from "posts" where "posts"."author_id" = "users"."id") > $1

-- compared_with_scalar
select "name" from "users" where "users"."age" > (select avg("age") from "users")

-- scalar_in_arithmetic
select "name", (select count(*) from "posts" where "posts"."author_id" = "users"."id") * $1 + $2 from "users"

-- scalar_in_order
select "name" from "users" order by (select count(*) from "posts" where "posts"."author_id" = "users"."id") desc, "users"."name"

-- scalar_in_a_function
select coalesce((select "posts"."title" from "posts" where "posts"."author_id" = "users"."id" order by "posts"."created_at" limit $1), $2) from "users"

-- two_scalars_with_values
select "name", (select count(*) from "posts" where "posts"."title" = $1), "age" > $2, (select count(*) from "comments" where "comments"."text" = $3) from "users" where "users"."name" = $4

-- in
select "name" from "users" where "users"."id" in (select "author_id" from "posts" where "posts"."published")

-- not_in
select "name" from "users" where "users"."id" not in (select "author_id" from "posts")

-- in_of_an_expression
select "name" from "users" where "users"."age" + $1 in (select char_length("title") from "posts")

-- any_row
select "name" from "users" where "users"."id" = any (select "author_id" from "posts")

-- every_row
select "name" from "users" where "users"."age" >= all (select "age" from "users")

-- in_two_levels
select "name" from "users" where "users"."id" in (select "author_id" from "posts" where "posts"."id" in (select "post_id" from "comments" where "comments"."text" = $1) and "posts"."title" = $2)

-- parameters_in_textual_order
select "name", "age" + $1 from "users" where "users"."age" > $2 and "users"."id" in (select "author_id" from "posts" where "posts"."title" = $3 and "posts"."body" = $4 limit $5) and "users"."name" = $6 limit $7

-- with_where_if
select "name" from "users" where "users"."id" in (select "author_id" from "posts" where "posts"."published")

-- of_another_schema_table_in_having
select "users"."name", count(*) from "users" join "posts" on "posts"."author_id" = "users"."id" group by "users"."name" having count(*) > (select count(*) from "comments")

-- in_an_update
update "users" set "score" = (select max("id") from "posts") where "users"."id" in (select "author_id" from "posts")

-- in_a_delete
delete from "users" where not exists (select from "posts" where "posts"."author_id" = "users"."id")

-- in_an_insert
insert into "posts" ("author_id", "title") values (coalesce((select "id" from "users" where "users"."name" = $1), $2), $3)
