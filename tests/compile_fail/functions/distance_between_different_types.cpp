// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void distance_between_different_types() {
    static_cast<void>(orm::l2_distance(embeddings.embedding, embeddings.embedding));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::l2_distance(embeddings.embedding, embeddings.fingerprint));
#endif
}
