// SPDX-License-Identifier: MIT
// expect: is not in group_by()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void order_by_an_aggregate_without_groups() {
    static_cast<void>(orm::to_sql(
        orm::select(users.name).from(users).group_by(users.name).order_by(orm::count())));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select(users.name).from(users).order_by(orm::count())));
#endif
}
