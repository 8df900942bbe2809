// SPDX-License-Identifier: MIT
// expect: raw_sql_has_a_dollar_parameter_where_braces_belong
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_a_dollar_parameter() {
    static_cast<void>(orm::sql<bool>("{} = {}", users.id, 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql<bool>("{} = $1", users.id));
#endif
}
