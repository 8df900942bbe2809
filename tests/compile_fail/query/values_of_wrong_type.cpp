// SPDX-License-Identifier: MIT
// expect: this value is not of the column's type
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void values_of_wrong_type() {
    static_cast<void>(orm::insert(comments).values({.postId = 1, .text = "a"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(comments).values({.postId = "1", .text = "a"}));
#endif
}
