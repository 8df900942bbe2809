// SPDX-License-Identifier: MIT
// expect: of types that PostgreSQL brings together
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void union_of_other_types() {
    static_cast<void>(
        orm::select(users.id).from(users).union_all(orm::select(posts.id).from(posts)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(users.id).from(users).union_all(orm::select(posts.title).from(posts)));
#endif
}
