// SPDX-License-Identifier: MIT
// expect: leaves nothing to sort by but its own columns
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void distinct_sorted_by_another_column() {
    static_cast<void>(
        orm::to_sql(orm::select_distinct(users.name).from(users).order_by(users.name)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::to_sql(orm::select_distinct(users.name).from(users).order_by(users.age)));
#endif
}
