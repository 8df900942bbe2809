// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: post_table
#include <orm/orm.hpp>

#include "support/blog_schema.hpp"

void count_of_a_column_of_another_table(const orm::database& db) {
    static_cast<void>(db.count(users, users.age > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(db.count(users, posts.published));
#endif
}
