// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void condition_compared_with_number() {
    static_cast<void>((users.age > 1) == true);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>((users.age > 1) == 1);
#endif
}
