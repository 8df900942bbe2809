// SPDX-License-Identifier: MIT
// expect: in neither from() nor a join()
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_into_columns_of_another_table() {
    auto valid = orm::insert(users).columns(users.name, users.email);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(users).columns(users.name, posts.title);
#endif
}
