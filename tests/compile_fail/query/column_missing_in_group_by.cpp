// SPDX-License-Identifier: MIT
// expect: a column stands beside an aggregate but is not in group_by()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_missing_in_group_by() {
    static_cast<void>(orm::to_sql(
        orm::select(users.name, users.age).from(users).group_by(users.name, users.age)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::to_sql(orm::select(users.name, users.age).from(users).group_by(users.name)));
#endif
}
