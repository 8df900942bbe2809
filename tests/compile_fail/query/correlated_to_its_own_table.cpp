// SPDX-License-Identifier: MIT
// expect: this table is already in from() or a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void correlated_to_its_own_table() {
    static_cast<void>(orm::select(posts.id).from(posts).correlate(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).correlate(users));
#endif
}
