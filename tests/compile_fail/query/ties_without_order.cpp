// SPDX-License-Identifier: MIT
// expect: limit_with_ties() adds rows that are equal
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void ties_without_order() {
    static_cast<void>(
        orm::to_sql(orm::select(users.name).from(users).order_by(users.name).limit_with_ties(1)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select(users.name).from(users).limit_with_ties(1)));
#endif
}
