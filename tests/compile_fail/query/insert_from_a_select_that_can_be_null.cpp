// SPDX-License-Identifier: MIT
// expect: a value of the select can be NULL
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_from_a_select_that_can_be_null() {
    auto valid = orm::insert(posts)
                     .columns(posts.authorId, posts.title)
                     .from(orm::select(users.id, users.name).from(users));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(posts)
                     .columns(posts.authorId, posts.title)
                     .from(orm::select(users.id, users.image).from(users));
#endif
}
