// SPDX-License-Identifier: MIT
// expect: lock rows of tables
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void lock_of_distinct_rows() {
    static_cast<void>(orm::to_sql(orm::select(users.name).from(users).for_share()));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select_distinct(users.name).from(users).for_share()));
#endif
}
