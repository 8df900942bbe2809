// SPDX-License-Identifier: MIT
// expect: is not in group_by()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void ungrouped_column_in_order_by() {
    auto grouped = orm::select(users.name).from(users).group_by(users.name);
    static_cast<void>(orm::to_sql(grouped.order_by(users.name)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(grouped.order_by(users.age)));
#endif
}
