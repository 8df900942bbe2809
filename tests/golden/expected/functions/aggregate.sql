-- string_agg
select string_agg("name", $1) from "items"

-- string_agg_ordered
select string_agg("name", $1 order by "stock" desc, "name") from "items"

-- string_agg_distinct
select string_agg(distinct "name", $1) from "items"

-- array_agg
select array_agg("name"), array_agg("note") from "items"

-- array_agg_ordered_and_filtered
select array_agg("name" order by "name" asc nulls first) filter (where "active") from "items"

-- bools
select bool_and("active"), bool_or("active"), every("stock" > $1) from "items"

-- bit_aggregates
select bit_and("flags"), bit_or("flags") from "items"

-- deviations
select stddev("stock"), stddev_pop("ratio"), stddev_samp("price") from "items"

-- variances
select variance("stock"), var_pop("ratio"), var_samp("price") from "items"

-- correlations
select corr("ratio", "stock"), covar_pop("ratio", "ratio"), covar_samp("ratio", "ratio") from "items"

-- json_aggregates
select json_agg("name"), jsonb_agg("price"), jsonb_object_agg("name", "stock"), json_object_agg("name", "stock") from "items"

-- filter
select count(*) filter (where "active"), sum("stock") filter (where "stock" > $1) from "items"

-- distinct_sum
select sum(distinct "stock") from "items"

-- percentile
select percentile_cont($1) within group (order by "ratio"), percentile_disc($2) within group (order by "stock" desc) from "items"

-- ordered_set_filtered
select mode() within group (order by "span") filter (where "active") from "items"

-- mode
select mode() within group (order by "name") from "items"

-- in_having
select "name" from "items" group by "items"."name" having bool_and("items"."active") and count(*) filter (where "items"."stock" > $1) > $2

-- in_arithmetic
select sum("stock") / count(*), max("stock") - min("stock") from "items"

-- of_an_expression
select sum("stock" * "flags"), avg(char_length("name")) from "items"
