// SPDX-License-Identifier: MIT
// expect: raw_sql_has_a_placeholder_inside_quotes_or_a_comment
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_a_placeholder_in_quotes() {
    static_cast<void>(orm::sql<bool>("{} like '%' || {}", users.name, "a"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql<bool>("{} like '%{}'", users.name, "a"));
#endif
}
