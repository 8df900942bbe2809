// SPDX-License-Identifier: MIT
// expect: lock rows of tables
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void lock_of_groups() {
    static_cast<void>(orm::to_sql(orm::select(users.name).from(users).for_update()));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::to_sql(orm::select(users.name).from(users).group_by(users.name).for_update()));
#endif
}
