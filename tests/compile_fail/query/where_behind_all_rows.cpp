// SPDX-License-Identifier: MIT
// expect: says both where() and all_rows()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void where_behind_all_rows() {
    auto valid = orm::update(users).set({.age = 1}).all_rows();
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).set({.age = 1}).all_rows().where(users.id == 1);
#endif
}
