// SPDX-License-Identifier: MIT
// expect: a join's condition is about rows before they are grouped
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_join() {
    static_cast<void>(orm::select(users.id).from(users).join(posts, posts.authorId == users.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).join(posts, orm::count() > 1));
#endif
}
