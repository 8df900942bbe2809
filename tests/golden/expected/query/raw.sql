-- condition
select "id" from "users" where (lower("users"."email") = $1)

-- condition_beside_another
select "id" from "users" where ("users"."age" > 1 or "users"."age" < 0) and "users"."id" = $1

-- negated_condition
select "id" from "users" where not ("users"."age" > 1)

-- both_sides_of_or
select "id" from "users" where ("users"."age" > 1 or "users"."id" = 0)

-- column_of_the_list
select "id", initcap("name") from "users"

-- column_that_can_be_null
select nullif("name", '') from "users"

-- named_column
select "age" % $1 as "decade" from "users"

-- compared_with_a_value
select "id" from "users" where ("users"."age" + $1) >= $2

-- order_by
select "id" from "users" order by random() desc, "users"."id"

-- group_by_and_having
select left("name", 1), count(*) from "users" group by left("users"."name", 1) having count(*) > $1

-- join_condition
select "users"."id", "posts"."id" from "users" join "posts" on "posts"."author_id" = "users"."id"

-- braces
select '{"a": 1}'::text || "name" from "users"

-- operand_gets_parentheses
select ("age" + $1) * 2 from "users"

-- raw_in_raw
select "id" from "users" where ((char_length("users"."name")) > $1)

-- alias
select "id" from "users" "writer" where ("writer"."age" > 1)

-- optional_value
select "id" from "users" where ("users"."image" is not distinct from $1)

-- array_value
select "id" from "users" where ("users"."id" = any($1))

-- named_parameter
select "id" from "users" where ("users"."id" % $1 = 0)

-- in_set
update "users" set "name" = initcap("users"."name") where "users"."id" = $1

-- in_returning
delete from "users" where "users"."id" = $1 returning upper("name")

-- whole_query_of_rows
select * from "users" where "users"."id" = $1

-- whole_query_of_columns
select "users"."name", count(*) from "users" group by 1 order by 2 desc limit $1

-- whole_query_through_an_alias
select "writer"."id" from "users" "writer"

-- statement_without_rows
update "users" set "name" = $1 where ("users"."id" = $2)

-- insert_with_unqualified_names
insert into "users" ("name", "email") values ($1, $2)

-- comments_and_quotes
select 1 /* a; b $1 */ from (select 1 as ";") t -- $2;
where ';$1' <> '' and ";" <> $1 and $$;$1$$ <> ''

-- unsafe
select "users"."id" from "users" where ("users"."age" > $1) order by 1 desc

-- unsafe_condition
select "id" from "users" where ("users"."age" between $1 and $2)
