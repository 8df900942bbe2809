// SPDX-License-Identifier: MIT
// expect: order_by() must start with what distinct_on() names
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void distinct_on_sorted_by_another_column() {
    static_cast<void>(orm::to_sql(orm::select(users.name)
                                      .distinct_on(users.name)
                                      .from(users)
                                      .order_by(users.name, users.age)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(
        orm::select(users.name).distinct_on(users.name).from(users).order_by(users.age)));
#endif
}
