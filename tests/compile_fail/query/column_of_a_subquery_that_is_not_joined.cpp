// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_of_a_subquery_that_is_not_joined() {
    auto sub = orm::select(users.id).from(users).as_table<"sub">();
    static_cast<void>(orm::select(sub[users.id]).from(sub).where(sub[users.id] > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(posts.id).from(posts).where(sub[users.id] > 1));
#endif
}
