// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_not_in_from_having() {
    static_cast<void>(
        orm::select(users.age).from(users).group_by(users.age).having(orm::count() > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(users.age).from(users).group_by(users.age).having(orm::max(posts.id) > 1));
#endif
}
