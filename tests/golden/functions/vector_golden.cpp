// SPDX-License-Identifier: MIT
// Distances of pgvector.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("pgvector/vector/distances") {
    return to_sql(select(orm::l2_distance(embeddings.embedding, std::vector<float>{1, 2, 3}),
                         orm::l1_distance(embeddings.embedding, embeddings.embedding),
                         orm::cosine_distance(embeddings.embedding, embeddings.embedding),
                         orm::negative_inner_product(embeddings.embedding, embeddings.embedding))
                      .from(embeddings));
}
ORM_GOLDEN("pgvector/vector/nearest") {
    return to_sql(select(embeddings.id)
                      .from(embeddings)
                      .order_by(orm::l2_distance(embeddings.embedding, std::vector<float>{1, 2, 3}))
                      .limit(5));
}
ORM_GOLDEN("pgvector/vector/functions") {
    return to_sql(
        select(orm::inner_product(embeddings.embedding, embeddings.embedding),
               orm::vector_dims(embeddings.embedding), orm::vector_norm(embeddings.embedding),
               orm::l2_normalize(embeddings.embedding), orm::subvector(embeddings.embedding, 1, 2))
            .from(embeddings));
}
ORM_GOLDEN("pgvector/vector/bit_distances") {
    return to_sql(select(orm::hamming_distance(embeddings.fingerprint, embeddings.fingerprint),
                         orm::jaccard_distance(embeddings.fingerprint, embeddings.fingerprint))
                      .from(embeddings));
}
