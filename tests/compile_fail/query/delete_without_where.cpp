// SPDX-License-Identifier: MIT
// expect: it would change every row of the table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void delete_without_where() {
    static_cast<void>(orm::to_sql(orm::delete_from(users).all_rows()));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::delete_from(users)));
#endif
}
