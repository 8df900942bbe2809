// SPDX-License-Identifier: MIT
// expect: a_required_column_was_left_out_of_this_insert
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_leaves_out_a_required_column() {
    static_cast<void>(orm::insert(users).values({.name = "a", .email = "b"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(users).values({.name = "a"}));
#endif
}
