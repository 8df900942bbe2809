// SPDX-License-Identifier: MIT
// expect: where() filters rows before they are grouped
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_where() {
    static_cast<void>(
        orm::select(users.name).from(users).group_by(users.name).having(orm::count() > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).where(orm::count() > 1));
#endif
}
