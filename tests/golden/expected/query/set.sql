-- union
(select "id", "name" from "users") union (select "id", "title" from "posts")

-- union_all
(select "id", "name" from "users") union all (select "id", "title" from "posts")

-- intersect
(select "id", "name" from "users") intersect (select "id", "title" from "posts")

-- intersect_all
(select "id", "name" from "users") intersect all (select "id", "title" from "posts")

-- except
(select "id", "name" from "users") except (select "id", "title" from "posts")

-- except_all
(select "id", "name" from "users") except all (select "id", "title" from "posts")

-- three
((select "id", "name" from "users") union (select "id", "title" from "posts")) union (select "id", "text" from "comments")

-- right_side_first
(select "id", "name" from "users") except ((select "id", "title" from "posts") union (select "id", "text" from "comments"))

-- sorted_as_a_whole
(select "id", "name" from "users") union all (select "id", "title" from "posts") order by "name" desc, "id"

-- sorted_by_an_output_name
(select "name" as "label" from "users") union (select "title" from "posts") order by "label"

-- limited_as_a_whole
(select "id", "name" from "users") union all (select "id", "title" from "posts") order by "id" limit $1 offset $2

-- sides_with_clauses_of_their_own
(select "id", "name" from "users" where "users"."age" > $1 order by "users"."id" limit $2) union all (select "id", "title" from "posts" where "posts"."title" = $3 limit $4) limit $5

-- conditions_start_anew
(select "id", "name" from "users" where "users"."age" > $1 and "users"."age" < $2) union (select "id", "title" from "posts" where "posts"."id" > $3 and "posts"."id" < $4)

-- types_that_meet
(select "id" from "users") union (select "age" from "users")

-- whole_rows
(select "id", "name", "email", "email_verified", "image", "age", "score", "created_at" from "users" where "users"."age" < $1) union all (select "id", "name", "email", "email_verified", "image", "age", "score", "created_at" from "users" where "users"."age" > $2)

-- as_a_table
select "name" from ((select "id", "name" from "users") union all (select "id", "title" from "posts")) "names" where "names"."id" > $1

-- in_in
select "name" from "users" where "users"."id" in ((select "author_id" from "posts") union (select "author_id" from "comments"))

-- in_exists
select "name" from "users" where exists ((select "posts"."id" from "posts" where "posts"."author_id" = "users"."id") union all (select "comments"."id" from "comments" where "comments"."author_id" = "users"."id"))

-- as_a_definition
with "names" as ((select "id", "name" from "users") union (select "id", "title" from "posts")) select "id", "name" from "names"

-- after_with
with "adults" as (select "id", "name" from "users" where "users"."email_verified") (select "id", "name" from "adults") union (select "id", "name" from "adults")
