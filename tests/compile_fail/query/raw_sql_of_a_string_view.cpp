// SPDX-License-Identifier: MIT
// expect: orm::sql() takes a string literal
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_of_a_string_view() {
    static_cast<void>(orm::sql<int>("select 1"));
#ifdef ORM_EXPECT_ERROR
    const std::string_view text = "select 1";
    static_cast<void>(orm::sql<int>(text, users.id));
#endif
}
