// SPDX-License-Identifier: MIT
// expect: this table is already in from() or a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void update_from_itself() {
    auto valid = orm::update(users).from(posts);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).from(users);
#endif
}
