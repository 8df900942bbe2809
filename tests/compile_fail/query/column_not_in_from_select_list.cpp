// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_not_in_from_select_list() {
    static_cast<void>(orm::to_sql(
        orm::select(users.id, posts.title).from(users).join(posts, posts.authorId == users.id)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select(users.id, posts.title).from(users)));
#endif
}
