// SPDX-License-Identifier: MIT
// expect: nickname
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void unknown_column_in_values() {
    static_cast<void>(orm::insert(comments).values({.postId = 1, .text = "a"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(comments).values({.postId = 1, .nickname = "a"}));
#endif
}
