-- equal
select "id" from "users" where "users"."name" = $1

-- not_equal
select "id" from "users" where "users"."name" <> $1

-- less
select "id" from "users" where "users"."age" < $1

-- less_or_equal
select "id" from "users" where "users"."age" <= $1

-- greater
select "id" from "users" where "users"."age" > $1

-- greater_or_equal
select "id" from "users" where "users"."age" >= $1

-- value_on_the_left
select "id" from "users" where $1 <= "users"."age"

-- column_with_column
select "id" from "users" where "users"."name" = "users"."email"

-- integer_with_double
select "id" from "users" where "users"."age" > $1

-- boolean_column
select "id" from "users" where "users"."email_verified"

-- boolean_value
select "id" from "users" where "users"."email_verified" = $1

-- and_or
select "id" from "users" where "users"."email_verified" and ("users"."age" > $1 or "users"."name" = $2)

-- or_and
select "id" from "users" where ("users"."email_verified" or "users"."age" > $1 and "users"."name" = $2)

-- not_of_a_comparison
select "id" from "users" where not "users"."age" > $1

-- not_of_a_disjunction
select "id" from "users" where not ("users"."age" > $1 or "users"."email_verified")

-- not_of_not
select "id" from "users" where not (not "users"."email_verified")

-- comparison_of_comparisons
select "id" from "users" where ("users"."age" > $1) = ("users"."name" = "users"."email")

-- twice_joins_with_and
select "id" from "users" where "users"."age" > $1 and "users"."age" < $2

-- twice_keeps_or_together
select "id" from "users" where ("users"."age" < $1 or "users"."age" > $2) and ("users"."email_verified" or "users"."name" = $3)

-- three_times
select "id" from "users" where "users"."age" > $1 and "users"."age" > $2 and "users"."age" > $3

-- is_null
select "id" from "users" where "users"."image" is null

-- is_not_null
select "id" from "users" where "users"."image" is not null

-- null_test_of_a_comparison
select "id" from "users" where "users"."score" > $1 is null

-- like
select "id" from "users" where "users"."name" like $1

-- not_like
select "id" from "users" where "users"."name" not like $1

-- ilike
select "id" from "users" where "users"."name" ilike $1

-- not_ilike
select "id" from "users" where "users"."name" not ilike $1

-- like_a_column
select "id" from "users" where "users"."name" like "users"."email"

-- between
select "id" from "users" where "users"."age" between $1 and $2

-- between_and_condition
select "id" from "users" where "users"."age" between $1 and $2 and "users"."email_verified"

-- not_between_columns
select "id" from "users" where "users"."age" not between "users"."id" and "users"."score"

-- in_one
select "id" from "users" where "users"."age" in ($1)

-- in_several
select "id" from "users" where "users"."name" in ($1, $2, $3)

-- not_in
select "id" from "users" where "users"."name" not in ($1, $2)

-- in_nothing_is_false
select "id" from "users" where false

-- not_in_nothing_is_true
select "id" from "users" where true

-- named_parameter
select "id" from "users" where "users"."email" = $1
