// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void outer_table_without_correlate() {
    static_cast<void>(
        orm::select(posts.id).from(posts).correlate(users).where(posts.authorId == users.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(posts.id).from(posts).where(posts.authorId == users.id));
#endif
}
