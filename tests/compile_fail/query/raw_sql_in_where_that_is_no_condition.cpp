// SPDX-License-Identifier: MIT
// expect: this is not a condition
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_in_where_that_is_no_condition() {
    auto valid = orm::select(users.id).from(users).where(orm::sql<bool>("{} = 1", users.id));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).where(orm::sql<int>("{} + 1", users.id));
#endif
}
