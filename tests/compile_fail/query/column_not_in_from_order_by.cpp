// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_not_in_from_order_by() {
    static_cast<void>(orm::select(users.id).from(users).order_by(users.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).order_by(posts.title));
#endif
}
