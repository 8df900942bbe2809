// SPDX-License-Identifier: MIT
// expect: orm::sql() takes a string literal
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_of_a_char_array() {
    static_cast<void>(orm::sql<int>("select 1"));
#ifdef ORM_EXPECT_ERROR
    char text[] = "select 1";
    static_cast<void>(orm::sql<int>(text));
#endif
}
