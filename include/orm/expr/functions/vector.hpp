// SPDX-License-Identifier: MIT
// Distances and functions of pgvector.
#pragma once

#include <orm/expr/call.hpp>
#include <orm/types/bits.hpp>
#include <orm/types/vector.hpp>

namespace orm {

// Source:   pgvector's README, "Reference".

namespace kind {
/// vector, halfvec or sparsevec.
struct vector {
    template <class Sql>
    static constexpr bool takes =
        std::is_same_v<Sql, pg::vector> || std::is_same_v<Sql, pg::halfvec> ||
        std::is_same_v<Sql, pg::sparsevec>;
};
struct bits {
    template <class Sql>
    static constexpr bool takes = std::is_same_v<typename Sql::family, pg::family::bits>;
};
}  // namespace kind

/// `order_by(l2_distance(items.embedding, wanted))` is `order by "items"."embedding" <-> $1`, which an
/// index of that distance serves. So do the others.
ORM_OPERATOR(l2_distance, " <-> ", pg::float8(kind::vector, kind::same))
ORM_OPERATOR(l1_distance, " <+> ", pg::float8(kind::vector, kind::same))
ORM_OPERATOR(cosine_distance, " <=> ", pg::float8(kind::vector, kind::same))
/// The inner product with its sign turned, so that the nearest comes first.
ORM_OPERATOR(negative_inner_product, " <#> ", pg::float8(kind::vector, kind::same))
ORM_OPERATOR(hamming_distance, " <~> ", pg::float8(kind::bits, kind::same))
ORM_OPERATOR(jaccard_distance, " <%> ", pg::float8(kind::bits, kind::same))
ORM_FUNCTION(inner_product, pg::float8(kind::vector, kind::same))
ORM_FUNCTION(vector_dims, pg::int4(kind::vector))
ORM_FUNCTION(vector_norm, pg::float8(kind::vector))
ORM_FUNCTION(l2_normalize, kind::same(kind::vector))
ORM_FUNCTION(subvector, kind::same(kind::vector, pg::int4, pg::int4))

}  // namespace orm
