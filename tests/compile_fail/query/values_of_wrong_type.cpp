// SPDX-License-Identifier: MIT
// expect-gcc: no matching function
// expect-clang: no matching member function
// expect-max-lines: 30 because values() has four overloads, all of them listed
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void values_of_wrong_type() {
    static_cast<void>(orm::insert(comments).values({.postId = 1, .text = "a"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(comments).values({.postId = "1", .text = "a"}));
#endif
}
