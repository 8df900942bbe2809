// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void in_subquery_of_another_type() {
    static_cast<void>(users.id.in(orm::select(posts.authorId).from(posts)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.id.in(orm::select(posts.title).from(posts)));
#endif
}
