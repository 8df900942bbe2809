// SPDX-License-Identifier: MIT
// expect: need the same number of columns
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void except_of_other_rows() {
    static_cast<void>(orm::select().from(users).except(orm::select().from(users)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select().from(users).except(orm::select().from(posts)));
#endif
}
