// SPDX-License-Identifier: MIT
// expect: needs exactly one column
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void subquery_of_two_columns() {
    static_cast<void>(orm::scalar(orm::select(users.id).from(users)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::scalar(orm::select(users.id, users.name).from(users)));
#endif
}
