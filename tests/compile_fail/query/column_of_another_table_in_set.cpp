// SPDX-License-Identifier: MIT
// expect: column of a table that this statement does not name
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_of_another_table_in_set() {
    auto valid = orm::update(users).from(posts).set({.name = posts.title}).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).set({.name = posts.title}).where(users.id == 1);
#endif
}
