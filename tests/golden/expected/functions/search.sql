-- to_tsvector
select to_tsvector('english', "name"), to_tsvector("name") from "items"

-- matches_query
select "id" from "items" where "items"."document" @@ websearch_to_tsquery('english', $1)

-- queries
select to_tsquery('english', "name"), plainto_tsquery('english', $1), phraseto_tsquery("name") from "items"

-- query_operators
select to_tsquery("name") && to_tsquery($1), to_tsquery($2) || to_tsquery($3), to_tsquery($4) <-> to_tsquery($5) from "items"

-- rank
select "id" from "items" order by ts_rank("items"."document", to_tsquery($1)) desc, ts_rank_cd("items"."document", to_tsquery($2), $3) desc

-- headline
select ts_headline('english', "name", to_tsquery($1)), ts_headline('english', "name", to_tsquery($2), $3) from "items"

-- setweight
select setweight(to_tsvector("name"), 'A') || setweight("document", 'B') from "items"

-- strip_and_numnode
select strip("document"), numnode(to_tsquery("name")) from "items"
