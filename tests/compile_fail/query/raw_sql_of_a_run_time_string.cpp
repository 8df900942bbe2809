// SPDX-License-Identifier: MIT
// expect: orm::sql() takes a string literal
// expect: orm::unsafe_raw()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_of_a_run_time_string() {
    static_cast<void>(orm::sql<int>("select 1"));
#ifdef ORM_EXPECT_ERROR
    const std::string text = "select 1";
    static_cast<void>(orm::sql<int>(text));
#endif
}
