// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void moment_compared_with_text(orm::sys_microseconds moment) {
    static_cast<void>(users.createdAt > moment);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.createdAt > "2024-01-01");
#endif
}
