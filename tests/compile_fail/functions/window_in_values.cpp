// SPDX-License-Identifier: MIT
// expect: a window function directly
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void window_in_values() {
    auto valid = orm::insert(comments).values({.postId = 1, .text = "a"});
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(comments).values({.postId = orm::row_number().over(), .text = "a"});
#endif
}
