// SPDX-License-Identifier: MIT
// expect: needs exactly one column
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void subquery_of_a_whole_table() {
    static_cast<void>(users.id.in(orm::select(users.id).from(users)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.id.in(orm::select().from(users)));
#endif
}
