// SPDX-License-Identifier: MIT
// expect: needs a name
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void subquery_column_without_name() {
    static_cast<void>(orm::select(orm::count().as<"n">()).from(users).as_table<"sub">());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::count()).from(users).as_table<"sub">());
#endif
}
