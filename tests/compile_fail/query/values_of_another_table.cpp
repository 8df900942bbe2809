// SPDX-License-Identifier: MIT
// expect: values() takes one row
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void values_of_another_table(const std::vector<orm::insert_of<users>>& rows) {
    static_cast<void>(orm::insert(users).values(rows));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(posts).values(rows));
#endif
}
