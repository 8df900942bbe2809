// SPDX-License-Identifier: MIT
// expect: this query is not bound to a database
// expect-max-lines: 27 because the call behind the rule fails as well
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void query_without_database_all() {
    static_cast<void>(orm::select(users.name).from(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).all());
#endif
}
