// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void boolean_compared_with_text() {
    static_cast<void>(users.emailVerified == true);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.emailVerified == "yes");
#endif
}
