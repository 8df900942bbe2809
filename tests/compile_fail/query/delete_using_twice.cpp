// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void delete_using_twice() {
    auto valid = orm::delete_from(users).using_table(posts, comments);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::delete_from(users).using_table(posts).using_table(comments);
#endif
}
