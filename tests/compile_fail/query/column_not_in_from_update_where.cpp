// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_not_in_from_update_where() {
    static_cast<void>(orm::update(users).set({.age = 1}).where(users.id == 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.age = 1}).where(posts.id == 1));
#endif
}
