// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: comment_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_not_in_from_join_condition() {
    static_cast<void>(orm::select(users.id).from(users).join(posts, posts.authorId == users.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).join(posts, posts.id == comments.postId));
#endif
}
