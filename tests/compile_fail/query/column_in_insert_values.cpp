// SPDX-License-Identifier: MIT
// expect: the values of an insert cannot use columns
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_in_insert_values() {
    auto valid = orm::insert(users).values({.name = "Ann", .email = "a"});
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(users).values({.name = posts.title, .email = "a"});
#endif
}
