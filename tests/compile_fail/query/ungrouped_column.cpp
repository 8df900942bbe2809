// SPDX-License-Identifier: MIT
// expect: a column stands beside an aggregate but is not in group_by()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void ungrouped_column() {
    static_cast<void>(
        orm::to_sql(orm::select(users.name, orm::count()).from(users).group_by(users.name)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select(users.name, orm::count()).from(users)));
#endif
}
