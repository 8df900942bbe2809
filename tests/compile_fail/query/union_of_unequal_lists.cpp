// SPDX-License-Identifier: MIT
// expect: need the same number of columns
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void union_of_unequal_lists() {
    static_cast<void>(orm::select(users.id).from(users).union_(orm::select(posts.id).from(posts)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(users.id).from(users).union_(orm::select(posts.id, posts.title).from(posts)));
#endif
}
