// SPDX-License-Identifier: MIT
// Rule: a join's condition is boolean.
// expect: this is not a condition
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void joining_on_a_title() {
    auto valid = orm::select(users.id).from(users).join(posts, posts.authorId == users.id);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).join(posts, posts.title);
#endif
}
