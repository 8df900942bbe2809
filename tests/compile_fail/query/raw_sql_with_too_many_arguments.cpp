// SPDX-License-Identifier: MIT
// expect: raw_sql_needs_as_many_placeholders_as_it_has_arguments
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_too_many_arguments() {
    static_cast<void>(orm::sql<bool>("{} = {}", users.id, 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql<bool>("{} = {}", users.id, 1, 2));
#endif
}
