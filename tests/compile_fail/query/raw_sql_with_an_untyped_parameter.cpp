// SPDX-License-Identifier: MIT
// expect: orm::typed_param
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_an_untyped_parameter() {
    static_cast<void>(orm::sql<bool>("{} = {}", users.id, orm::typed_param<"id", int>));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql<bool>("{} = {}", users.id, orm::param<"id">));
#endif
}
