// SPDX-License-Identifier: MIT
// expect: says both where() and all_rows()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void all_rows_behind_where() {
    auto valid = orm::delete_from(users).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::delete_from(users).where(users.id == 1).all_rows();
#endif
}
