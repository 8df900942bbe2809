// SPDX-License-Identifier: MIT
// expect: in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void conflict_target_of_another_table() {
    auto valid = orm::insert(users).values({.name = "a", .email = "b"}).on_conflict(users.email);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(users).values({.name = "a", .email = "b"}).on_conflict(posts.id);
#endif
}
