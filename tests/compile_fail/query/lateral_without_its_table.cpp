// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void lateral_without_its_table() {
    auto sub = orm::select(posts.id).from(posts).correlate(users).as_table<"sub">();
    static_cast<void>(orm::select(users.id).from(users).cross_join(sub));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(comments.id).from(comments).cross_join(sub));
#endif
}
