// SPDX-License-Identifier: MIT
// expect: window functions are computed after the joins
// expect: in a subquery under a name
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_in_a_join() {
    static_cast<void>(
        orm::select(items.name).from(items).join(embeddings, embeddings.id == items.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(items.name).from(items).join(embeddings, orm::rank().over() == items.id));
#endif
}
