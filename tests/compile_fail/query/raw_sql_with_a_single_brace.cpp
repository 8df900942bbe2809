// SPDX-License-Identifier: MIT
// expect: raw_sql_has_a_single_brace_where_two_stand_for_one
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_a_single_brace() {
    static_cast<void>(orm::sql<std::string>("'{{a}}'"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql<std::string>("'{a}'"));
#endif
}
