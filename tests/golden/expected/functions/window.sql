-- row_number
select row_number() over () from "items"

-- row_number_of_a_partition
select row_number() over (partition by "name" order by "stock" desc) from "items"

-- ranks
select rank() over (order by "stock"), dense_rank() over (order by "stock"), percent_rank() over (order by "stock"), cume_dist() over (order by "stock") from "items"

-- ntile
select ntile($1) over (order by "stock") from "items"

-- lag_and_lead
select lag("name") over (order by "id"), lead("name", $1) over (order by "id"), lag("stock", $2, $3) over (order by "id") from "items"

-- first_last_nth
select first_value("name") over (order by "id"), last_value("name") over (order by "id"), nth_value("name", $1) over (order by "id") from "items"

-- aggregate_over_all
select "stock", sum("stock") over (), count(*) over () from "items"

-- aggregate_over_a_partition
select "id", avg("price") over (partition by "name", "active") from "items"

-- filtered_aggregate_over
select count(*) filter (where "active") over (partition by "name") from "items"

-- frame_rows
select sum("stock") over (order by "id" rows between $1 preceding and current row) from "items"

-- frame_of_one_bound
select sum("stock") over (order by "id" rows unbounded preceding) from "items"

-- frame_range
select count(*) over (order by "seen" range between $1 preceding and current row) from "items"

-- frame_groups
select count(*) over (order by "stock" groups between current row and $1 following) from "items"

-- frame_exclude
select sum("stock") over (order by "id" rows between unbounded preceding and unbounded following exclude current row) from "items"

-- frame_exclude_more
select sum("stock") over (rows unbounded preceding exclude ties), sum("stock") over (rows unbounded preceding exclude group) from "items"

-- in_an_order
select "id" from "items" order by rank() over (order by "items"."stock")

-- over_a_group
select "name", sum(sum("stock")) over (order by "name") from "items" group by "items"."name"

-- in_arithmetic
select "stock" - lag("stock", $1, $2) over (order by "id") from "items"

-- partition_by_an_expression
select count(*) over (partition by date_trunc('day', "seen")) from "items"
