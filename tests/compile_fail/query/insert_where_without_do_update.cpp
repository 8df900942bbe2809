// SPDX-License-Identifier: MIT
// expect: where() of an insert says which of the rows in the way are updated
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_where_without_do_update() {
    auto valid = orm::insert(users).values({.name = "a", .email = "b"});
#ifdef ORM_EXPECT_ERROR
    auto wrong = valid.where(users.id == 1);
#endif
}
