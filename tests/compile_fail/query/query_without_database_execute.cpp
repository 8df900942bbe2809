// SPDX-License-Identifier: MIT
// expect: this query is not bound to a database
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void query_without_database_execute() {
    static_cast<void>(orm::update(users).set({.age = 1}).all_rows());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.age = 1}).all_rows().execute());
#endif
}
