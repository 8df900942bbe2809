// SPDX-License-Identifier: MIT
// expect: on_conflict() needs a column that is a primary key or unique
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void conflict_target_of_two_columns_without_a_key() {
    auto valid = orm::insert(users).values({.name = "a", .email = "b"}).on_conflict(users.email);
#ifdef ORM_EXPECT_ERROR
    auto wrong =
        orm::insert(users).values({.name = "a", .email = "b"}).on_conflict(users.email, users.name);
#endif
}
