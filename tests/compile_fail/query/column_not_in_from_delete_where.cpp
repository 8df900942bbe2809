// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_not_in_from_delete_where() {
    static_cast<void>(orm::delete_from(users).where(users.id == 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::delete_from(users).where(posts.id == 1));
#endif
}
