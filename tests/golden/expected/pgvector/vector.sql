-- distances
select "embedding" <-> $1, "embedding" <+> "embedding", "embedding" <=> "embedding", "embedding" <#> "embedding" from "embeddings"

-- nearest
select "id" from "embeddings" order by "embeddings"."embedding" <-> $1 limit $2

-- functions
select inner_product("embedding", "embedding"), vector_dims("embedding"), vector_norm("embedding"), l2_normalize("embedding"), subvector("embedding", $1, $2) from "embeddings"

-- bit_distances
select "fingerprint" <~> "fingerprint", "fingerprint" <%> "fingerprint" from "embeddings"
