// SPDX-License-Identifier: MIT
// expect: another number of values than the insert has columns
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_from_a_select_of_another_width() {
    auto valid = orm::insert(posts)
                     .columns(posts.authorId, posts.title)
                     .from(orm::select(users.id, users.name).from(users));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(posts)
                     .columns(posts.authorId, posts.title)
                     .from(orm::select(users.id).from(users));
#endif
}
