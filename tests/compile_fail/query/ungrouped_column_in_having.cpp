// SPDX-License-Identifier: MIT
// expect: is not in group_by()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void ungrouped_column_in_having() {
    auto grouped = orm::select(users.name).from(users).group_by(users.name);
    static_cast<void>(orm::to_sql(grouped.having(users.name != "Ann")));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(grouped.having(users.age > 1)));
#endif
}
