-- date_trunc
select date_trunc('month', "seen"), date_trunc('day', "born") from "items"

-- date_trunc_grouped
select date_trunc('month', "seen"), count(*) from "items" group by date_trunc('month', "items"."seen")

-- extract
select extract(year from "born"), extract(epoch from "span") from "items"

-- date_part
select date_part('dow', "opened") from "items"

-- age
select age("seen"), age("closed", "seen") from "items"

-- date_bin
select date_bin($1, "seen", "closed") from "items"

-- isfinite
select "id" from "items" where isfinite("items"."seen") and isfinite("items"."span")

-- justify
select justify_days("span"), justify_hours("span"), justify_interval("span") from "items"

-- to_char
select to_char("seen", $1), to_char("price", $2) from "items"

-- to_date
select to_date("name", $1), to_number("name", $2) from "items"

-- to_timestamp
select to_timestamp("ratio"), to_timestamp("name", $1) from "items"

-- make
select make_date($1, $2, "stock"), make_time($3, $4, $5), make_timestamp($6, $7, $8, $9, $10, $11) from "items"

-- make_timestamptz
select make_timestamptz($1, $2, $3, $4, $5, $6), make_timestamptz($7, $8, $9, $10, $11, $12, $13) from "items"

-- clocks
select current_date, localtimestamp, clock_timestamp(), statement_timestamp(), now(), "id" from "items"

-- at_time_zone
select "seen" at time zone $1, "opened" at time zone $2 from "items"

-- at_time_zone_of_a_sum
select ("seen" + "span") at time zone $1 from "items"

-- difference_of_moments
select "closed" - "seen", "born" - "born" from "items"

-- moment_plus_duration
select "seen" + $1, "seen" - $2, "seen" + $3 from "items"

-- moment_plus_interval
select "opened" + "span", "span" + "opened", "hour" - "span" from "items"

-- date_plus_days
select "born" + "stock", "born" - "stock", "born" + "hour" from "items"

-- interval_arithmetic
select "span" * $1, $2 * "span", "span" / $3, "span" + "span", -"span" from "items"

-- older_than
select "id" from "items" where "items"."seen" < now() - "items"."span"
