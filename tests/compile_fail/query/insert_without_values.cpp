// SPDX-License-Identifier: MIT
// expect: this insert has no rows
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_without_values() {
    static_cast<void>(orm::to_sql(orm::insert(comments).values({.postId = 1, .text = "a"})));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::insert(comments)));
#endif
}
