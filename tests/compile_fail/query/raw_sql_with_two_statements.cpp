// SPDX-License-Identifier: MIT
// expect: raw_sql_has_a_semicolon_and_is_one_statement
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_two_statements() {
    static_cast<void>(orm::sql("delete from {}", users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql("delete from {}; select 1", users));
#endif
}
