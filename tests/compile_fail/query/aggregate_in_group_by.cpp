// SPDX-License-Identifier: MIT
// expect: group_by() makes the groups
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_group_by() {
    static_cast<void>(orm::select(orm::count()).from(users).group_by(users.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::count()).from(users).group_by(orm::max(users.name)));
#endif
}
