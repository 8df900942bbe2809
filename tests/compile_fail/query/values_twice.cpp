// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void values_twice() {
    static_cast<void>(orm::insert(comments).values({.postId = 1, .text = "a"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(comments)
                          .values({.postId = 1, .text = "a"})
                          .values({.postId = 1, .text = "b"}));
#endif
}
