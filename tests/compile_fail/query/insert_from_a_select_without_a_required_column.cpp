// SPDX-License-Identifier: MIT
// expect: the select gives no value for a column that needs one
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_from_a_select_without_a_required_column() {
    auto valid = orm::insert(posts)
                     .columns(posts.authorId, posts.title)
                     .from(orm::select(users.id, users.name).from(users));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(posts).columns(posts.title).from(orm::select(users.name).from(users));
#endif
}
