-- root
select "id", "name", "verified", "invited_by" from "members"

-- root_with_clauses
select "id", "name", "verified", "invited_by" from "members" where "members"."verified" = $1 and "members"."name" like $2 order by "members"."name" limit $3 offset $4

-- root_columns_and_key_of_a_relation
select "name", "id" from "members"

-- root_extra
select "id", "name", "verified", "invited_by", (select count(*) from "articles" where "articles"."author_id" = "members"."id") as "written" from "members"

-- many
select "id", "content", "author_id", "editor_id", "created_at" from "articles" where "articles"."author_id" = any($1)

-- many_columns_and_key
select "content", "author_id" from "articles" where "articles"."author_id" = any($1)

-- many_where_and_order
select "id", "content", "author_id", "editor_id", "created_at" from "articles" where "articles"."author_id" = any($1) and ("articles"."content" = $2 or "articles"."id" > $3) order by "articles"."created_at" desc

-- many_limit_for_each_parent
select "orm_rows".*, "orm_keys"."n" from unnest($1) with ordinality as "orm_keys" ("k1", "n") cross join lateral (select "articles"."id", "articles"."content", "articles"."author_id", "articles"."editor_id", "articles"."created_at" from "articles" where "articles"."author_id" = "orm_keys"."k1" and "articles"."id" > $2 order by "articles"."created_at" desc limit $3 offset $4) "orm_rows"

-- one
select "id", "name", "verified", "invited_by" from "members" where "members"."id" = any($1)

-- one_takes_the_first_of_an_order
select "orm_rows".*, "orm_keys"."n" from unnest($1) with ordinality as "orm_keys" ("k1", "n") cross join lateral (select "articles"."id", "articles"."content", "articles"."author_id", "articles"."editor_id", "articles"."created_at" from "articles" where "articles"."author_id" = "orm_keys"."k1" order by "articles"."created_at" desc limit 1) "orm_rows"

-- through
select "clubs"."id", "clubs"."name", "clubs"."description", "memberships"."member_id" from "clubs" join "memberships" on "memberships"."club_id" = "clubs"."id" where "memberships"."member_id" = any($1)

-- through_with_condition_between
select "clubs"."id", "clubs"."name", "clubs"."description", "memberships"."member_id" from "clubs" join "memberships" on "memberships"."club_id" = "clubs"."id" where "memberships"."member_id" = any($1) and "memberships"."role" = $2 order by "clubs"."name"

-- through_limit_for_each_parent
select "orm_rows".*, "orm_keys"."n" from unnest($1) with ordinality as "orm_keys" ("k1", "n") cross join lateral (select "clubs"."id", "clubs"."name", "clubs"."description" from "clubs" join "memberships" on "memberships"."club_id" = "clubs"."id" where "memberships"."member_id" = "orm_keys"."k1" order by "clubs"."name" limit $2) "orm_rows"

-- self_one
select "id", "name", "verified", "invited_by" from "members" "inviter" where "inviter"."id" = any($1)

-- self_many
select "id", "name", "verified", "invited_by" from "members" "invited" where "invited"."invited_by" = any($1)

-- composite_key
select "volumes"."id", "volumes"."room", "volumes"."shelf_number", "volumes"."title", "orm_keys"."n" from unnest($1, $2) with ordinality as "orm_keys" ("k1", "k2", "n"), "volumes" where "volumes"."room" = "orm_keys"."k1" and "volumes"."shelf_number" = "orm_keys"."k2" order by "volumes"."id"

-- composite_key_limit_for_each_parent
select "orm_rows".*, "orm_keys"."n" from unnest($1, $2) with ordinality as "orm_keys" ("k1", "k2", "n") cross join lateral (select "volumes"."id", "volumes"."room", "volumes"."shelf_number", "volumes"."title" from "volumes" where "volumes"."room" = "orm_keys"."k1" and "volumes"."shelf_number" = "orm_keys"."k2" order by "volumes"."id" limit $3) "orm_rows"

-- schema_qualified
select "id", "creator_id", "remark_id" from "social"."likes" where "social"."likes"."remark_id" = any($1)

-- nested_reads_the_key_of_its_parent
select "content", "author_id", "id" from "articles" where "articles"."author_id" = any($1)

-- as_struct_reads_the_named_columns
select "content", (select count(*) from "remarks" where "remarks"."article_id" = "articles"."id") as "remarkCount", "id" from "articles"

-- as_struct_nested
select "content", "article_id" from "remarks" where "remarks"."article_id" = any($1)

-- filter_any
select "id", "name", "verified", "invited_by" from "members" where exists (select 1 from "articles" where "articles"."author_id" = "members"."id" and "articles"."content" = $1)

-- filter_none
select "id", "name", "verified", "invited_by" from "members" where not exists (select 1 from "articles" where "articles"."author_id" = "members"."id")

-- filter_all
select "id", "name", "verified", "invited_by" from "members" where not exists (select 1 from "articles" where "articles"."author_id" = "members"."id" and "articles"."content" like $1 is not true)

-- filter_count
select "id", "name", "verified", "invited_by" from "members" where (select count(*) from "articles" where "articles"."author_id" = "members"."id") > $1

-- filter_through
select "id", "name", "verified", "invited_by" from "members" where exists (select 1 from "clubs" join "memberships" on "memberships"."club_id" = "clubs"."id" where "memberships"."member_id" = "members"."id" and "clubs"."name" = $1 and "memberships"."role" = $2)

-- filter_nested
select "id", "name", "verified", "invited_by" from "members" where exists (select 1 from "articles" where "articles"."author_id" = "members"."id" and exists (select 1 from "remarks" where "remarks"."article_id" = "articles"."id" and "remarks"."creator_id" = "members"."id"))

-- filter_in_a_relation
select "id", "content", "author_id", "editor_id", "created_at" from "articles" where "articles"."author_id" = any($1) and exists (select 1 from "remarks" where "remarks"."article_id" = "articles"."id")

-- filter_self
select "id", "name", "verified", "invited_by" from "members" where exists (select 1 from "members" "invited" where "invited"."invited_by" = "members"."id" and "invited"."verified" = $1)

-- filter_composite_key
select "room", "number", "label" from "shelves" where (select count(*) from "volumes" where "volumes"."room" = "shelves"."room" and "volumes"."shelf_number" = "shelves"."number") = $1
