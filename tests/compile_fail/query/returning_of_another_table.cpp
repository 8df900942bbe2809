// SPDX-License-Identifier: MIT
// Rule: returning() gives columns of the table that was written.
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void returning_a_column_of_posts() {
    auto valid = orm::insert(users).values({.name = "Ann", .email = "a"}).returning(users.id);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(users).values({.name = "Ann", .email = "a"}).returning(posts.id);
#endif
}
