// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void correlated_subquery_in_from() {
    auto sub = orm::select(posts.id).from(posts).correlate(users).as_table<"sub">();
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select().from(sub));
#endif
}
