// SPDX-License-Identifier: MIT
// expect: this query is not bound to a database
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void query_without_database_all() {
    static_cast<void>(orm::select(users.name).from(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).all());
#endif
}
