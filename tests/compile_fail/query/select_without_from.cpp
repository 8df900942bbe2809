// SPDX-License-Identifier: MIT
// expect: this select names no table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void select_without_from() {
    static_cast<void>(orm::to_sql(orm::select().from(users)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select()));
#endif
}
