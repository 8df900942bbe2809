// SPDX-License-Identifier: MIT
// expect: column of a table that this statement does not name
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_of_another_table_in_do_update() {
    auto start = orm::insert(users).values({.name = "Ann", .email = "a"}).on_conflict(users.email);
    auto valid = start.do_update({.name = orm::excluded(users.name)});
#ifdef ORM_EXPECT_ERROR
    auto wrong = start.do_update({.name = posts.title});
#endif
}
