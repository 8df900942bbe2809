// SPDX-License-Identifier: MIT
// expect: returning() gives a row for each row that was written
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_insert_returning() {
    auto valid = orm::insert(users).values({.name = "a", .email = "b"}).returning(users.id);
#ifdef ORM_EXPECT_ERROR
    auto wrong =
        orm::insert(users).values({.name = "a", .email = "b"}).returning(orm::max(users.id));
#endif
}
