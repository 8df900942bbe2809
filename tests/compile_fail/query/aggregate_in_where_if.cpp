// SPDX-License-Identifier: MIT
// expect: where() filters rows before they are grouped
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_where_if() {
    static_cast<void>(orm::select(users.id).from(users).where_if(true, users.age > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).where_if(true, orm::count() > 1));
#endif
}
