// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void exists_of_another_table_than_the_statement() {
    static_cast<void>(
        orm::select(users.id).from(users).where(orm::exists(posts, posts.authorId == users.id)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).where(
        orm::exists(comments, comments.postId == posts.id)));
#endif
}
