-- abs
select abs("price"), abs("stock") from "items"

-- ceil_and_floor
select ceil("price"), floor("ratio") from "items"

-- round
select round("ratio"), round("price", $1) from "items"

-- trunc
select trunc("price"), trunc("price", $1) from "items"

-- sqrt_and_power
select sqrt("ratio"), power("ratio", $1), cbrt("ratio") from "items"

-- mod
select mod("stock", $1), div("price", "stock") from "items"

-- gcd_and_lcm
select gcd("stock", "flags"), lcm("stock", "flags") from "items"

-- sign
select sign("price") from "items"

-- random_and_pi
select random(), pi(), "id" from "items"

-- logarithms
select ln("ratio"), log("ratio"), log10("price"), log($1, "stock"), exp("ratio") from "items"

-- trigonometry
select sin("ratio"), cos("ratio"), tan("ratio"), atan2("ratio", "stock") from "items"

-- inverse_trigonometry
select asin("ratio"), acos("ratio"), atan("ratio") from "items"

-- degrees_and_radians
select degrees("ratio"), radians("ratio") from "items"

-- width_bucket
select width_bucket("ratio", $1, $2, $3) from "items"

-- remainder
select "stock" % $1 from "items"

-- remainder_binds_as_product
select ("stock" + $1) % $2 + "flags" from "items"

-- negation
select -"stock", -("stock" + $1), -(-"price") from "items"

-- negation_in_a_product
select -"stock" * $1 from "items"

-- bits
select "flags" & $1, "flags" | $2, "flags" # "stock", ~"flags" from "items"

-- shifts
select "flags" << $1, "flags" >> $2 from "items"

-- bits_in_a_comparison
select "id" from "items" where "items"."flags" & $1 = $2

-- bits_beside_sums
select ("flags" & "stock") + $1, "flags" & "stock" + $2 from "items"

-- bits_to_the_right
select "flags" | ("stock" | $1) from "items"
