-- initcap
select initcap("name") from "items"

-- reverse
select reverse("name") from "items"

-- repeat
select repeat("name", $1) from "items"

-- replace
select replace("name", $1, $2) from "items"

-- translate
select translate("name", $1, $2) from "items"

-- left_and_right
select left("name", $1), right("name", "stock") from "items"

-- lpad_with_and_without_fill
select lpad("name", $1), rpad("name", $2, $3) from "items"

-- trims
select btrim("name"), ltrim("name", $1), rtrim("name") from "items"

-- substring
select substring("name", $1), substring("name", $2, $3) from "items"

-- split_part
select split_part("name", $1, $2) from "items"

-- string_to_array
select string_to_array("name", $1) from "items"

-- position
select position($1 in "name"), strpos("name", $2) from "items"

-- starts_with
select "id" from "items" where starts_with("items"."name", $1)

-- lengths
select octet_length("name"), bit_length("name"), char_length("name") from "items"

-- ascii_and_chr
select ascii("name"), chr("stock") from "items"

-- md5
select md5("name") from "items"

-- quoting
select quote_ident("name"), quote_literal("name") from "items"

-- to_hex
select to_hex("stock"), to_hex("sold") from "items"

-- encode_and_decode
select encode("data", $1), decode("name", $2) from "items"

-- sha256
select sha256("data") from "items"

-- concat
select concat("name", "stock", "note") from "items"

-- concat_ws
select concat_ws($1, "name", "note") from "items"

-- format
select format($1, "name", "price") from "items"

-- concatenate
select "name" || $1 from "items"

-- plus_of_text
select "name" || $1 || "note" from "items"

-- plus_of_text_on_the_right
select $1 || "name" from "items"

-- regexp_replace
select regexp_replace("name", $1, $2, $3) from "items"

-- regexp_match
select regexp_match("name", $1) from "items"

-- regexp_split_to_array
select regexp_split_to_array("name", $1) from "items"

-- matches
select "id" from "items" where "items"."name" ~ $1

-- imatches
select "id" from "items" where "items"."name" ~* $1

-- not_matches
select "id" from "items" where "items"."name" !~ $1 and "items"."name" !~* $2

-- similar_to
select "id" from "items" where "items"."name" similar to $1

-- similar_to_a_concatenation
select "id" from "items" where "items"."name" similar to "items"."note" || $1

-- collate
select "id" from "items" where "items"."name" collate "C" < $1

-- collate_in_an_order
select "id" from "items" order by "items"."name" collate "C" desc nulls last

-- collate_of_an_operator
select ("name" || "note") collate "C" from "items"

-- comparison_of_a_function
select "id" from "items" where lower("items"."name") = $1 and left("items"."name", $2) <> $3
