// SPDX-License-Identifier: MIT
// expect: correlated to a table of an outer statement
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void correlated_select_alone() {
    static_cast<void>(orm::exists(orm::select(posts.id).from(posts).correlate(users)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select(posts.id).from(posts).correlate(users)));
#endif
}
