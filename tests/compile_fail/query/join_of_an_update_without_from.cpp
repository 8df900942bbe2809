// SPDX-License-Identifier: MIT
// expect: joins a table to those of from() or
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void join_of_an_update_without_from() {
    auto valid = orm::update(users).from(posts).join(comments, comments.postId == posts.id);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).join(posts, posts.id == 1);
#endif
}
