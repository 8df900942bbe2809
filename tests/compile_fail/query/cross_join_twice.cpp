// SPDX-License-Identifier: MIT
// expect: this table is already in from() or a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void cross_join_twice() {
    static_cast<void>(orm::select(users.id).from(users).cross_join(posts));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).cross_join(posts).cross_join(posts));
#endif
}
