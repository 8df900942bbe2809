// SPDX-License-Identifier: MIT
// expect: post_table
// expect: in neither from() nor a join()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_a_column_not_in_from() {
    auto valid = orm::select(users.id).from(users).where(orm::sql<bool>("{} = 1", users.id));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).where(orm::sql<bool>("{} = 1", posts.id));
#endif
}
