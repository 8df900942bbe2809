// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void row_of_another_type() {
    static_cast<void>(orm::row(users.name, users.id) > orm::row("a", 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::row(users.name, users.id) > orm::row("a", "b"));
#endif
}
