// SPDX-License-Identifier: MIT
// expect: it would change every row of the table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void update_without_where() {
    static_cast<void>(orm::to_sql(orm::update(users).set({.age = 1}).all_rows()));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::update(users).set({.age = 1})));
#endif
}
