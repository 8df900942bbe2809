// SPDX-License-Identifier: MIT
// expect: is not in group_by()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_of_a_grouped_expression() {
    static_cast<void>(orm::to_sql(
        orm::select(orm::lower(users.name)).from(users).group_by(orm::lower(users.name))));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::to_sql(orm::select(users.name).from(users).group_by(orm::lower(users.name))));
#endif
}
