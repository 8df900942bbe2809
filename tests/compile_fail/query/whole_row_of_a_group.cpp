// SPDX-License-Identifier: MIT
// expect: is not in group_by()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void whole_row_of_a_group() {
    static_cast<void>(orm::to_sql(orm::select().from(users).group_by(users.id)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select().from(users).group_by(users.name)));
#endif
}
