// SPDX-License-Identifier: MIT
// expect: sum() and avg() need a numeric column
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void average_of_a_boolean() {
    static_cast<void>(orm::avg(users.age));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::avg(users.emailVerified));
#endif
}
