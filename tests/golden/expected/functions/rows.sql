-- with_ordinality
select "items"."name", "tag"."tag", "tag"."ordinality" from "items" cross join lateral unnest("items"."tags") with ordinality "tag" ("tag", "ordinality") order by "tag"."ordinality"

-- unnest_of_a_column
select "items"."name", "each"."each" from "items" cross join lateral unnest("items"."scores") "each"
