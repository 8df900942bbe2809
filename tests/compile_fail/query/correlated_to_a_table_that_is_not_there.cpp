// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void correlated_to_a_table_that_is_not_there() {
    auto sub = orm::select(posts.id).from(posts).correlate(users);
    static_cast<void>(orm::select(users.id).from(users).where(orm::exists(sub)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(comments.id).from(comments).where(orm::exists(sub)));
#endif
}
