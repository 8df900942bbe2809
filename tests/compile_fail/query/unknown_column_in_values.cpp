// SPDX-License-Identifier: MIT
// expect: nickname
// expect-max-lines: 60 because values() has four overloads, all of them listed
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void unknown_column_in_values() {
    static_cast<void>(orm::insert(comments).values({.postId = 1, .text = "a"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(comments).values({.postId = 1, .nickname = "a"}));
#endif
}
