-- rollup
select "author_id", "published", count(*) from "posts" group by rollup ("posts"."author_id", "posts"."published")

-- cube
select "author_id", "published", count(*) from "posts" group by cube ("posts"."author_id", "posts"."published")

-- grouping_sets
select "author_id", "published", count(*) from "posts" group by grouping sets (("posts"."author_id", "posts"."published"), ("posts"."author_id"), ())

-- beside_a_column
select "title", "author_id", count(*) from "posts" group by "posts"."title", rollup ("posts"."author_id")

-- grouping
select "author_id", grouping("author_id"), count(*) from "posts" group by rollup ("posts"."author_id") having grouping("posts"."author_id") = $1 order by grouping("posts"."author_id"), "posts"."author_id"
