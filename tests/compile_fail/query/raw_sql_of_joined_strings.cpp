// SPDX-License-Identifier: MIT
// expect: orm::sql() takes a string literal
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_of_joined_strings() {
    static_cast<void>(orm::sql<int>("select {}", users.name));
#ifdef ORM_EXPECT_ERROR
    const std::string name = "Ann";
    static_cast<void>(orm::sql<int>("select " + name));
#endif
}
