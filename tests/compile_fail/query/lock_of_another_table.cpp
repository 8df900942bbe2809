// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void lock_of_another_table() {
    static_cast<void>(orm::select(users.id).from(users).for_update().of(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).for_update().of(posts));
#endif
}
