// SPDX-License-Identifier: MIT
// expect: in neither from() nor a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void join_condition_of_an_update_uses_the_changed_table() {
    auto valid = orm::update(users).from(posts).join(comments, comments.postId == posts.id);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).from(posts).join(comments, comments.authorId == users.id);
#endif
}
